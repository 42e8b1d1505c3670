"""Puts rows of a data package into the tables, so that the reports are tested without the loader."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dangvu.discipline.models import Discipline
from dangvu.inspections.models import Inspection
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import fold, name_key
from dangvu.members.models import (
    AdmissionProfile,
    CivicPost,
    FoldedName,
    Member,
    Membership,
    Stage,
    Status,
)
from dangvu.organizations.models import (
    Organization,
    OrganizationKind,
    OrganizationName,
    OrganizationParent,
    Population,
    Succession,
)
from dangvu.organizations.services.links import rebuild_links
from dangvu.regulations.catalogues import catalogue
from dangvu.reviews.models import MemberRating, OrganizationRating
from dangvu.reviews.services import counters
from dangvu.screening.models import Screening
from dangvu.targets.models import Target

Row = Mapping[str, str]
EXAMPLE = Path(__file__).parent.parent / "data" / "example"


def example() -> dict[str, list[dict[str, Any]]]:
    """The rows of the worked example, by file name without ending."""
    found = {}
    for path in EXAMPLE.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def put(files: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Write the rows of these files, in the order in which they point to each other."""
    unknown = set(files) - set(_WRITERS)
    assert not unknown, unknown
    for name, write in _WRITERS.items():
        rows = [{key: _text(value) for key, value in row.items()} for row in files.get(name, ())]
        if rows:
            write(rows)
        if name == "organization_kinds":
            rebuild_links()
    counters.refresh(None)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _dated(row: Row) -> dict[str, date]:
    return {"valid_from": date.fromisoformat(row["from"]), "valid_to": _day(row.get("to", "")) or FOREVER}


def _organizations(rows: Sequence[Row]) -> None:
    for row in rows:
        one = Organization.objects.create(code=row["code"], **_dated(row))
        OrganizationName.objects.create(organization=one, name=row["name"], **_dated(row))
        OrganizationKind.objects.create(organization=one, kind=row["kind"], **_dated(row))
    for row in rows:
        if row.get("parent_code"):
            OrganizationParent.objects.create(
                organization=_org(row["code"]), parent=_org(row["parent_code"]), **_dated(row)
            )


def _org(code: str) -> Organization:
    return Organization.objects.get(code=code)


def _member(code: str) -> Member:
    return Member.objects.get(code=code)


def _parents(rows: Sequence[Row]) -> None:
    OrganizationParent.objects.filter(organization__code__in=[row["code"] for row in rows]).delete()
    for row in rows:
        OrganizationParent.objects.create(
            organization=_org(row["code"]), parent=_org(row["parent_code"]), **_dated(row)
        )


def _kinds(rows: Sequence[Row]) -> None:
    OrganizationKind.objects.filter(organization__code__in=[row["code"] for row in rows]).delete()
    for row in rows:
        OrganizationKind.objects.create(organization=_org(row["code"]), kind=row["kind"], **_dated(row))


def _successions(rows: Sequence[Row]) -> None:
    for row in rows:
        Succession.objects.create(
            organization=_org(row["code"]),
            successor=_org(row["successor_code"]),
            succeeded_on=row["on"],
            act=row["act"],
        )


def _populations(rows: Sequence[Row]) -> None:
    for row in rows:
        Population.objects.create(
            organization=_org(row["code"]), counted_on=row["on"], population=int(row["population"])
        )


def _members(rows: Sequence[Row]) -> None:
    ethnic_groups, religions = catalogue("ethnic_groups"), catalogue("religions")
    for row in rows:
        folded, _ = FoldedName.objects.get_or_create(folded=fold(row["full_name"]))
        ethnic, religion = (
            ethnic_groups.find(row.get("ethnicity", "")),
            religions.find(row.get("religion", "")),
        )
        Member.objects.create(
            code=row["code"],
            full_name=row["full_name"],
            name_key=name_key(row["full_name"]),
            folded_name=folded,
            sex=row["sex"],
            birth_date=row["birth_date"],
            ethnicity=row.get("ethnicity", ""),
            ethnicity_code=ethnic.code if ethnic else "",
            religion=row.get("religion", ""),
            religion_code=religion.code if religion else "",
        )


def _memberships(rows: Sequence[Row]) -> None:
    for row in rows:
        Membership.objects.create(
            member=_member(row["member_code"]),
            organization=_org(row["organization_code"]),
            kind=row["kind"],
            reason_in=row["reason_in"],
            reason_out=row.get("reason_out", ""),
            **_dated(row),
        )


def _stages(rows: Sequence[Row]) -> None:
    for row in rows:
        Stage.objects.create(member=_member(row["member_code"]), stage=row["stage"], **_dated(row))


def _statuses(rows: Sequence[Row]) -> None:
    for row in rows:
        Status.objects.create(member=_member(row["member_code"]), status=row["status"], **_dated(row))


def _civic_posts(rows: Sequence[Row]) -> None:
    for row in rows:
        CivicPost.objects.create(
            organization=_org(row["organization_code"]),
            post=row["post"],
            holder_name=row.get("holder_name", ""),
            member=_member(row["member_code"]) if row.get("member_code") else None,
            **_dated(row),
        )


def _profiles(rows: Sequence[Row]) -> None:
    for row in rows:
        facts = {key: value == "true" for key, value in row.items() if key != "member_code" and value}
        AdmissionProfile.objects.create(member=_member(row["member_code"]), **facts)


def _ratings(rows: Sequence[Row]) -> None:
    for row in rows:
        common: dict[str, Any] = {
            "year": int(row["year"]),
            "level": row["level"],
            "not_rated_reason": row.get("not_rated_reason", ""),
            "decided_by": _org(row["decided_by_code"]) if row.get("decided_by_code") else None,
            "decision_date": _day(row.get("decision_date", "")),
        }
        if row["subject"] == "member":
            _member_rating(row, common)
        else:
            OrganizationRating.objects.create(
                subject=row["subject"], organization=_org(row["subject_code"]), **common
            )


def _member_rating(row: Row, common: dict[str, Any]) -> None:
    member, decided = _member(row["subject_code"]), common["decision_date"]
    official = Membership.objects.filter(member=member, kind="official")
    then = official.filter(valid_from__lte=decided, valid_to__gt=decided).first() if decided else None
    last_day = date(common["year"], 12, 31)
    membership = then or official.filter(valid_from__lte=last_day).order_by("valid_from").last()
    assert membership is not None
    left = date.fromordinal(membership.valid_to.toordinal() - 1)
    MemberRating.objects.create(
        member=member,
        cell=membership.organization,
        counted_on=decided if then else min(last_day, left),
        sex=member.sex,
        birth_year=member.birth_date.year
        if isinstance(member.birth_date, date)
        else int(member.birth_date[:4]),
        ethnic_minority=bool(member.ethnicity) and member.ethnicity_code != "01",
        **common,
    )


def _targets(rows: Sequence[Row]) -> None:
    for row in rows:
        Target.objects.create(
            organization=_org(row["organization_code"]),
            year=int(row["year"]),
            indicator=row["indicator"],
            minimum=row.get("minimum") or None,
            maximum=row.get("maximum") or None,
            qualifier=row.get("qualifier", ""),
        )


def _screenings(rows: Sequence[Row]) -> None:
    for row in rows:
        Screening.objects.create(
            year=int(row["year"]),
            member=_member(row["member_code"]),
            ground=row["ground"],
            listed_on=row["listed_on"],
            outcome=row.get("outcome", ""),
            outcome_on=_day(row.get("outcome_on", "")),
        )


def _subject(row: Row) -> dict[str, Any]:
    if row["subject"] == "member":
        return {"member": _member(row["subject_code"])}
    return {"organization": _org(row["subject_code"])}


def _disciplines(rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, 1):
        Discipline.objects.create(
            **_subject(row),
            form=row["form"],
            contents=row["content"].split(";"),
            decided_by=_org(row["decided_by_code"]),
            decision_number=row.get("decision_number") or f"{number:02}-QĐ/UBKT",
            decided_on=row["decided_on"],
        )


def _inspections(rows: Sequence[Row]) -> None:
    for row in rows:
        Inspection.objects.create(
            **_subject(row), kind=row["kind"], by=_org(row["by_code"]), opened_on=row["opened_on"]
        )


_WRITERS = {
    "organizations": _organizations,
    "organization_parents": _parents,
    "organization_kinds": _kinds,
    "organization_successions": _successions,
    "organization_populations": _populations,
    "members": _members,
    "memberships": _memberships,
    "stages": _stages,
    "statuses": _statuses,
    "civic_posts": _civic_posts,
    "admission_profiles": _profiles,
    "ratings": _ratings,
    "targets": _targets,
    "screenings": _screenings,
    "disciplines": _disciplines,
    "inspections": _inspections,
}
