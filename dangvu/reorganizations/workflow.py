"""The life of a set of acts: prepared and previewed, applied, taken back while nothing depends on it."""

from dataclasses import dataclass

from dangvu.kernel.findings import Finding, blocks
from dangvu.kernel.workflow import Move, Workflow


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands against applying (`remarks`) or against taking back (`dependents`)."""

    remarks: tuple[Finding, ...] = ()
    dependents: tuple[Finding, ...] = ()


def nothing_blocks(facts: Facts) -> Finding | None:
    """Acts are refused whole or done whole: one thing that blocks stops all; the preview lists the rest."""
    return next((finding for finding in facts.remarks if blocks(finding)), None)


def nothing_depends(facts: Facts) -> Finding | None:
    """What was recorded later on the same organisations must be taken back first."""
    return next(iter(facts.dependents), None)


PREPARED, APPLIED, TAKEN_BACK = "prepared", "applied", "taken_back"

WORKFLOW: Workflow[Facts] = Workflow(
    {PREPARED: "đã chuẩn bị", APPLIED: "đã thực hiện", TAKEN_BACK: "đã thu hồi"},
    (
        # name       from          to          guards               what people call it
        Move("apply", (PREPARED,), APPLIED, (nothing_blocks,), "Thực hiện"),
        Move("take_back", (APPLIED,), TAKEN_BACK, (nothing_depends,), "Thu hồi"),
    ),
)
