"""What a report was asked for: the days, the tree, and how it is to be printed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dangvu.kernel.periods import add_years

_ONE_DAY = timedelta(days=1)


class BadQuestion(ValueError):
    """The report cannot be asked like this; the message is the Vietnamese sentence to print."""


@dataclass(frozen=True)
class Asked:
    """A half-open period [first, after) with the options of `dangvu report`.

    `on` means that one day was asked: what happens in a period (flows) has no answer then. `tree_day` puts
    everything on the tree of that day. `since` is the year whose opening the stock is compared with.
    """

    first: date
    after: date
    on: bool = False
    since: int | None = None
    tree_day: date | None = None
    with_predecessors: bool = False
    contents: tuple[tuple[str, ...], ...] = ()
    decimals: int | None = None
    round_unit: int | None = None

    def __post_init__(self) -> None:
        if self.after <= self.first:
            raise BadQuestion(
                f"Kỳ báo cáo trống: ngày kết thúc {self.after:%d/%m/%Y} phải sau ngày bắt đầu "
                f"{self.first:%d/%m/%Y} (ngày kết thúc không tính vào kỳ)."
            )
        if self.since is not None and date(self.since, 1, 1) >= self.after:
            raise BadQuestion(f"Năm gốc {self.since} phải trước ngày cuối của kỳ báo cáo.")

    @property
    def last(self) -> date:
        """The last day of the period: stocks are counted on it."""
        return self.after - _ONE_DAY

    @property
    def before(self) -> date:
        """The day before the period: the opening is counted on it."""
        return self.first - _ONE_DAY

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that the period touches."""
        return tuple(range(self.first.year, self.last.year + 1))

    def year_before(self) -> "Asked":
        """The same days a year before."""
        return replace(
            self, first=_boundary_a_year_before(self.first), after=_boundary_a_year_before(self.after)
        )

    def since_period(self) -> "Asked | None":
        """From 1 January of `since` to the end of the period; None when nothing was asked since."""
        return None if self.since is None else replace(self, first=date(self.since, 1, 1), on=False)


def _boundary_a_year_before(day: date) -> date:
    """29 February as a boundary means "28 February is over", which is 1 March in a common year."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)


@lru_cache(maxsize=1024)
def youngest_of_age(age: int, on: date) -> date:
    """The latest birth date of somebody who has reached this age (full years) on that day."""
    birth = add_years(on, -age)
    while add_years(birth + _ONE_DAY, age) <= on:
        birth += _ONE_DAY
    return birth
