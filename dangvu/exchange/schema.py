"""Every file of a data package: its columns, what may stand in them, and what identifies a row.

The reader, the staging tables, the checks of single cells and the dump all follow this table.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from dangvu.discipline.models import Content, Form
from dangvu.inspections.models import Conclusion, InspectionKind
from dangvu.members.models import (
    CivicPostName,
    MembershipKind,
    ReasonIn,
    ReasonOut,
    Sex,
    StageName,
    StatusName,
)
from dangvu.organizations.models import Kind, SuccessionAct
from dangvu.reviews.models import Level, NotRatedReason
from dangvu.screening.models import Ground, Outcome
from dangvu.targets.models import Indicator, Qualifier

ANY_SUBJECT = ("organization", "member", "collective")
SUBJECT = ("member", "organization")


class Type(StrEnum):
    """What a cell may hold. The schema inside datapackage.json is never asked."""

    TEXT = "text"
    DATE = "date"
    YEAR = "year"
    WHOLE = "whole"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"  # several of a list, ";" between


_SQL = {
    Type.DATE: "date",
    Type.YEAR: "smallint",
    Type.WHOLE: "bigint",
    Type.NUMBER: "numeric",
    Type.BOOLEAN: "boolean",
}
# Words of SQL, or of our own tables, that a column of a package must not be called by there.
_STAGED_AS = {"from": "valid_from", "to": "valid_to", "on": "on_day"}


@dataclass(frozen=True)
class Column:
    """`catalogue` names the catalogue that a text is recognised by."""

    name: str
    type: Type = Type.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    catalogue: str = ""

    @cached_property
    def staged(self) -> str:
        """The column's name in the staging table."""
        return _STAGED_AS.get(self.name, self.name)

    @cached_property
    def sql_type(self) -> str:
        return _SQL.get(self.type, "text")


@dataclass(frozen=True)
class File:
    """A file of the package; `key` are the columns that identify a row (a code, or what it is matched by)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @cached_property
    def path(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def stage(self) -> str:
        """The staging table."""
        return f"staged_{self.name}"

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def _text(name: str, *, required: bool = False, catalogue: str = "") -> Column:
    return Column(name, required=required, catalogue=catalogue)


def _code(name: str, *, required: bool = True) -> Column:
    return Column(name, required=required)


def _date(name: str, *, required: bool = False) -> Column:
    return Column(name, Type.DATE, required)


def _choice(name: str, choices: tuple[str, ...] | list[str], *, required: bool = True) -> Column:
    return Column(name, Type.CHOICE, required, tuple(choices))


_FROM, _TO = _date("from", required=True), _date("to")
_YEAR = Column("year", Type.YEAR, required=True)
_DECISION = (_text("decision_number"), _date("decision_date"))
_FACTS_AT_ADMISSION = (
    "youth_union",
    "trade_union",
    "student",
    "worker_private",
    "business_owner",
    "farmer",
    "village_officer",
)

_ORGANIZATIONS = (
    File(
        "organizations",
        (
            _code("code"),
            _text("name", required=True),
            _choice("kind", Kind.values),
            _code("parent_code", required=False),
            _FROM,
            _TO,
            _text("sector", catalogue="grassroots_kinds"),
        ),
        ("code",),
    ),
    File(
        "organization_names",
        (_code("code"), _text("name", required=True), _FROM, _TO),
        ("code", "from"),
    ),
    File("organization_parents", (_code("code"), _code("parent_code"), _FROM, _TO), ("code", "from")),
    File(
        "organization_kinds",
        (
            _code("code"),
            _choice("kind", Kind.values),
            _text("sector", catalogue="grassroots_kinds"),
            _FROM,
            _TO,
        ),
        ("code", "from"),
    ),
    File(
        "organization_successions",
        (
            _code("code"),
            _code("successor_code"),
            _date("on", required=True),
            _choice("act", SuccessionAct.values),
            *_DECISION,
        ),
        ("code", "successor_code", "on"),
    ),
    File(
        "organization_populations",
        (
            _code("code"),
            _date("on", required=True),
            Column("population", Type.WHOLE, required=True),
            _text("source"),
        ),
        ("code", "on"),
    ),
)

_MEMBERS = (
    File(
        "members",
        (
            _code("code"),
            _text("full_name", required=True),
            _choice("sex", Sex.values),
            _date("birth_date", required=True),
            _text("ethnicity", catalogue="ethnic_groups"),
            _text("religion", catalogue="religions"),
            _text("citizen_id"),
            _text("card_number"),
            _text("old_card_number"),
            _text("file_number"),
            _text("home_town"),
            _date("admission_decision_date"),
            _date("admitted_on"),
            _date("full_on"),
            _text("general_education", catalogue="general_education"),
            _text("qualification", catalogue="professional_qualification"),
            _text("political_theory", catalogue="political_theory_levels"),
            _text("occupation", catalogue="occupation_groups"),
        ),
        ("code",),
    ),
    File(
        "memberships",
        (
            _code("member_code"),
            _code("organization_code"),
            _choice("kind", MembershipKind.values),
            _FROM,
            _TO,
            _choice("reason_in", ReasonIn.values),
            _choice("reason_out", ReasonOut.values, required=False),
        ),
        ("member_code", "organization_code", "kind", "from"),
    ),
    File(
        "stages",
        (_code("member_code"), _choice("stage", StageName.values), _FROM, _TO),
        ("member_code", "stage", "from"),
    ),
    File(
        "statuses",
        (_code("member_code"), _choice("status", StatusName.values), _FROM, _TO, *_DECISION),
        ("member_code", "status", "from"),
    ),
    File(
        "posts",
        (
            _code("member_code"),
            _code("organization_code"),
            _text("post", required=True, catalogue="party_posts"),
            _FROM,
            _TO,
        ),
        ("member_code", "organization_code", "post", "from"),
    ),
    File(
        "civic_posts",
        (
            _code("organization_code"),
            _choice("post", CivicPostName.values),
            _text("holder_name"),
            _code("member_code", required=False),
            _FROM,
            _TO,
        ),
        ("organization_code", "post", "from", "member_code", "holder_name"),
    ),
    File(
        "admission_profiles",
        (_code("member_code"), *(Column(name, Type.BOOLEAN) for name in _FACTS_AT_ADMISSION)),
        ("member_code",),
    ),
)

_WORK = (
    File(
        "ratings",
        (
            _YEAR,
            _choice("subject", ANY_SUBJECT),
            _code("subject_code"),
            _choice("level", Level.values),
            _choice("not_rated_reason", NotRatedReason.values, required=False),
            _code("decided_by_code", required=False),
            *_DECISION,
        ),
        ("year", "subject", "subject_code"),
    ),
    File(
        "targets",
        (
            _code("organization_code"),
            _YEAR,
            _choice("indicator", Indicator.values),
            Column("minimum", Type.NUMBER),
            Column("maximum", Type.NUMBER),
            _choice("qualifier", Qualifier.values, required=False),
        ),
        ("organization_code", "year", "indicator"),
    ),
    File(
        "screenings",
        (
            _YEAR,
            _code("member_code"),
            _choice("ground", Ground.values),
            _date("listed_on", required=True),
            _choice("outcome", Outcome.values, required=False),
            _date("outcome_on"),
            _text("decision_number"),
        ),
        ("year", "member_code"),
    ),
    File(
        "disciplines",
        (
            _choice("subject", SUBJECT),
            _code("subject_code"),
            _choice("form", Form.values),
            Column("content", Type.CHOICES, True, tuple(Content.values)),
            _code("decided_by_code"),
            _text("decision_number"),
            _date("decided_on", required=True),
        ),
        ("subject", "subject_code", "form", "decided_on", "decision_number"),
    ),
    File(
        "inspections",
        (
            _choice("kind", InspectionKind.values),
            _choice("subject", SUBJECT),
            _code("subject_code"),
            _code("by_code"),
            _date("opened_on", required=True),
            _date("concluded_on"),
            _choice("conclusion", Conclusion.values, required=False),
        ),
        ("kind", "subject", "subject_code", "opened_on"),
    ),
)

#: In the order in which they are read and written.
FILES: tuple[File, ...] = _ORGANIZATIONS + _MEMBERS + _WORK
BY_NAME: dict[str, File] = {file.name: file for file in FILES}
BY_PATH: dict[str, File] = {file.path: file for file in FILES}
#: A file of its own for `dangvu acts apply`, no part of a package.
ACTS_PATH = "acts.csv"
