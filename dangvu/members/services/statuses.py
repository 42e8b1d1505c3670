"""Verbs on top of the stage: exempt from activity, suspended, and back."""

from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.documents.models import Document
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.periods import FOREVER
from dangvu.members.changes import status_ended, status_given
from dangvu.members.models import Member
from dangvu.members.rules import StatusSpan
from dangvu.members.services.cases import Act, Done, lock, settle, step
from dangvu.members.services.memberships import term


@transaction.atomic
def give_status(
    member: Member,
    *,
    status: str,
    until: date | None = None,
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> Done:
    """Exempt or suspend a member from the day on, `until` (no longer included) where a term is set.

    Without a term it lasts as long as the membership. Raises `Refused` with every obstacle.
    """
    case = lock(member, Act("member.give_status", actor, on, decision))
    step(case, "give_status")
    stay = case.before.official_on(on)
    end = until or (stay.period.end if stay is not None else FOREVER)
    document = Document.objects.get(pk=decision) if decision is not None else None
    number, dated = (document.number, document.issued_on) if document is not None else ("", None)
    span = StatusSpan(status, term(on, end), number, dated)
    return settle(case, lambda: status_given(case.before, span))


@transaction.atomic
def end_status(member: Member, *, actor: Actor, on: date, decision: int | None = None) -> Done:
    """The exemption or suspension of the day ends; `on` is the first day without it. Raises `Refused`."""
    case = lock(member, Act("member.end_status", actor, on, decision))
    step(case, "end_status")
    if case.before.status_on(on) is None:
        message = f"{case.before.name} không được miễn hoặc bị đình chỉ sinh hoạt vào ngày {on:%d/%m/%Y}."
        raise Refused([obstacle("status.none", message)])
    return settle(case, lambda: status_ended(case.before, on))
