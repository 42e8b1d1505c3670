"""The life of a task: one numbered conclusion, or one line of a programme."""

from dataclasses import dataclass
from datetime import date

from dangvu.kernel.findings import Finding, obstacle
from dangvu.kernel.workflow import Move, Workflow


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the guards look at: the day of the move, the date of the document, the reason given."""

    on: date
    issued_on: date
    reason: str


def _not_before_its_document(facts: TaskFacts) -> Finding | None:
    if facts.on >= facts.issued_on:
        return None
    return obstacle(
        "task.before_document",
        f"Nhiệm vụ không thể đổi trạng thái ngày {facts.on:%d/%m/%Y}, trước ngày văn bản được ban hành "
        f"({facts.issued_on:%d/%m/%Y}); hãy xem lại ngày.",
    )


def _has_a_reason(facts: TaskFacts) -> Finding | None:
    if facts.reason:
        return None
    return obstacle("task.reason_missing", "Cần ghi lý do khi bỏ hoặc mở lại một nhiệm vụ.")


_ALWAYS = (_not_before_its_document,)
_REASONED = (_not_before_its_document, _has_a_reason)

OPEN, IN_PROGRESS, DONE, DROPPED = "open", "in_progress", "done", "dropped"

TASKS: Workflow[TaskFacts] = Workflow(
    {OPEN: "Chưa thực hiện", IN_PROGRESS: "Đang thực hiện", DONE: "Hoàn thành", DROPPED: "Không thực hiện"},
    [
        Move("start", (OPEN,), IN_PROGRESS, _ALWAYS, "Bắt đầu thực hiện"),
        Move("finish", (IN_PROGRESS,), DONE, _ALWAYS, "Hoàn thành"),
        Move("drop", (OPEN, IN_PROGRESS), DROPPED, _REASONED, "Bỏ"),
        Move("reopen", (DONE, DROPPED), OPEN, _REASONED, "Mở lại"),
    ],
)
