"""How every verb works: lock, may, rules, change, record; one transaction, refused whole or done whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Finding, obstacle, refuse_if_blocked
from dangvu.kernel.periods import FOREVER, EmptyPeriod
from dangvu.members.models import Member, Membership, Post, Stage, Status
from dangvu.members.permissions import require_write
from dangvu.members.rules import History, PostSpan, StageSpan, StatusSpan, Stay, new_findings
from dangvu.members.rules.history import Dated
from dangvu.members.selectors.histories import cell_facts, history_of
from dangvu.members.workflow import STANDING, standing
from dangvu.organizations.models import Organization

SUBJECT = "member"


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done: the member, its event, and the warnings it was done under."""

    member: Member
    event_id: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, on which day, by which document (None where no document is due)."""

    verb: str
    actor: Actor
    on: date
    decision: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """A member under lock, with the record as it stands."""

    act: Act
    member: Member
    before: History

    @property
    def cell(self) -> Organization | None:
        """The cell of the day, or the one the person left last."""
        return cell_of(self.before, self.act.on)


def lock(member: Member, act: Act, *, into: Organization | None = None) -> Case:
    """Lock the cell to be entered and the member, read the record, and ask the actor's rights over both.

    The cell comes first, as it does where cells are merged: two acts cannot wait for each other.
    Raises `Refused`.
    """
    if into is not None:
        lock_cell(into)
    locked = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    case = Case(act, locked, history_of(locked))
    home = cell_of(case.before, act.on) or cell_of(case.before, FOREVER)
    if home is not None or into is None:
        require_write(act.actor, home)
    if into is not None:
        require_write(act.actor, into)
    return case


def lock_cell(organization: Organization) -> None:
    """Hold the organisation still, so that it cannot end while somebody enters it."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def cell_of(history: History, on: date) -> Organization | None:
    """The cell of the day, or the one left last before it."""
    stay = history.last_official(on)
    return Organization.objects.get(pk=stay.organization_id) if stay is not None else None


def step(case: Case, move: str) -> None:
    """Refuse (`WrongState`) what does not lead on from where the person stands on the day."""
    STANDING.move(move, standing(case.before, case.act.on))


def nothing_later(rows: Iterable[Dated], on: date) -> list[Finding]:
    """What is recorded from the day on must be put right first: no act is slipped in before it."""
    later = [row.period for row in rows if row.period.start >= on]
    if not later:
        return []
    return [
        obstacle(
            "member.later_record",
            f"Đã có ghi chép {min(later)}, trùng hoặc sau ngày của việc này; "
            "hãy chọn ngày muộn hơn hoặc sửa ghi chép đó trước.",
        )
    ]


def settle(case: Case, change: Callable[[], History], more: Iterable[Finding] = ()) -> Done:
    """Ask every rule of what the record would become; then write what changed, under one event.

    `change` makes the new record of the old one, `more` is what the verb itself found. Raises `Refused` with
    all findings when one of them blocks.
    """
    after, impossible = _attempt(case, change)
    findings = [*more, *impossible, *new_findings(case.before, after, cell_facts(after.organization_ids))]
    warnings = refuse_if_blocked(findings)
    return Done(case.member, _record_and_write(case, after), tuple(warnings))


def _attempt(case: Case, change: Callable[[], History]) -> tuple[History, list[Finding]]:
    try:
        return change(), []
    except EmptyPeriod:
        message = (
            "Có ghi chép bắt đầu đúng ngày này nên không thể kết thúc trong cùng ngày; hãy xem lại ngày."
        )
        return case.before, [obstacle("period.empty", message)]


def _record_and_write(case: Case, after: History) -> int:
    act = case.act
    stay = after.official_on(act.on) or case.before.last_official(act.on)
    event_id = record(
        act.verb,
        actor=act.actor,
        on=act.on,
        subject=(SUBJECT, case.member.pk),
        organization_id=stay.organization_id if stay is not None else None,
        document_id=act.decision,
        before=_as_data(_missing(case.before, after)),
        after=_as_data(_missing(after, case.before)),
    )
    _write(case.member, _missing(after, case.before), event_id)
    return event_id


def _missing(one: History, other: History) -> list[Dated]:
    """The rows of one record that do not stand so in the other."""
    known = set(other.rows())
    return [row for row in one.rows() if row not in known]


def _as_data(rows: Iterable[Dated]) -> dict[str, Any]:
    """The rows as the event keeps them, organisations by their code."""
    data: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        name, values = _values(row)
        if isinstance(row, Stay | PostSpan):
            values["organization"] = row.organization
            del values["organization_id"]
        if row.id is not None:
            values["id"] = row.id
        data.setdefault(name, []).append(values)
    return data


def _write(member: Member, rows: Iterable[Dated], event_id: int) -> None:
    """Write changed rows before new ones: what ends makes room for what begins on the same day."""
    for row in sorted(rows, key=lambda row: row.id is None):
        name, values = _values(row)
        model = _MODELS[name]
        if row.id is None:
            model.objects.create(member=member, event_id=event_id, **values)
        else:
            model.objects.filter(pk=row.id).update(event_id=event_id, **values)


_MODELS: dict[str, Any] = {"memberships": Membership, "stages": Stage, "statuses": Status, "posts": Post}


def _values(row: Dated) -> tuple[str, dict[str, Any]]:
    """The table of a row and its columns."""
    values: dict[str, Any] = {"valid_from": row.period.start, "valid_to": row.period.end}
    match row:
        case Stay():
            values |= {"organization_id": row.organization_id, "kind": row.kind}
            return "memberships", values | {"reason_in": row.reason_in, "reason_out": row.reason_out}
        case StageSpan():
            return "stages", values | {"stage": row.stage}
        case StatusSpan():
            decision = {"decision_number": row.decision_number, "decision_date": row.decision_date}
            return "statuses", values | {"status": row.status} | decision
        case PostSpan():
            return "posts", values | {"organization_id": row.organization_id, "post": row.post}
    raise TypeError(type(row).__name__)
