"""Vietnamese working days, in which most time limits count.

Public holidays, the days off given in their stead and the swapped days that were announced come
from the library `holidays`; what it does not carry stands in `working_days.yaml`. Outside the
years for which the calendar was announced a deadline is provisional.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import holidays
import yaml

_LOCAL_FILE = Path(__file__).with_name("working_days.yaml")
_DECISION_KEYS = {"document", "issued_on", "issuer", "days_off", "working_days"}
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class BadCalendar(ValueError):
    """The local list of working days contradicts itself."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a time limit; provisional where the calendar of its year is not yet known."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class LocalList:
    """What `working_days.yaml` adds to the library."""

    first_known_year: int
    last_known_year: int
    days_off: frozenset[date]
    working_days: frozenset[date]


def parse_local_list(data: dict[str, Any]) -> LocalList:
    """Return the local list from its YAML. Raises `BadCalendar` naming the decision that is wrong."""
    decisions: list[dict[str, Any]] = data["decisions"]
    for decision in decisions:
        if set(decision) != _DECISION_KEYS:
            raise BadCalendar(f"{decision.get('document')}: keys {sorted(_DECISION_KEYS)} expected")
    off = [day for decision in decisions for day in decision["days_off"]]
    on = [day for decision in decisions for day in decision["working_days"]]
    if len({*off, *on}) != len(off) + len(on):
        raise BadCalendar("a day stands twice in the decisions")
    if wrong := [day for day in on if not is_weekend(day)]:
        raise BadCalendar(f"not weekend days, so no work is made up on them: {wrong}")
    return LocalList(data["first_known_year"], data["last_known_year"], frozenset(off), frozenset(on))


def is_weekend(day: date) -> bool:
    """Whether the day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


_LOCAL = parse_local_list(yaml.safe_load(_LOCAL_FILE.read_text(encoding="utf-8")))

#: The years whose calendar was announced.
FIRST_KNOWN_YEAR = _LOCAL.first_known_year
LAST_KNOWN_YEAR = _LOCAL.last_known_year


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    if day in _LOCAL.working_days:
        return True
    public, made_up = _library_days(day.year)
    if day in made_up:
        return True
    return not is_weekend(day) and day not in public and day not in _LOCAL.days_off


def holiday_name(day: date) -> str | None:
    """Return the Vietnamese name of the public holiday on that day, or None."""
    return _library_days(day.year)[0].get(day)


def is_provisional(days: Iterable[date]) -> bool:
    """Whether any of the days lies outside the years whose calendar was announced."""
    return any(not FIRST_KNOWN_YEAR <= day.year <= LAST_KNOWN_YEAR for day in days)


def add_working_days(day: date, working_days: int) -> Deadline:
    """Return the day on which so many working days are over.

    The day of the event is not counted: one working day after a Friday is the next Monday, if that is
    no holiday. A negative number counts back: the last day that is so many working days before.
    """
    step = _ONE_DAY if working_days >= 0 else -_ONE_DAY
    left, current = abs(working_days), day
    while left:
        current += step
        left -= is_working_day(current)
    return Deadline(current, is_provisional((day, current)))


def working_days_between(start: date, end: date) -> int:
    """Return the working days after `start` up to and including `end`, as a time limit counts them.

    It is the inverse of `add_working_days`; negative when `end` lies before `start`.
    """
    if end < start:
        return -sum(is_working_day(start - n * _ONE_DAY) for n in range(1, (start - end).days + 1))
    return sum(is_working_day(start + n * _ONE_DAY) for n in range(1, (end - start).days + 1))


@cache
def _library_days(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """Return the library's days off of a year with their names, and the weekend days worked in it."""
    # A swap is filed under the year of its day off; the day worked for it may lie in the next.
    known = holidays.country_holidays("VN", years=range(year - 1, year + 2), language="vi")
    days_off = {day: name for day, name in known.items() if day.year == year}
    return days_off, frozenset(day for day in known.weekend_workdays if day.year == year)
