"""The dated tree: organisations, their names, kinds and parents over time, successors and inhabitants."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from dangvu.audit.records import DatedRecord, DayRange, Record, end_after_start, no_overlap
from dangvu.documents.models import Document


class Kind(models.TextChoices):
    """Forms of a Party organisation; the identifiers are those of the data package."""

    CENTRAL = "central", "Trung ương"
    PROVINCE = "province", "Đảng bộ tỉnh (tương đương)"
    DISTRICT = "district", "Đảng bộ huyện (tương đương)"
    COMMUNE = "commune", "Đảng bộ xã (cấp trên trực tiếp của tổ chức cơ sở đảng)"
    DIRECTLY_SUBORDINATE = (
        "directly_subordinate",
        "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng",
    )
    GRASSROOTS_COMMITTEE = "grassroots_committee", "Đảng bộ cơ sở"
    GRASSROOTS_CELL = "grassroots_cell", "Chi bộ cơ sở"
    SECTIONAL_COMMITTEE = "sectional_committee", "Đảng bộ bộ phận"
    CELL = "cell", "Chi bộ trực thuộc"
    PARTY_GROUP = "party_group", "Tổ đảng"


GRASSROOTS = (Kind.GRASSROOTS_COMMITTEE, Kind.GRASSROOTS_CELL)
#: The only kinds that hold official members.
CELLS = (Kind.CELL, Kind.GRASSROOTS_CELL)


class SuccessionAct(models.TextChoices):
    MERGED_INTO = "merged_into", "Sáp nhập vào"
    SPLIT_INTO = "split_into", "Chia tách thành"
    REPLACED_BY = "replaced_by", "Được thay bằng"


class Organization(DatedRecord):
    """An organisation from its founding to its end; its name, kind and parent have periods of their own."""

    code = models.TextField(unique=True, db_collation="C")

    class Meta:
        constraints = [end_after_start("organization_end_after_start")]

    def __str__(self) -> str:
        return self.code


class OrganizationName(DatedRecord):
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="names")
    name = models.TextField()

    class Meta:
        constraints = [
            end_after_start("organization_name_end_after_start"),
            no_overlap("organization_one_name", "organization"),
        ]


class OrganizationKind(DatedRecord):
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="kinds")
    kind = models.TextField(choices=Kind.choices)
    sector = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            end_after_start("organization_kind_end_after_start"),
            no_overlap("organization_one_kind", "organization"),
        ]


class OrganizationParent(DatedRecord):
    """The truth of the tree; a root has no row for the days on which it is one."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Organization, models.PROTECT, related_name="children")

    class Meta:
        constraints = [
            end_after_start("organization_parent_end_after_start"),
            no_overlap("organization_one_parent", "organization"),
        ]
        indexes = [
            models.Index(
                fields=["parent", "valid_from", "valid_to"],
                name="organization_children",
            )
        ]


class OrganizationLink(models.Model):
    """Closure of the tree by period, derived from the parents and rebuildable at any time.

    Every organisation is its own ancestor at depth 0 for as long as it lives. The database holds no foreign
    keys here: checking two of them on two million derived rows would take longer than deriving them.
    """

    ancestor = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    descendant = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    depth = models.SmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [end_after_start("organization_link_end_after_start")]
        indexes = [
            models.Index(
                fields=["ancestor", "valid_from", "valid_to"],
                include=["descendant", "depth"],
                name="organization_under",
            ),
            models.Index(
                fields=["descendant", "valid_from", "valid_to"],
                include=["ancestor", "depth"],
                name="organization_above",
            ),
        ]


class Succession(Record):
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organization, models.PROTECT, related_name="predecessions")
    succeeded_on = models.DateField()
    act = models.TextField(choices=SuccessionAct.choices)
    decision_number = models.TextField(blank=True, default="")
    decision_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "successor", "succeeded_on"],
                name="succession_once",
            )
        ]


class Population(Record):
    """Inhabitants of the place on a day, with the source of the number (R84)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="populations")
    counted_on = models.DateField()
    population = models.PositiveIntegerField()
    source = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "counted_on"], name="population_once_a_day")
        ]


class KindFunction(DatedRecord):
    """What an organisation of a kind does and how it works with others, as one document lays it down (R2)."""

    kind = models.TextField(choices=Kind.choices)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    functions = models.TextField(blank=True, default="")
    tasks = models.TextField(blank=True, default="")
    powers = models.TextField(blank=True, default="")
    responsibilities = models.TextField(blank=True, default="")
    working_relations = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            end_after_start("kind_function_end_after_start"),
            # One text per kind and day. Core PostgreSQL has no GiST for text, so each kind has its own.
            *(
                ExclusionConstraint(
                    name=f"kind_function_one_for_{kind}",
                    index_type="GIST",
                    expressions=[(DayRange(F("valid_from"), F("valid_to")), RangeOperators.OVERLAPS)],
                    condition=Q(kind=kind),
                )
                for kind in Kind.values
            ),
        ]
