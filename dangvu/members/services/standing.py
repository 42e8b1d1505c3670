"""Verbs of the way into the Party: admit, recognise as full, re-admit, restore."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.kernel.findings import Finding
from dangvu.kernel.periods import Period
from dangvu.members.changes import entered, last_stage, recognized
from dangvu.members.models import Member, ReasonIn, StageName
from dangvu.members.rules import Stay
from dangvu.members.rules.history import OFFICIAL
from dangvu.members.rules.law import readmission_findings, recognition_findings
from dangvu.members.services.cases import Act, Case, Done, lock, nothing_later, settle, step
from dangvu.members.services.persons import NewPerson, enter_member
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import ancestor_codes


@transaction.atomic
def admit(
    person: NewPerson | Member, *, cell: Organization, actor: Actor, on: date, decision: int | None = None
) -> Done:
    """Admit a person: `on` is the day of the ceremony, from which membership and probation run.

    A person not yet recorded is entered first. Raises `Refused` with every obstacle.
    """
    if isinstance(person, NewPerson):
        entry = enter_member(person, within=cell, actor=actor, on=on, decision=decision)
        done = admit(entry.member, cell=cell, actor=actor, on=on, decision=decision)
        return Done(done.member, done.event_id, (*entry.findings, *done.findings))
    case = lock(person, Act("member.admit", actor, on, decision), into=cell)
    step(case, "admit")
    return _begin(case, cell, ReasonIn.ADMITTED, StageName.PROBATIONARY)


@transaction.atomic
def recognize_full(member: Member, *, actor: Actor, on: date, decision: int | None = None) -> Done:
    """Recognise a probationary member as full; `on` is the first day as one, the day probation is over.

    Raises `Refused` with every obstacle.
    """
    case = lock(member, Act("member.recognize_full", actor, on, decision))
    step(case, "recognize_full")
    more = [
        *nothing_later(case.before.stages, on),
        *recognition_findings(case.before, on=on, scope=_places(case)),
    ]
    return settle(case, lambda: recognized(case.before, on), more)


@transaction.atomic
def readmit(
    member: Member, *, cell: Organization, actor: Actor, on: date, decision: int | None = None
) -> Done:
    """Re-admit a person who left the Party, on probation again. Raises `Refused` with every obstacle."""
    case = lock(member, Act("member.readmit", actor, on, decision), into=cell)
    step(case, "readmit")
    law = readmission_findings(case.before, on=on, scope=ancestor_codes(cell.code, on))
    return _begin(case, cell, ReasonIn.READMITTED, StageName.PROBATIONARY, law)


@transaction.atomic
def restore(
    member: Member, *, cell: Organization, actor: Actor, on: date, decision: int | None = None
) -> Done:
    """Restore a person whose way out was wrong, as what they were before.

    Raises `Refused` with every obstacle.
    """
    case = lock(member, Act("member.restore", actor, on, decision), into=cell)
    stage = last_stage(case.before, on)
    step(case, f"restore_{stage}")
    return _begin(case, cell, ReasonIn.RESTORED, stage)


def _begin(case: Case, cell: Organization, reason: str, stage: str, more: Iterable[Finding] = ()) -> Done:
    stay = Stay(cell.pk, cell.code, OFFICIAL, Period(case.act.on), reason)
    found = [*more, *nothing_later(case.before.rows(), case.act.on)]
    return settle(case, lambda: entered(case.before, stay, stage), found)


def _places(case: Case) -> list[str]:
    return ancestor_codes(case.cell.code, case.act.on) if case.cell is not None else []
