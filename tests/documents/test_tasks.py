"""The numbered conclusions of a notice, given out and followed."""

from datetime import date

import pytest

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.documents.models import Document, Task
from dangvu.documents.services import add_conclusion, change_task_state
from dangvu.documents.workflow import TASKS
from dangvu.kernel.findings import Refused
from dangvu.kernel.workflow import UnknownMove, WrongState
from tests.documents.conftest import TODAY, event_of

SQUARE = {
    ("open", "start"): "in_progress",
    ("in_progress", "finish"): "done",
    ("open", "drop"): "dropped",
    ("in_progress", "drop"): "dropped",
    ("done", "reopen"): "open",
    ("dropped", "reopen"): "open",
}
STATES = ("open", "in_progress", "done", "dropped")
MOVES = ("start", "finish", "drop", "reopen")


def test_the_square_covers_the_whole_table() -> None:
    assert TASKS.states == STATES
    assert {move.name for move in TASKS.moves} == set(MOVES)


def test_the_five_conclusions_of_a_notice_become_tasks_one_to_five(notice: Document, tuan: Actor) -> None:
    for n in range(1, 6):
        add_conclusion(
            notice, f"Kết luận {n}", owner="Chi bộ Thôn 1", due_on=date(2026, 12, n), actor=tuan, on=TODAY
        )
    tasks = list(notice.tasks.order_by("position"))
    assert [(task.position, task.text, task.state) for task in tasks] == [
        (n, f"Kết luận {n}", "open") for n in range(1, 6)
    ]
    assert Event.objects.filter(verb="document.add_task", document_id=notice.pk).count() == 5


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", STATES)
def test_every_move_from_every_state(notice: Document, tuan: Actor, state: str, move: str) -> None:
    task = add_conclusion(notice, "Rà soát danh sách", actor=tuan, on=TODAY)
    Task.objects.update(state=state)
    target = SQUARE.get((state, move))
    if target is None:
        with pytest.raises(WrongState, match="Không thực hiện được"):
            change_task_state(task.pk, move, reason="vì thế", actor=tuan, on=TODAY)
        assert Task.objects.get().state == state
        return
    change_task_state(task.pk, move, reason="vì thế", actor=tuan, on=TODAY)
    moved = Task.objects.get()
    event = event_of(moved)
    assert (moved.state, event.verb) == (target, f"document.task_{move}")
    assert (event.before, event.after) == ({"state": state}, {"state": target, "reason": "vì thế"})


def test_a_move_that_does_not_exist_is_a_mistake_of_the_program(notice: Document, tuan: Actor) -> None:
    task = add_conclusion(notice, "Rà soát", actor=tuan, on=TODAY)
    with pytest.raises(UnknownMove):
        change_task_state(task.pk, "forget", actor=tuan, on=TODAY)


@pytest.mark.parametrize(("state", "move"), [("open", "drop"), ("done", "reopen"), ("dropped", "reopen")])
def test_dropping_and_reopening_need_a_reason(notice: Document, tuan: Actor, state: str, move: str) -> None:
    task = add_conclusion(notice, "Rà soát", actor=tuan, on=TODAY)
    Task.objects.update(state=state)
    with pytest.raises(Refused, match="Cần ghi lý do"):
        change_task_state(task.pk, move, reason=" ", actor=tuan, on=TODAY)


def test_a_task_is_not_begun_before_its_document(notice: Document, tuan: Actor) -> None:
    task = add_conclusion(notice, "Rà soát", actor=tuan, on=TODAY)
    with pytest.raises(Refused, match="trước ngày văn bản được ban hành"):
        change_task_state(task.pk, "start", actor=tuan, on=date(2026, 9, 30))
    assert change_task_state(task.pk, "start", actor=tuan, on=date(2026, 10, 1)).state == "in_progress"


def test_a_task_says_everything_that_is_wrong_with_it(notice: Document, tuan: Actor) -> None:
    add_conclusion(notice, "Rà soát", position=2, actor=tuan, on=TODAY)
    with pytest.raises(Refused) as refusal:
        add_conclusion(notice, " ", position=2, due_on=date(2026, 9, 1), actor=tuan, on=TODAY)
    assert {finding.code for finding in refusal.value.findings} == {
        "task.text_missing",
        "task.position_taken",
        "task.due_before_document",
    }
    with pytest.raises(Refused, match="đánh số từ 1"):
        add_conclusion(notice, "x", position=0, actor=tuan, on=TODAY)
    with pytest.raises(Refused, match="ký tự điều khiển"):
        add_conclusion(notice, "x\x00", actor=tuan, on=TODAY)
    assert add_conclusion(notice, "Tiếp", actor=tuan, on=TODAY).position == 3
