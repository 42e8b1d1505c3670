"""Numbered conclusions and tasks of the register: those due here, and those I gave to others."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q

from dangvu.audit.models import Event
from dangvu.documents.models import Task
from dangvu.documents.workflow import IN_PROGRESS, OPEN, TASKS
from dangvu.organizations.models import Organization
from dangvu.web.scope import under
from dangvu.web.work.day_work import MOST, Asking, DayWork, Provider

_AHEAD = timedelta(days=30)
_RIGHT = "document.read"


def tasks_due(asking: Asking) -> Iterable[DayWork]:
    """Open tasks of organisations in scope that are overdue or due within thirty days."""
    here = _codes_in_scope(asking)
    waiting = Task.objects.filter(state__in=(OPEN, IN_PROGRESS), due_on__lte=asking.today + _AHEAD)
    for task in waiting.filter(here).select_related("document").order_by("due_on", "id")[:MOST]:
        yield _line(task)


def tasks_given_out(asking: Asking) -> Iterable[DayWork]:
    """Open tasks that I entered for others, with their state."""
    mine = Event.objects.filter(
        verb="document.add_task", actor_account_id=asking.actor.account_id, subject_kind="task"
    )
    tasks = Task.objects.filter(id__in=mine.values("subject_id"), state__in=(OPEN, IN_PROGRESS))
    for task in tasks.select_related("document").order_by("due_on", "id")[:MOST]:
        yield _line(task, TASKS.labels[task.state])


def _line(task: Task, state: str = "") -> DayWork:
    document = task.document
    return DayWork(
        what=f"{task.position}. {task.text.splitlines()[0]}",
        whose=task.owner or task.owner_code or document.issuer,
        due_on=task.due_on,
        rests_on=f"{document.number} ngày {document.issued_on:%d/%m/%Y}",
        asked_of=state,
    )


def _codes_in_scope(asking: Asking) -> Q:
    roots = asking.scope.roots(_RIGHT)
    if roots is None:
        return Q()
    codes = Organization.objects.filter(under(roots, "id", asking.today)).values("code")
    return Q(owner_code__in=codes) | Q(owner_code="", document__issuer_code__in=codes)


TASKS_DUE = Provider("Nhiệm vụ theo văn bản", _RIGHT, tasks_due)
TASKS_GIVEN_OUT = Provider("Nhiệm vụ đã giao", _RIGHT, tasks_given_out)
