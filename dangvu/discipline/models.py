"""Decisions of discipline, as recorded."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dangvu.audit.records import Record
from dangvu.members.models import Member
from dangvu.organizations.models import Organization


class Form(models.TextChoices):
    REPRIMAND = "reprimand", "Khiển trách"
    WARNING = "warning", "Cảnh cáo"
    DISMISSAL = "dismissal", "Cách chức"
    EXPULSION = "expulsion", "Khai trừ"
    DISSOLUTION = "dissolution", "Giải tán"


class Content(models.TextChoices):
    DEMOCRATIC_CENTRALISM = "democratic_centralism", "Nguyên tắc tập trung dân chủ"
    MORALS_LIFESTYLE = "morals_lifestyle", "Phẩm chất đạo đức, lối sống"
    INTERNAL_UNITY = "internal_unity", "Đoàn kết nội bộ"
    PROHIBITED_ACTS = "prohibited_acts", "Những điều đảng viên không được làm"
    POPULATION_POLICY = "population_policy", "Chính sách dân số"
    CORRUPTION = "corruption", "Tham nhũng, tiêu cực"
    IRRESPONSIBILITY = "irresponsibility", "Thiếu trách nhiệm"
    LAND_RESOURCES = "land_resources", "Đất đai, tài nguyên"
    FINANCE_CONSTRUCTION = "finance_construction", "Tài chính, đầu tư xây dựng"
    ASSET_DECLARATION = "asset_declaration", "Kê khai tài sản, thu nhập"
    PARTY_ACTIVITY = "party_activity", "Sinh hoạt đảng"
    OTHER = "other", "Nội dung khác"


class Discipline(Record):
    """A decision on a member or on an organisation: exactly one of the two."""

    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="disciplines")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="disciplines")
    form = models.TextField(choices=Form.choices)
    contents = ArrayField(models.TextField(choices=Content.choices))
    decided_by = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    decision_number = models.TextField(blank=True, default="")
    decided_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="discipline_one_subject",
                condition=Q(member__isnull=True) ^ Q(organization__isnull=True),
            ),
            models.UniqueConstraint(
                fields=[
                    "member",
                    "organization",
                    "form",
                    "decided_on",
                    "decision_number",
                ],
                name="discipline_once",
                nulls_distinct=False,
            ),
        ]
