"""The dated record of one member as plain facts: where they belonged, as what, from when to when.

`id` is the row it was read from, None where it is not written yet. The words of `kind`, `reason_in`,
`reason_out`, `stage` and `status` are those of the data package.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from dangvu.kernel.periods import Period

OFFICIAL, TEMPORARY = "official", "temporary"
PROBATIONARY, FULL = "probationary", "full"

DIED = "died"
TRANSFERRED_OUT = "transferred_out"
REORGANIZED = "reorganized"
ANNULLED = "annulled"
#: Ways out after which a person may be re-admitted.
LEFT_THE_PARTY = frozenset({"struck_off", "expelled", "withdrew"})
#: Ways out that end membership of the Party; the person then belongs to no cell.
EXITS = LEFT_THE_PARTY | {DIED, ANNULLED}


class Dated(Protocol):
    """Anything that holds for a period."""

    @property
    def id(self) -> int | None: ...
    @property
    def period(self) -> Period: ...


@dataclass(frozen=True, slots=True)
class Stay:
    """A membership; `organization` is the code of `organization_id`."""

    organization_id: int
    organization: str
    kind: str
    period: Period
    reason_in: str
    reason_out: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class StageSpan:
    """Probationary or full for a period."""

    stage: str
    period: Period
    id: int | None = None


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """Exempt or suspended for a period, by a decision."""

    status: str
    period: Period
    decision_number: str = ""
    decision_date: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PostSpan:
    """A post of the Party in an organisation for a term."""

    organization_id: int
    organization: str
    post: str
    period: Period
    id: int | None = None


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What the rules need of an organisation: its life, and from when to when it held members of its own."""

    code: str
    life: Period
    cell_periods: tuple[Period, ...]


Row = TypeVar("Row", Stay, StageSpan, StatusSpan, PostSpan)


@dataclass(frozen=True)
class History:
    """Everything dated about one member. `code` and `name` are for the sentences."""

    code: str
    name: str
    stays: tuple[Stay, ...] = ()
    stages: tuple[StageSpan, ...] = ()
    statuses: tuple[StatusSpan, ...] = ()
    posts: tuple[PostSpan, ...] = ()

    @property
    def official(self) -> list[Stay]:
        """The official memberships in order of time."""
        return sorted((s for s in self.stays if s.kind == OFFICIAL), key=lambda s: s.period)

    @property
    def others(self) -> list[Stay]:
        """The temporary and residence memberships."""
        return [s for s in self.stays if s.kind != OFFICIAL]

    @property
    def stages_in_order(self) -> list[StageSpan]:
        return sorted(self.stages, key=lambda s: s.period)

    def official_on(self, day: date) -> Stay | None:
        """The official membership of that day."""
        return on_day(self.official, day)

    def last_official(self, day: date) -> Stay | None:
        """The official membership of that day, else the one that ended last before it."""
        begun = [stay for stay in self.official if stay.period.start <= day]
        return begun[-1] if begun else None

    def stage_on(self, day: date) -> StageSpan | None:
        return on_day(self.stages, day)

    def status_on(self, day: date) -> StatusSpan | None:
        return on_day(self.statuses, day)

    @property
    def organization_ids(self) -> set[int]:
        """The organisations in which the person belonged or held a post."""
        return {stay.organization_id for stay in self.stays} | {post.organization_id for post in self.posts}

    def rows(self) -> Iterator[Dated]:
        """Every dated row, of whatever sort."""
        yield from self.stays
        yield from self.stages
        yield from self.statuses
        yield from self.posts


Spanning = TypeVar("Spanning", bound=Dated)


def on_day(rows: Iterable[Spanning], day: date) -> Spanning | None:
    """The first row that holds on the day."""
    return next((row for row in rows if row.period.contains(day)), None)


def close_all(
    rows: tuple[Row, ...], day: date, which: Callable[[Row], bool] = lambda row: True
) -> tuple[Row, ...]:
    """Return the rows with those that hold on the day, and are meant, ended on it.

    Raises `EmptyPeriod` for one that begins on that very day.
    """
    return tuple(
        replace(row, period=Period(row.period.start, day)) if row.period.contains(day) and which(row) else row
        for row in rows
    )
