"""Who on record a row means: by number and name, never by name alone; and what the row says otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvu.exchange.models import Import, ImportState
from dangvu.exchange.sheets.cells.said import Level
from dangvu.exchange.sheets.fields import RECORD
from dangvu.exchange.sheets.rows import Row
from dangvu.kernel.vietnamese import fold, name_key, tidy
from dangvu.members.models import Member, Membership, Stage, Status
from dangvu.regulations import catalogue

_DAYS = frozenset({"birth_date", "admission_decision_date", "admitted_on", "full_on"})
_CATALOGUES = {
    "ethnicity": "ethnic_groups",
    "religion": "religions",
    "general_education": "general_education",
}
_NUMBERS = ("citizen_id", "card_number", "old_card_number")
_COLUMNS = ("id", "code", "event_id", *RECORD)


@dataclass(slots=True)
class Known:
    """A person on record. `cell` is the one of the day; `here` whether it lies within the import's place."""

    id: int
    code: str
    event_id: int | None
    record: Mapping[str, Any]
    cell: int | None = None
    here: bool = False
    others: set[tuple[int, str]] = field(default_factory=set)
    stage: str = ""
    status: str = ""


@dataclass(slots=True)
class People:
    """The people on record whom the rows of a file may mean."""

    by_number: Mapping[tuple[str, str], list[Known]]
    by_name: Mapping[tuple[str, str], list[Known]]
    by_code: Mapping[str, Known]
    by_fingerprint: Mapping[str, Known]


def load_people(owner: Import, rows: Iterable[Row], fingerprints: list[str], within: set[int]) -> People:
    """Look up everybody who shares a number, or name and birth, with a row; in a few queries."""
    rows = list(rows)
    wanted = {name: {row.values[name] for row in rows if row.values.get(name)} for name in _NUMBERS}
    keys = {name_key(row.values["full_name"]) for row in rows if row.values.get("full_name")}
    earlier = _entered_before(owner, fingerprints)
    people: dict[int, Known] = {}
    for name in _NUMBERS:
        _collect(people, **{f"{name}__in": list(wanted[name])})
    _collect(people, name_key__in=list(keys))
    _collect(people, code__in=list(earlier.values()))
    _place(people, owner.effective_on, within)
    by_code = {known.code: known for known in people.values()}
    numbers, names = defaultdict(list), defaultdict(list)
    for known in people.values():
        for name in _NUMBERS:
            if known.record[name]:
                numbers[name, known.record[name]].append(known)
        names[fold(known.record["full_name"]), known.record["birth_date"].isoformat()].append(known)
    printed = {print_: by_code[code] for print_, code in earlier.items() if code in by_code}
    return People(numbers, names, by_code, printed)


def _collect(people: dict[int, Known], **condition: list[str]) -> None:
    if any(condition.values()):
        for values in Member.objects.filter(**condition).values_list(*_COLUMNS):
            record = dict(zip(RECORD, values[3:], strict=True))
            people.setdefault(values[0], Known(values[0], values[1], values[2], record))


def _entered_before(owner: Import, fingerprints: list[str]) -> dict[str, str]:
    """The codes of members whom an equal row of an earlier import entered, where that is one row only."""
    from dangvu.exchange.models import ImportRow

    found: dict[str, set[str]] = defaultdict(set)
    rows = ImportRow.objects.filter(
        fingerprint__in=fingerprints,
        owner__organization=owner.organization,
        owner__state=ImportState.APPLIED,
        state="new",
    ).exclude(owner=owner.pk)
    for print_, import_id, number in rows.values_list("fingerprint", "owner_id", "number"):
        found[print_].add(code_of(import_id, number))
    return {print_: min(codes) for print_, codes in found.items() if len(codes) == 1}


def code_of(import_id: int, number: int) -> str:
    """The code of a member whom a row entered: it tells where the person came from."""
    return f"BT{import_id}-{number:06d}"


def _place(people: Mapping[int, Known], on: date, within: set[int]) -> None:
    today = {"member_id__in": list(people), "valid_from__lte": on, "valid_to__gt": on}
    last: dict[int, date] = {}
    every = Membership.objects.filter(member_id__in=list(people))
    for member, organization, kind, begun, ended in every.values_list(
        "member_id", "organization_id", "kind", "valid_from", "valid_to"
    ):
        known, holds = people[member], begun <= on < ended
        if kind != "official":
            if holds:
                known.others.add((organization, kind))
            continue
        if begun >= last.get(member, date.min):
            last[member], known.here = begun, organization in within
        if holds:
            known.cell = organization
    for member, stage in Stage.objects.filter(**today).values_list("member_id", "stage"):
        people[member].stage = stage
    for member, status in Status.objects.filter(**today).values_list("member_id", "status"):
        people[member].status = status


def find_person(people: People, row: Row, fingerprint: str, answer: str) -> Known | None:
    """Return the person on record whom the row means, or None for a new one; notes every doubt."""
    if answer.startswith("same:"):
        known = people.by_code.get(answer.removeprefix("same:"))
        if known is not None and known.here:
            return known
    if fingerprint in people.by_fingerprint and people.by_fingerprint[fingerprint].here:
        return people.by_fingerprint[fingerprint]
    found = {
        known.id: known
        for name in _NUMBERS
        if row.values.get(name)
        for known in people.by_number.get((name, row.values[name]), ())
    }
    if len(found) > 1:
        _doubt(
            row,
            "citizen_id",
            "several_people",
            "Các số trong hàng thuộc về nhiều người khác nhau trong hồ sơ.",
        )
        return None
    if found:
        return _by_number(row, next(iter(found.values())))
    return _by_name(people, row, answer)


def _by_number(row: Row, known: Known) -> Known | None:
    if not known.here:
        _doubt(row, "citizen_id", "number_elsewhere", "Chưa ghi được số giấy tờ này; cần cấp trên xác nhận.")
        return None
    same_name = fold(row.values.get("full_name", "")) == fold(str(known.record["full_name"]))
    born = row.values.get("birth_date", "")
    if not same_name and not (born and known.record["birth_date"].isoformat().startswith(born)):
        _doubt(
            row,
            "full_name",
            "number_of_another",
            f"Số này là của {known.record['full_name']} ({known.code}), khác họ tên và ngày sinh.",
        )
        return None
    return known


def _by_name(people: People, row: Row, answer: str) -> Known | None:
    """Of two with one name and birth day nobody is merged: a person says whether they are one."""
    key = (fold(row.values.get("full_name", "")), row.values.get("birth_date", ""))
    alike = [known for known in people.by_name.get(key, ()) if known.here]
    if alike and answer != "other":
        codes = ", ".join(sorted(known.code for known in alike)[:5])
        _doubt(
            row,
            "full_name",
            "same_name",
            f"Hồ sơ {codes} cũng có họ tên và ngày sinh này; là một người hay hai?",
        )
    return None


def _doubt(row: Row, where: str, code: str, message: str) -> None:
    row.note(where, Level.CONFLICT, code, message)


def differences(row: Row, known: Known) -> dict[str, Any]:
    """Return what the record says (field → old value) wherever the row says otherwise.

    An empty cell takes nothing away; a date known only by month or year changes nothing.
    """
    old: dict[str, Any] = {}
    for name in RECORD:
        new, held = row.values.get(name, ""), known.record[name]
        if not new or _equal(name, new, held, row):
            continue
        if name in _DAYS and len(new) < 10:
            if held is not None:
                _doubt(row, name, "other_day", f"Hồ sơ ghi {held:%d/%m/%Y}, tệp chỉ ghi {new}.")
            continue
        old[name] = held.isoformat() if isinstance(held, date) else held
    return old


def _equal(name: str, new: str, held: Any, row: Row) -> bool:
    if name in _DAYS:
        return held is not None and held.isoformat().startswith(new)
    if name == "full_name" and "name_as_written" in row.values:
        return bool(tidy(held).lower() == new.lower())
    if name in _CATALOGUES and held:
        mine, its = catalogue(_CATALOGUES[name]).find(new), catalogue(_CATALOGUES[name]).find(held)
        if mine is not None and its is not None:
            return mine.code == its.code
    return bool(tidy(held) == new)
