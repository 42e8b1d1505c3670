"""What must hold for the dated record of one member: facts in, findings out. No query, no clock."""

from dangvu.members.rules.history import (
    EXITS,
    CellFacts,
    History,
    PostSpan,
    StageSpan,
    StatusSpan,
    Stay,
)
from dangvu.members.rules.record import findings_of, new_findings

__all__ = [
    "EXITS",
    "CellFacts",
    "History",
    "PostSpan",
    "StageSpan",
    "StatusSpan",
    "Stay",
    "findings_of",
    "new_findings",
]
