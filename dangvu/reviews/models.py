"""Levels of the yearly classification, and the counters that make them quick to report."""

from django.db import models
from django.db.models import Q

from dangvu.audit.records import Record
from dangvu.members.models import Member
from dangvu.organizations.models import Organization


class Level(models.TextChoices):
    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    COMPLETED = "completed", "Hoàn thành nhiệm vụ"
    FAILED = "failed", "Không hoàn thành nhiệm vụ"
    NOT_RATED = "not_rated", "Không xếp loại"


class NotRatedReason(models.TextChoices):
    EXEMPT = "exempt", "Được miễn công tác và sinh hoạt đảng"
    SUSPENDED = "suspended", "Bị đình chỉ sinh hoạt đảng"
    UNDER_SIX_MONTHS = "under_six_months", "Kết nạp chưa đủ 6 tháng"
    NEWLY_FOUNDED = "newly_founded", "Tổ chức mới thành lập chưa đủ 6 tháng"
    LONG_ABSENCE = "long_absence", "Nghỉ dài ngày"
    NOT_YET = "not_yet", "Chưa được kiểm điểm, đánh giá, xếp loại"
    OTHER = "other", "Lý do khác"


class RatingSubject(models.TextChoices):
    """What a rating of an organisation's row is about: the organisation, or the collective that leads it."""

    ORGANIZATION = "organization", "Tổ chức đảng"
    COLLECTIVE = "collective", "Tập thể lãnh đạo, quản lý"


class Rating(Record):
    year = models.SmallIntegerField()
    level = models.TextField(choices=Level.choices)
    not_rated_reason = models.TextField(choices=NotRatedReason.choices, blank=True, default="")
    decided_by = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", db_index=False)
    decision_number = models.TextField(blank=True, default="")
    decision_date = models.DateField(null=True)

    class Meta:
        abstract = True


class MemberRating(Rating):
    """A member's level of a year.

    `cell` is the official cell on the day of the decision, else the last one of that year, and `counted_on`
    the day on whose tree the row counts; both are frozen when the row is written, with the dimensions of
    reports.
    """

    member = models.ForeignKey(Member, models.PROTECT, related_name="ratings", db_index=False)
    cell = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_index=False)
    counted_on = models.DateField()
    sex = models.TextField()
    birth_year = models.SmallIntegerField()
    ethnic_minority = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "year"], name="member_rating_once_a_year")]
        indexes = [models.Index(fields=["cell", "year"], include=["level"], name="member_rating_of_cell")]


class OrganizationRating(Rating):
    subject = models.TextField(choices=RatingSubject.choices)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="ratings", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "subject", "year"],
                name="organization_rating_once_a_year",
            )
        ]
        indexes = [models.Index(fields=["year", "organization"], name="organization_rating_of_year")]


class RatingCounter(models.Model):
    """One wide row per cell, year and day of the tree: written with the ratings, in their transaction.

    `not_rated` may exceed the sum of its reasons: a package may give none.
    """

    cell = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    counted_on = models.DateField()
    excellent = models.IntegerField(default=0)
    good = models.IntegerField(default=0)
    completed = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    not_rated = models.IntegerField(default=0)
    exempt = models.IntegerField(default=0)
    suspended = models.IntegerField(default=0)
    under_six_months = models.IntegerField(default=0)
    newly_founded = models.IntegerField(default=0)
    long_absence = models.IntegerField(default=0)
    not_yet = models.IntegerField(default=0)
    other = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "cell", "counted_on"], name="rating_counter_once"),
            models.CheckConstraint(
                name="rating_counter_not_negative",
                condition=Q(
                    excellent__gte=0,
                    good__gte=0,
                    completed__gte=0,
                    failed__gte=0,
                    not_rated__gte=0,
                ),
            ),
        ]


class RatingChange(models.Model):
    """Ratings of this year changed: what was rolled up before is old. Only appended, so nobody waits."""

    year = models.SmallIntegerField()
    changed_at = models.DateTimeField(auto_now_add=True)
