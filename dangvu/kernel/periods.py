"""Half-open periods of days: [start, end).

The end is the first day no longer included. A period that is still running ends at `FOREVER`,
never at nothing, so that every comparison is one between two days.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dangvu.kernel.days import display_day, parse_iso

#: The first day no longer included of a period that is still running.
FOREVER = date(9999, 1, 1)

_ONE_DAY = timedelta(days=1)
_MONTHS_IN_YEAR = 12


class EmptyPeriod(ValueError):
    """A period must hold at least one day: its end lies after its start, and not beyond `FOREVER`."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`. Raises `EmptyPeriod` when there are none."""

    start: date
    end: date = FOREVER

    def __post_init__(self) -> None:
        if not self.start < self.end <= FOREVER:
            raise EmptyPeriod(
                f"Khoảng thời gian không có ngày nào: từ {display_day(self.start)} đến trước "
                f"{display_day(self.end)}; ngày kết thúc phải sau ngày bắt đầu."
            )

    def __str__(self) -> str:
        return display_period(self)

    @property
    def is_open(self) -> bool:
        """Whether the period is still running."""
        return self.end == FOREVER

    @property
    def last_day(self) -> date:
        """The last day included (of a running period the day before `FOREVER`)."""
        return self.end - _ONE_DAY

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day < self.end

    def covers(self, other: "Period") -> bool:
        """Whether every day of the other period lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end

    def adjacent(self, other: "Period") -> bool:
        """Whether one begins on the very day the other ends: no gap, no shared day."""
        return self.end == other.start or other.end == self.start

    def intersection(self, other: "Period") -> "Period | None":
        """Return the days that both have, or None."""
        if not self.overlaps(other):
            return None
        return Period(max(self.start, other.start), min(self.end, other.end))

    def subtract(self, other: "Period") -> "list[Period]":
        """Return what is left of this period without the days of the other: none, one or two periods."""
        if not self.overlaps(other):
            return [self]
        left = [(self.start, other.start), (other.end, self.end)]
        return [Period(start, end) for start, end in left if start < end]


def year_period(year: int) -> Period:
    """Return the calendar year."""
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def parse_end(text: str | None) -> date:
    """Return the end written in a package: nothing means still running.

    Raises `dangvu.kernel.days.BadDay` for anything but an ISO date.
    """
    return parse_iso(text) if text else FOREVER


def first_overlap(periods: Iterable[Period]) -> tuple[Period, Period] | None:
    """Return the first two periods, by start, that share a day; None if no two do."""
    # Once sorted, if any two overlap then some two neighbours do.
    return next((pair for pair in pairwise(sorted(periods)) if pair[0].overlaps(pair[1])), None)


def union(periods: Iterable[Period]) -> list[Period]:
    """Return the same days as sorted periods that neither overlap nor touch."""
    joined: list[Period] = []
    for period in sorted(periods):
        if joined and period.start <= joined[-1].end:
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, period.end))
        else:
            joined.append(period)
    return joined


def gaps(periods: Iterable[Period], within: Period) -> list[Period]:
    """Return the days of `within` that no period covers, in order."""
    left = [within]
    for period in union(periods):
        left = left[:-1] + left[-1].subtract(period) if left else left
    return left


def add_months(day: date, months: int) -> date:
    """Return the same day so many calendar months later (earlier if negative).

    Where the month has no such day it is the last one it has: 31/08/2025 + 6 months = 28/02/2026.
    """
    year, month = divmod(day.year * _MONTHS_IN_YEAR + day.month - 1 + months, _MONTHS_IN_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February falls on the 28th where there is none."""
    return add_months(day, years * _MONTHS_IN_YEAR)


def months_between(start: date, on: date) -> int:
    """Return how many full calendar months have passed by that day: the largest n with
    ``add_months(start, n) <= on`` (negative when `on` lies before `start`)."""
    months = (on.year - start.year) * _MONTHS_IN_YEAR + on.month - start.month
    return months if add_months(start, months) <= on else months - 1


def years_between(birth: date, on: date) -> int:
    """Return the full years that have passed by that day: an age, or the party age."""
    return months_between(birth, on) // _MONTHS_IN_YEAR


def shown_end(end: date) -> str:
    """Return an end as people read it: "nay" while it runs, else the last day included."""
    return "nay" if end == FOREVER else display_day(end - _ONE_DAY)


def display_period(period: Period) -> str:
    """Return "từ 01/07/2021 đến nay", "từ 01/07/2021 đến 30/06/2025" or, for one day, "ngày 01/07/2021"."""
    if period.last_day == period.start:
        return f"ngày {display_day(period.start)}"
    return f"từ {display_day(period.start)} đến {shown_end(period.end)}"
