"""Numbered conclusions and tasks: give them out, move them on."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.documents.models import Document, Task
from dangvu.documents.rules import task_findings
from dangvu.documents.workflow import TASKS, TaskFacts
from dangvu.kernel.findings import Finding, obstacle, refuse_if_blocked
from dangvu.kernel.vietnamese import tidy, tidy_lines


@transaction.atomic
def add_conclusion(
    document: Document,
    text: str,
    *,
    position: int | None = None,
    owner: str = "",
    owner_code: str = "",
    due_on: date | None = None,
    actor: Actor,
    on: date,
) -> Task:
    """Add a numbered conclusion or task to a document; without a position it becomes the next.

    Raises `Refused` with every obstacle: no text, a number below 1, a number that is taken, a deadline
    before the document.
    """
    Document.objects.select_for_update().get(pk=document.pk)  # two clerks do not take one number
    text = tidy_lines(text)
    position = _next_position(document) if position is None else position
    refuse_if_blocked(
        [*task_findings(position, text), _taken(document, position), _due_too_early(document, due_on)]
    )
    task = Task(document=document, position=position, text=text, due_on=due_on)
    task.owner, task.owner_code = tidy(owner), tidy(owner_code)
    task.save()
    after = {"position": position, "text": text, "owner": task.owner, "owner_code": task.owner_code}
    task.event_id = _record("document.add_task", task, actor, on, after={**after, "due_on": due_on})
    task.save(update_fields=["event_id"])
    return task


@transaction.atomic
def change_task_state(task_id: int, move: str, *, reason: str = "", actor: Actor, on: date) -> Task:
    """Make a move of the table `TASKS` (start, finish, drop, reopen) on the day `on`.

    Raises `Refused` (also as `WrongState`) with every obstacle, `UnknownMove`, `Task.DoesNotExist`.
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("document").get(pk=task_id)
    reason = tidy(reason)
    outcome = TASKS.apply(move, task.state, TaskFacts(on, task.document.issued_on, reason))
    before = {"state": task.state}
    task.state = outcome.state
    after = {"state": task.state, **({"reason": reason} if reason else {})}
    task.event_id = _record(f"document.task_{move}", task, actor, on, before=before, after=after)
    task.save(update_fields=["state", "event_id"])
    return task


def _record(
    verb: str,
    task: Task,
    actor: Actor,
    on: date,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object],
) -> int:
    return record(
        verb,
        actor=actor,
        on=on,
        subject=("task", task.pk),
        document_id=task.document.pk,
        before=before,
        after=after,
    )


def _next_position(document: Document) -> int:
    last: int | None = document.tasks.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _taken(document: Document, position: int) -> Finding | None:
    if not document.tasks.filter(position=position).exists():
        return None
    message = f"Văn bản {document.number} đã có nhiệm vụ số {position}; hãy chọn số khác."
    return obstacle("task.position_taken", message)


def _due_too_early(document: Document, due_on: date | None) -> Finding | None:
    if due_on is None or due_on >= document.issued_on:
        return None
    day = f"{due_on:%d/%m/%Y}"
    return obstacle("task.due_before_document", f"Thời hạn {day} ở trước ngày ban hành văn bản.")
