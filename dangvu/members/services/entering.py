"""The set form of entering and correcting: thousands of people of a list, each checked before.

The caller records the event of the list; every corrected record has an event of its own beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString

from django.db import connection, transaction
from psycopg import sql

from dangvu.audit.actor import Actor
from dangvu.audit.services import EventDraft, record_many
from dangvu.audit.services.rows import next_ids
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import fold, name_key
from dangvu.members.models import FoldedName, Member, MembershipKind, ReasonIn
from dangvu.members.permissions import require_write
from dangvu.members.services.cases import SUBJECT
from dangvu.members.services.persons import _FIELDS, CATALOGUES, recognized_code
from dangvu.organizations.models import CELLS, Organization, OrganizationKind, OrganizationLink

_CODES = tuple(f"{field}_code" for field in CATALOGUES)
_MEMBER = ("id", *_FIELDS, "name_key", "folded_name_id", *_CODES, "event_id")
_STAY = (
    "member_id",
    "organization_id",
    "kind",
    "reason_in",
    "reason_out",
    "valid_from",
    "valid_to",
    "event_id",
)
_SPAN = ("member_id", "valid_from", "valid_to", "event_id")
_DATES = frozenset({"birth_date", "admission_decision_date", "admitted_on", "full_on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A person of a list: what the papers say (by the fields of `NewPerson`), and where and as what they are.

    `stage` and `status` may be "" (not known, none); `temporary` and `residence` are further organisations.
    """

    papers: Mapping[str, Any]
    cell: int
    stage: str
    status: str = ""
    temporary: tuple[int, ...] = ()
    residence: tuple[int, ...] = ()


@transaction.atomic
def enter_many(
    newcomers: Sequence[Newcomer], *, within: Organization, actor: Actor, on: date, event_id: int
) -> list[int]:
    """Enter people whom a list shows as members on the day, all or none; returns their numbers.

    Their membership begins on the day with the reason `initial`: nothing is claimed of earlier days.
    Raises `Refused` without the right, or where a cell does not lie within the place and live as a cell.
    """
    require_write(actor, within)
    _require_cells({one.cell for one in newcomers}, within, on)
    names = _folded_names(one.papers["full_name"] for one in newcomers)
    ids = next_ids("members_member", len(newcomers))
    pairs = list(zip(ids, newcomers, strict=True))
    codes: dict[tuple[str, str], str] = {}
    _copy(
        "members_member",
        _MEMBER,
        (_member(number, one.papers, names, codes, event_id) for number, one in pairs),
    )
    _copy(
        "members_membership",
        _STAY,
        (stay for number, one in pairs for stay in _stays(number, one, on, event_id)),
    )
    spans = [((number, on, FOREVER, event_id), one) for number, one in pairs]
    _copy("members_stage", (*_SPAN, "stage"), ((*span, one.stage) for span, one in spans if one.stage))
    _copy(
        "members_status",
        (*_SPAN, "status", "decision_number"),
        ((*span, one.status, "") for span, one in spans if one.status),
    )
    return ids


@transaction.atomic
def host_many(
    guests: Iterable[tuple[int, int]], *, within: Organization, actor: Actor, on: date, event_id: int
) -> None:
    """Begin temporary memberships (member, organisation) on the day. Raises `Refused`."""
    pairs = list(guests)
    require_write(actor, within)
    _require_cells({organization for _, organization in pairs}, within, on)
    kind, reason = MembershipKind.TEMPORARY.value, ReasonIn.INITIAL.value
    _copy(
        "members_membership",
        _STAY,
        ((member, cell, kind, reason, "", on, FOREVER, event_id) for member, cell in pairs),
    )


@transaction.atomic
def correct_many(
    corrections: Mapping[int, Mapping[str, Any]],
    *,
    within: Organization,
    actor: Actor,
    on: date,
    event_id: int,
) -> int:
    """Correct fields of people (by number); one event each, naming the event of the list.

    The event keeps what stood there before. Raises `Refused` without the right, `KeyError` for an unknown
    field.
    """
    require_write(actor, within)
    if unknown := {name for changes in corrections.values() for name in changes} - (set(_FIELDS) - {"code"}):
        raise KeyError(sorted(unknown)[0])
    held = _lock(corrections)
    drafts = []
    for number, changes in corrections.items():
        before = {name: held[number][name] for name in changes}
        after = {**changes, "import_event": event_id}
        drafts.append(EventDraft("member.correct", on, (SUBJECT, number), before=before, after=after))
    events = dict(zip(corrections, record_many(drafts, actor=actor), strict=True))
    _write({number: {**held[number], **changes} for number, changes in corrections.items()}, events)
    return len(events)


@transaction.atomic
def take_back(corrections: Mapping[int, Mapping[str, Any]], *, actor: Actor, on: date, event_id: int) -> None:
    """Give fields back what a list changed; the event of each says which undoing it belongs to."""
    held = _lock(corrections)
    drafts = [
        EventDraft(
            "member.correct",
            on,
            (SUBJECT, number),
            before={name: held[number][name] for name in old},
            after={**old, "undo_event": event_id},
        )
        for number, old in corrections.items()
    ]
    events = dict(zip(corrections, record_many(drafts, actor=actor), strict=True))
    _write({number: held[number] | _typed(corrections[number]) for number in corrections}, events)


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Days come back from an event as text."""
    return {
        name: date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value
        for name, value in values.items()
    }


def _lock(numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=list(numbers)).order_by("pk")
    return {
        values[0]: dict(zip(_FIELDS, values[1:], strict=True)) for values in rows.values_list("id", *_FIELDS)
    }


def _write(people: Mapping[int, Mapping[str, Any]], events: Mapping[int, int]) -> None:
    if not people:
        return
    names = _folded_names(papers["full_name"] for papers in people.values())
    codes: dict[tuple[str, str], str] = {}
    rows = (_member(number, papers, names, codes, events[number]) for number, papers in people.items())
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists corrected_member")
        cursor.execute("create temp table corrected_member (like members_member) on commit drop")
        _copy("corrected_member", _MEMBER, rows)
        setting = ", ".join(f"{name} = c.{name}" for name in _MEMBER[1:])
        cursor.execute(f"update members_member m set {setting} from corrected_member c where c.id = m.id")
        cursor.execute("drop table corrected_member")


def _member(
    number: int,
    papers: Mapping[str, Any],
    names: Mapping[str, int],
    codes: dict[tuple[str, str], str],
    event: int,
) -> tuple[Any, ...]:
    given = [papers.get(name, None if name in _DATES else "") for name in _FIELDS]
    recognized = []
    for field in CATALOGUES:
        key = (field, papers.get(field, ""))
        if key not in codes:
            codes[key] = recognized_code(*key)
        recognized.append(codes[key])
    name = papers["full_name"]
    return (number, *given, name_key(name), names[fold(name)], *recognized, event)


def _stays(number: int, one: Newcomer, on: date, event: int) -> Iterable[tuple[Any, ...]]:
    kinds = [
        (MembershipKind.OFFICIAL, (one.cell,)),
        (MembershipKind.TEMPORARY, one.temporary),
        (MembershipKind.RESIDENCE, one.residence),
    ]
    for kind, cells in kinds:
        for cell in cells:
            yield number, cell, kind.value, ReasonIn.INITIAL.value, "", on, FOREVER, event


def _folded_names(names: Iterable[str]) -> dict[str, int]:
    """The number of each spelling in the dictionary of names; new spellings are added."""
    folded = {fold(name) for name in names}
    known = dict(FoldedName.objects.filter(folded__in=list(folded)).values_list("folded", "id"))
    new = sorted(folded - set(known))
    added = dict(zip(new, next_ids("members_foldedname", len(new)), strict=True))
    _copy("members_foldedname", ("id", "folded"), ((number, name) for name, number in added.items()))
    return known | added


def _require_cells(cells: set[int], within: Organization, on: date) -> None:
    day = {"valid_from__lte": on, "valid_to__gt": on}
    here = OrganizationLink.objects.filter(ancestor=within, descendant_id__in=cells, **day).values(
        "descendant_id"
    )
    living = OrganizationKind.objects.filter(organization_id__in=here, kind__in=CELLS, **day)
    if cells - set(living.values_list("organization_id", flat=True)):
        message = "Có chi bộ trong danh sách không thuộc phạm vi này hoặc không còn là chi bộ vào ngày nhập."
        raise Refused([obstacle("membership.not_a_cell", message)])


def _copy(table: LiteralString, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
