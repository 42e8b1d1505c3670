"""What reading a cell gives: values by field, and what is to be said about it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a remark weighs; the row takes the gravest."""

    ERROR = "error"
    ASK = "ask"
    CONFLICT = "conflict"
    WARNING = "warning"


class Issue(NamedTuple):
    """One remark on one field of a row."""

    field: str
    level: str
    code: str
    message: str


@dataclass(slots=True)
class Said:
    """`values` are texts: dates as YYYY-MM-DD, YYYY-MM or YYYY as precise as the paper, codes, or words."""

    values: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def note(self, where: str, level: Level, code: str, message: str) -> None:
        self.issues.append(Issue(where, level.value, code, message))
