"""Writing a committee as a data package: CSV files of streamed rows and the description beside them."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from demo.chance import chance
from demo.committee import Committee, Row
from demo.days import day, iso
from demo.people import Person

#: Citizen numbers and cards are known of those who were members on this day or later.
_NUMBERS_KNOWN_SINCE = day("2008-01-01")
_LEFT_THE_PARTY = ("died", "struck_off", "expelled", "withdrew")

COLUMNS: dict[str, tuple[str, ...]] = {
    "organizations": ("code", "name", "kind", "parent_code", "from", "to", "sector"),
    "organization_names": ("code", "name", "from", "to"),
    "organization_parents": ("code", "parent_code", "from", "to"),
    "organization_kinds": ("code", "kind", "sector", "from", "to"),
    "organization_successions": ("code", "successor_code", "on", "act", "decision_number", "decision_date"),
    "organization_populations": ("code", "on", "population", "source"),
    "members": (
        "code", "full_name", "sex", "birth_date", "ethnicity", "religion", "citizen_id", "old_card_number",
        "file_number", "home_town", "admission_decision_date", "admitted_on", "full_on", "general_education",
        "qualification", "political_theory", "occupation",
    ),
    "memberships": ("member_code", "organization_code", "kind", "from", "to", "reason_in", "reason_out"),
    "stages": ("member_code", "stage", "from", "to"),
    "statuses": ("member_code", "status", "from", "to", "decision_number", "decision_date"),
    "posts": ("member_code", "organization_code", "post", "from", "to"),
    "civic_posts": ("organization_code", "post", "holder_name", "member_code", "from", "to"),
    "admission_profiles": (
        "member_code", "youth_union", "trade_union", "student", "worker_private", "business_owner", "farmer",
        "village_officer",
    ),
    "ratings": (
        "year", "subject", "subject_code", "level", "not_rated_reason", "decided_by_code", "decision_number",
        "decision_date",
    ),
    "targets": ("organization_code", "year", "indicator", "minimum", "maximum", "qualifier"),
    "screenings": ("year", "member_code", "ground", "listed_on", "outcome", "outcome_on", "decision_number"),
    "disciplines": (
        "subject", "subject_code", "form", "content", "decided_by_code", "decision_number", "decided_on",
    ),
    "inspections": ("kind", "subject", "subject_code", "by_code", "opened_on", "concluded_on", "conclusion"),
}  # fmt: skip


def write_package(committee: Committee, folder: Path) -> dict[str, int]:
    """Write the package into the folder and return its rows by file."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for file in COLUMNS:
        rows = _rows(committee, file)
        first = next(rows, None)
        if first is not None:
            counts[file] = _write_file(folder / f"{file}.csv", COLUMNS[file], first, rows)
    description = {
        "name": f"dangvu-demo-{committee.name}",
        "title": committee.title,
        "dangvu": {"generator": "demo"},
        "resources": [_resource(file) for file in counts],
    }
    text = json.dumps(description, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return counts


def _write_file(path: Path, columns: tuple[str, ...], first: Row, rest: Iterable[Row]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerow(first)
        count = 1
        for row in rest:
            writer.writerow(row)
            count += 1
    return count


def _resource(file: str) -> dict[str, object]:
    fields = [{"name": column, "type": "string"} for column in COLUMNS[file]]
    return {
        "name": file,
        "path": f"{file}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields},
    }


def _rows(committee: Committee, file: str) -> Iterator[Row]:
    writers = {
        "organizations": _organizations,
        "organization_names": _names,
        "organization_parents": _parents,
        "organization_kinds": _kinds,
        "organization_successions": _successions,
        "members": _members,
        "memberships": _memberships,
        "stages": _stages,
        "admission_profiles": _profiles,
    }
    if file in writers:
        yield from writers[file](committee)
    if file not in writers or file == "memberships":
        yield from committee.rows.get(file, [])


def _organizations(committee: Committee) -> Iterator[Row]:
    for one in committee.tree.organizations:
        parent = one.parent.code if one.parent and not one.parents else ""
        yield (one.code, one.name, one.kind, parent, iso(one.start), iso(one.end), one.sector)


def _names(committee: Committee) -> Iterator[Row]:
    for one in committee.tree.organizations:
        for name, start, end in one.names:
            yield (one.code, name, iso(start), iso(end))


def _parents(committee: Committee) -> Iterator[Row]:
    for one in committee.tree.organizations:
        for parent, start, end in one.parents:
            yield (one.code, parent.code, iso(start), iso(end))


def _kinds(committee: Committee) -> Iterator[Row]:
    for one in committee.tree.organizations:
        for kind, sector, start, end in one.kinds:
            yield (one.code, kind, sector, iso(start), iso(end))


def _successions(committee: Committee) -> Iterator[Row]:
    for one in committee.tree.successions:
        yield (
            one.organization.code, one.successor.code, iso(one.on), one.act, one.decision_number,
            iso(one.decision_date),
        )  # fmt: skip


def _members(committee: Committee) -> Iterator[Row]:
    for person in committee.people:
        left, full = person.left, _full_on(committee, person)
        known = left is None or left >= _NUMBERS_KNOWN_SINCE
        card = f"{committee.card_prefix}{committee.card_first + person.number:06d}" if known and full else ""
        yield (
            person.code, person.name, person.sex, iso(person.birth), person.ethnicity, person.religion,
            person.identity if known else "", card,
            f"{committee.card_first + person.number:06d} {committee.file_symbol}", person.home,
            iso(person.decided), iso(person.admitted), iso(full), person.schooling, person.qualification,
            person.theory, person.occupation,
        )  # fmt: skip


def _full_on(committee: Committee, person: Person) -> int | None:
    """Return the day of becoming a full member, nothing if the record ended or the person left before."""
    left = person.left
    return person.full if person.full < (committee.end if left is None else left) else None


def _memberships(committee: Committee) -> Iterator[Row]:
    for person in committee.people:
        for spell in person.spells:
            yield (
                person.code, spell.cell.code, "official", iso(spell.start), iso(spell.end), spell.reason_in,
                spell.reason_out,
            )  # fmt: skip


def _stages(committee: Committee) -> Iterator[Row]:
    for person in committee.people:
        full, left = _full_on(committee, person), person.left
        end = left if person.spells[-1].reason_out in _LEFT_THE_PARTY else None
        if full is None:
            yield (person.code, "probationary", iso(person.admitted), iso(left))
        else:
            yield (person.code, "probationary", iso(person.admitted), iso(full))
            yield (person.code, "full", iso(full), iso(end))


def _profiles(committee: Committee) -> Iterator[Row]:
    random = chance(committee.name, "profiles")
    for person in committee.people:
        first = person.spells[0]
        if first.reason_in != "admitted":
            continue
        age, setting, draw = (person.admitted - person.birth) / 365.25, first.cell.setting, random.random()
        at_work = setting not in ("village", "army", "police")
        facts = (
            age < 30.5 and random.random() < 0.93,
            at_work and random.random() < 0.85,
            setting == "school" and age < 23,
            setting == "enterprise"
            and first.cell.grassroots_on(person.admitted).sector in _PRIVATE
            and draw < 0.75,
            setting in ("enterprise", "village") and draw > 0.985,
            setting == "village" and 0.1 < draw < 0.72,
            setting == "village" and draw <= 0.1,
        )
        yield (person.code, *("true" if fact else "false" for fact in facts))


_PRIVATE = ("joint_stock", "limited", "private_enterprise", "foreign_100", "cooperative")
