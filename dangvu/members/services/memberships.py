"""Verbs of belonging: a membership begins, ends, or passes to another cell."""

from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.kernel.findings import Finding, Refused, obstacle
from dangvu.kernel.periods import FOREVER, EmptyPeriod, Period
from dangvu.members.changes import entered, gone, moved, stay_ended
from dangvu.members.models import Member, MembershipKind, ReasonIn, ReasonOut
from dangvu.members.rules import History, Stay
from dangvu.members.rules.history import OFFICIAL, on_day
from dangvu.members.services.cases import Act, Case, Done, lock, nothing_later, settle, step
from dangvu.organizations.models import Organization

#: Ways in that have a verb of their own, with its checks.
_OWN_VERBS = {
    ReasonIn.ADMITTED: "admit",
    ReasonIn.READMITTED: "readmit",
    ReasonIn.RESTORED: "restore",
    ReasonIn.REORGANIZED: "reorganize",
}


@transaction.atomic
def begin_membership(
    member: Member,
    *,
    organization: Organization,
    kind: str = MembershipKind.OFFICIAL,
    reason_in: str = ReasonIn.TRANSFERRED_IN,
    stage: str | None = None,
    until: date = FOREVER,
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> Done:
    """A membership begins: official for who comes from outside these records, or temporary, or residence.

    `stage` (probationary or full) is what an official newcomer comes in with; an official membership is
    open, `until` limits only the others. Raises `Refused` with every obstacle.
    """
    case = lock(member, Act("member.begin_membership", actor, on, decision), into=organization)
    if kind != MembershipKind.OFFICIAL:
        step(case, "host")
        stay = Stay(organization.pk, organization.code, kind, term(on, until), reason_in)
        return settle(case, lambda: entered(case.before, stay, None))
    if reason_in in _OWN_VERBS:
        raise ValueError(f"{reason_in} is done by the verb {_OWN_VERBS[ReasonIn(reason_in)]}")
    step(case, f"receive_{stage}" if stage is not None else "receive_full")
    stay = Stay(organization.pk, organization.code, OFFICIAL, Period(on), reason_in)
    return settle(case, lambda: entered(case.before, stay, stage), nothing_later(case.before.rows(), on))


@transaction.atomic
def end_membership(
    member: Member,
    *,
    reason_out: str,
    organization: Organization | None = None,
    kind: str = MembershipKind.OFFICIAL,
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> Done:
    """A membership ends; `on` is the first day on which it no longer holds.

    The end of the official one is leaving the Party (died, struck_off, expelled, withdrew, annulled) or these
    records (transferred_out): memberships, stage, status and posts end with it. A temporary or residence
    membership ends alone; `organization` says which. Raises `Refused` with every obstacle.
    """
    case = lock(member, Act("member.end_membership", actor, on, decision))
    if kind != MembershipKind.OFFICIAL:
        return _end_other(case, kind, organization, reason_out)
    if reason_out == ReasonOut.REORGANIZED:
        raise ValueError("members leave a reorganized cell by the act that reorganizes it")
    step(case, reason_out)
    return settle(case, lambda: gone(case.before, on, reason_out), nothing_later(case.before.rows(), on))


@transaction.atomic
def move_member(
    member: Member, *, to: Organization, actor: Actor, on: date, decision: int | None = None
) -> Done:
    """A member leaves one cell and enters another on one day: never in two, never in none.

    Posts in the cell that is left end; temporary activity in the cell that is entered ends. Raises `Refused`
    with every obstacle.
    """
    case = lock(member, Act("member.move", actor, on, decision), into=to)
    step(case, "move")
    found = [*_already_there(case.before, to, on), *nothing_later(case.before.official, on)]
    stay = Stay(to.pk, to.code, OFFICIAL, Period(on), ReasonIn.TRANSFERRED_IN)
    return settle(case, lambda: moved(case.before, stay, on), found)


def term(on: date, until: date) -> Period:
    """The period from one day to before another. Raises `Refused` where that is no day at all."""
    try:
        return Period(on, until)
    except EmptyPeriod as error:
        raise Refused([obstacle("period.empty", str(error))]) from None


def _end_other(case: Case, kind: str, organization: Organization | None, reason_out: str) -> Done:
    day = case.act.on
    wanted = [
        stay
        for stay in case.before.others
        if stay.kind == kind and (organization is None or stay.organization_id == organization.pk)
    ]
    found = on_day(wanted, day)
    if found is None:
        label = MembershipKind(kind).label.lower()
        message = f"{case.before.name} không có sinh hoạt {label} nào vào ngày {day:%d/%m/%Y} để kết thúc."
        raise Refused([obstacle("membership.none", message)])
    return settle(case, lambda: stay_ended(case.before, found, day, reason_out))


def _already_there(history: History, to: Organization, on: date) -> list[Finding]:
    stay = history.official_on(on)
    if stay is None or stay.organization_id != to.pk:
        return []
    message = f"{history.name} đã sinh hoạt ở {to.code}; hãy chọn chi bộ khác."
    return [obstacle("membership.already_there", message, organization=to.code)]
