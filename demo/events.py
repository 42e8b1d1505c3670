"""What can happen to a committee: a stretch of ordinary time, cells that open, cells that merge."""

from dataclasses import dataclass, field

from demo.tree import Organization


@dataclass(slots=True)
class Stretch:
    """What happens between two days [start, end); nothing but deaths after `quiet`.

    `closing` fixes the members at the end: those who come from elsewhere make it so. Without it, so many
    come as `arrived` says.
    """

    start: int
    end: int
    admitted: int
    struck_off: int
    expelled: int
    withdrew: int
    moved: int
    transferred_out: int
    quiet: int
    closing: int | None = None
    arrived: int = 0


@dataclass(slots=True)
class Founding:
    """Cells that open on a day with members from cells nearby."""

    on: int
    cells: list[Organization] = field(default_factory=list)


@dataclass(slots=True)
class Merger:
    """A cell whose members go over to another on a day."""

    on: int
    cell: Organization
    into: Organization
    decision: str
