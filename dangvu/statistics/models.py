"""What is kept beside the records so that a big place is reported at once: rebuildable at any time."""

from django.db import models

from dangvu.organizations.models import Organization
from dangvu.statistics.sealed import SealedReport, SealedRows

__all__ = [
    "RatingCapGroup",
    "RatingRollup",
    "RatingRollupYear",
    "RollupSubject",
    "SealedReport",
    "SealedRows",
]


class RollupSubject(models.TextChoices):
    """The subjects of the report `classification`."""

    ORGANIZATIONS = "organizations", "Tổ chức cơ sở đảng"
    UNITS = "units", "Chi bộ, đảng bộ bộ phận trực thuộc"
    MEMBERS = "members", "Đảng viên"
    COLLECTIVES = "collectives", "Tập thể lãnh đạo, quản lý"


class RatingRollup(models.Model):
    """The classification of one year of all that stands under an organisation, one row for each subject."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    subject = models.TextField(choices=RollupSubject.choices)
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
    unrecorded = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "organization", "subject"], name="rating_rollup_once")
        ]
        indexes = [
            models.Index(
                fields=["year"], condition=models.Q(unrecorded__gt=0), name="rating_rollup_unrecorded"
            )
        ]


class RatingRollupYear(models.Model):
    """When the roll-up of a year was counted: it is fresh until a later change of the year's ratings."""

    year = models.SmallIntegerField(primary_key=True)
    computed_at = models.DateTimeField()


class RatingCapGroup(models.Model):
    """A group whose "excellent" exceed the lowest cap there ever was: what a big place's findings begin with.

    `cap` is the name of the parameter of law; the group is judged by the law of `judged_on`.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    cap = models.TextField()
    excellent = models.IntegerField()
    good = models.IntegerField()
    judged_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "cap", "organization"], name="rating_cap_group_once")
        ]
