"""A past day, against today: the same question, on the tree and the memberships of then."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from bench.lines import Line, Paper, medians_in_turn
from bench.province import CODE
from dangvu.members.selectors import count_under, list_members
from dangvu.organizations.selectors import organization_by_code
from dangvu.statistics.reports import run

#: The records of the province end with the year 2019: this is their today.
_TODAY = date(2019, 12, 31)
_PAST = date(2017, 6, 30)


def measure(package: Path, paper: Paper) -> None:
    """Measure a count, a first page and a whole report on both days."""
    place = organization_by_code(CODE).pk
    asked: dict[str, Callable[[date], object]] = {
        "số đảng viên": lambda day: count_under(place, day),
        "trang đầu 50 người": lambda day: list_members(place, day),
        "báo cáo membership": lambda day: run(
            "membership", organization_code=CODE, period=(day, day + timedelta(days=1)), on=True
        ),
    }
    for name, ask in asked.items():
        past, today = medians_in_turn([partial(ask, _PAST), partial(ask, _TODAY)], 11)
        paper.add(
            Line(f"{name}, một ngày đã qua", past, baseline=today, most_ratio=1.25, note="so với hôm nay")
        )
