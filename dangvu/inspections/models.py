"""Inspections and supervision, as recorded."""

from django.db import models
from django.db.models import Q

from dangvu.audit.records import Record
from dangvu.members.models import Member
from dangvu.organizations.models import Organization


class InspectionKind(models.TextChoices):
    INSPECTION = "inspection", "Kiểm tra"
    SUPERVISION = "supervision", "Giám sát"
    SIGNS_OF_VIOLATION = "signs_of_violation", "Kiểm tra khi có dấu hiệu vi phạm"


class Conclusion(models.TextChoices):
    WELL = "well", "Thực hiện tốt"
    SHORTCOMINGS = "shortcomings", "Có hạn chế, khuyết điểm"
    VIOLATION = "violation", "Có vi phạm"


class Inspection(Record):
    """One inspection or supervision of a member or of an organisation."""

    kind = models.TextField(choices=InspectionKind.choices)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="inspections")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="inspections")
    by = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    opened_on = models.DateField(db_index=True)
    concluded_on = models.DateField(null=True)
    conclusion = models.TextField(choices=Conclusion.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="inspection_one_subject",
                condition=Q(member__isnull=True) ^ Q(organization__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["kind", "member", "organization", "by", "opened_on"],
                name="inspection_once",
                nulls_distinct=False,
            ),
        ]
