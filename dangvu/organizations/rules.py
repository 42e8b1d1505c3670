"""What the tree must be on every day, as pure functions: kinds below kinds, lives inside lives, no cycles.

Kinds are the identifiers of the data package. A key is whatever names an organisation to the caller.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from dangvu.kernel.findings import Finding, Severity, by_law, obstacle
from dangvu.kernel.periods import FOREVER
from dangvu.regulations import LawValue, NoLawOnThatDay, figure_of_law

Key = TypeVar("Key", bound=Hashable)

#: The only kinds that hold official members.
CELL_KINDS = frozenset({"cell", "grassroots_cell"})

#: A part always has a greater number than the whole it may stand under.
LEVELS: Mapping[str, int] = {
    "central": 0,
    "province": 1,
    "district": 2,
    "directly_subordinate": 3,
    "commune": 3,
    "grassroots_committee": 4,
    "grassroots_cell": 4,
    "sectional_committee": 5,
    "cell": 6,
    "party_group": 7,
}

_ABOVE_GRASSROOTS = frozenset({"central", "province", "district", "directly_subordinate", "commune"})
#: What each kind ordinarily stands under; anything else that the levels allow is only remarked on.
USUAL_PARENTS: Mapping[str, frozenset[str]] = {
    "central": frozenset(),
    "province": frozenset({"central"}),
    "district": frozenset({"central", "province"}),
    "directly_subordinate": frozenset({"central", "province", "district"}),
    "commune": frozenset({"province"}),
    "grassroots_committee": _ABOVE_GRASSROOTS,
    "grassroots_cell": _ABOVE_GRASSROOTS,
    "sectional_committee": frozenset({"grassroots_committee"}),
    "cell": frozenset({"grassroots_committee", "sectional_committee", "commune"}),
    "party_group": CELL_KINDS,
}


@dataclass(frozen=True, slots=True)
class Placement:
    """An organisation under another on a day: their codes, names and kinds."""

    code: str
    name: str
    kind: str
    parent_name: str
    parent_kind: str
    on: date


def kind_stands_under(placement: Placement) -> Finding | None:
    """A part stands under a whole of a higher level; an unusual one is remarked on.

    Since 26/7/2026 (208-QĐ/TW, not read) units below a grassroots committee may themselves have committees:
    there the equal level only warns.
    """
    one, other = placement.kind, placement.parent_kind
    if other in USUAL_PARENTS[one]:
        return None
    sentence = f"{placement.name} không đặt được dưới {placement.parent_name}: "
    if other in CELL_KINDS or other == "party_group" or LEVELS[one] < LEVELS[other]:
        return obstacle(
            "tree.kind_below", sentence + "hình thức tổ chức không phù hợp.", organization=placement.code
        )
    if LEVELS[one] == LEVELS[other]:
        return _equal_level(placement, sentence)
    message = f"{placement.name} đặt dưới {placement.parent_name} là trường hợp ít gặp; hãy kiểm tra lại."
    return Finding("tree.unusual_kind_below", Severity.WARNING, None, None, message, placement.code)


def _equal_level(placement: Placement, sentence: str) -> Finding:
    law = _law("organizations.commune_is_direct_superior", placement.on)
    if law is not None and law.value is False and placement.parent_kind == "grassroots_committee":
        return by_law(
            "tree.kind_below",
            sentence + "hai tổ chức cùng cấp; chỉ có thể là tổ chức trực thuộc đảng bộ cơ sở.",
            provision=law.provision,
            confidence=law.confidence,
            organization=placement.code,
        )
    return obstacle("tree.kind_below", sentence + "hai tổ chức cùng cấp.", organization=placement.code)


def kind_exists(code: str, name: str, kind: str, on: date) -> Finding | None:
    """An organisation takes a form only while the regulations of that day know it (levels by date)."""
    if kind == "district":
        law = _law("organizations.levels", on)
        if law is not None and "huyện" not in str(law.value):
            return _form_unknown(code, f"{name}: từ 01/07/2025 không còn đảng bộ cấp huyện.", law)
    if kind == "commune":
        law = _law("organizations.commune_is_direct_superior", on)
        sentence = f"{name}: ngày {on:%d/%m/%Y} đảng bộ xã là đảng bộ cơ sở, không phải cấp trên trực tiếp."
        if law is None:
            return obstacle("tree.form_not_yet", sentence, organization=code)
        if law.value is False:
            return _form_unknown(code, sentence, law)
    return None


def _form_unknown(code: str, message: str, law: LawValue) -> Finding:
    return by_law(
        "tree.form_gone", message, provision=law.provision, confidence=law.confidence, organization=code
    )


def _law(name: str, on: date) -> LawValue | None:
    try:
        return figure_of_law(name, on=on)
    except NoLawOnThatDay:
        return None


def enough_full_members(code: str, name: str, full_members: int, on: date) -> Finding | None:
    """Statutes Art. 21: three full members make an organisation. One may still be filling: only remarked."""
    law = _law("organizations.min_full_members", on)
    if law is None or not isinstance(law.value, int) or full_members >= law.value:
        return None
    message = f"{name} chỉ có {full_members} đảng viên chính thức, dưới mức tối thiểu {law.value}."
    counts = {"full_members": full_members, "minimum": law.value}
    return Finding(
        "tree.few_full_members", Severity.WARNING, law.provision, law.confidence, message, code, counts
    )


@dataclass(frozen=True, slots=True)
class Life:
    """A name to print and the days on which an organisation exists, half-open."""

    name: str
    begun: date
    ended: date = FOREVER


def outlives(part: Life, whole: Life, since: date, until: date) -> Finding | None:
    """A part may not stand, from `since` until `until`, under a whole that does not live all those days."""
    if whole.begun <= since and until <= whole.ended:
        return None
    if since < whole.begun:
        message = (
            f"{part.name} đứng dưới {whole.name} trước ngày tổ chức này được lập ({whole.begun:%d/%m/%Y})."
        )
    else:
        message = f"{part.name} còn hoạt động dưới {whole.name} đã kết thúc ngày {whole.ended:%d/%m/%Y}."
    return obstacle("tree.outlives_whole", message)


@dataclass(frozen=True, slots=True)
class Cycle(Generic[Key]):
    """Organisations that stand above each other in a ring, from the day on which they do."""

    on: date
    members: tuple[Key, ...]


def first_cycle(parents: Iterable[tuple[Key, Key, date, date]]) -> Cycle[Key] | None:
    """Return a cycle among (part, whole, from, to) rows, also one that exists for some days only; else None.

    Linear in the rows: only what lies on a ring when days are left aside is looked at day by day.
    """
    rows = _core(list(parents))
    for day in sorted({row[2] for row in rows}):
        above = {part: whole for part, whole, begun, ended in rows if begun <= day < ended}
        if ring := _ring(above):
            return Cycle(day, ring)
    return None


def _core(rows: list[tuple[Key, Key, date, date]]) -> list[tuple[Key, Key, date, date]]:
    """Peel off, again and again, what has nothing above it and what has nothing below it."""
    rows = _peeled(rows, lambda row: row[0], lambda row: row[1])
    return _peeled(rows, lambda row: row[1], lambda row: row[0])


def _peeled(
    rows: list[tuple[Key, Key, date, date]],
    near: Callable[[tuple[Key, Key, date, date]], Key],
    far: Callable[[tuple[Key, Key, date, date]], Key],
) -> list[tuple[Key, Key, date, date]]:
    """Drop the rows whose far end is the near end of no other row, until none is left to drop."""
    leaving: dict[Key, int] = {}
    arriving: dict[Key, list[Key]] = {}
    for row in rows:
        leaving[near(row)] = leaving.get(near(row), 0) + 1
        arriving.setdefault(far(row), []).append(near(row))
    gone = {key for key in arriving if key not in leaving}
    waiting = list(gone)
    while waiting:
        for key in arriving.get(waiting.pop(), ()):
            leaving[key] -= 1
            if not leaving[key]:
                gone.add(key)
                waiting.append(key)
    return [row for row in rows if near(row) not in gone]


def _ring(above: Mapping[Key, Key]) -> tuple[Key, ...]:
    """Return a ring of a map from each part to its whole, or nothing."""
    settled: set[Key] = set()
    for start in above:
        path: dict[Key, None] = {}
        here: Key | None = start
        while here is not None and here not in settled and here not in path:
            path[here] = None
            here = above.get(here)
        if here is not None and here in path:
            members = list(path)
            return tuple(members[members.index(here) :])
        settled.update(path)
    return ()
