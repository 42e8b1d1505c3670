"""Verbs of the paper file: a paper is filed, or struck out where it was recorded by mistake."""

from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.vietnamese import tidy
from dangvu.members.file_contents import ITEMS
from dangvu.members.models import FilePaper, Member
from dangvu.members.services.cases import SUBJECT, Act, Case, Done, lock


@transaction.atomic
def file_paper(
    member: Member,
    *,
    item: str,
    dated: date | None = None,
    note: str = "",
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> Done:
    """Record that a paper lies in the member's file. Raises `Refused`."""
    case = lock(member, Act("member.file_paper", actor, on, decision))
    if item not in ITEMS:
        raise Refused([obstacle("value.not_in_list", f"Mục lục hồ sơ không có mục “{item}”.")])
    if dated is not None and dated > on:
        raise Refused([obstacle("date.order", "Ngày của giấy tờ ở sau ngày đưa vào hồ sơ.")])
    paper = FilePaper(member=case.member, item=item, dated=dated, note=tidy(note))
    paper.event_id = _record(case, after=_as_data(paper))
    paper.save()
    return Done(case.member, paper.event_id, ())


@transaction.atomic
def strike_paper(
    member: Member, paper_id: int, *, actor: Actor, on: date, decision: int | None = None
) -> Done:
    """Strike out a paper that was recorded by mistake; the event keeps it. Raises `Refused`."""
    case = lock(member, Act("member.strike_paper", actor, on, decision))
    paper = FilePaper.objects.filter(pk=paper_id, member=case.member).first()
    if paper is None:
        raise Refused([obstacle("file.no_paper", "Giấy tờ này không còn trong hồ sơ.")])
    event_id = _record(case, before=_as_data(paper))
    paper.delete()
    return Done(case.member, event_id, ())


def _as_data(paper: FilePaper) -> dict[str, object]:
    return {"item": paper.item, "dated": paper.dated, "note": paper.note}


def _record(
    case: Case, *, before: dict[str, object] | None = None, after: dict[str, object] | None = None
) -> int:
    return record(
        case.act.verb,
        actor=case.act.actor,
        on=case.act.on,
        subject=(SUBJECT, case.member.pk),
        organization_id=case.cell.pk if case.cell is not None else None,
        document_id=case.act.decision,
        before=before,
        after=after,
    )
