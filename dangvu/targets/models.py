"""Targets (chỉ tiêu) of a committee for a year: a number, a threshold or a range."""

from django.db import models

from dangvu.audit.records import Record
from dangvu.organizations.models import Organization


class Indicator(models.TextChoices):
    ADMISSIONS = "admissions", "Số đảng viên kết nạp"
    ADMISSION_RATE = "admission_rate", "Tỷ lệ kết nạp trên tổng số đảng viên"
    ORGANIZATIONS_GOOD_OR_BETTER = (
        "organizations_good_or_better",
        "Tổ chức đảng hoàn thành tốt trở lên",
    )
    MEMBERS_GOOD_OR_BETTER = (
        "members_good_or_better",
        "Đảng viên hoàn thành tốt trở lên",
    )


class Qualifier(models.TextChoices):
    AT_LEAST = "at_least", "từ … trở lên"
    ABOVE = "above", "trên …"


class Target(Record):
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="targets")
    year = models.SmallIntegerField()
    indicator = models.TextField(choices=Indicator.choices)
    minimum = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    maximum = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    qualifier = models.TextField(choices=Qualifier.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "indicator"], name="target_once_a_year")
        ]
