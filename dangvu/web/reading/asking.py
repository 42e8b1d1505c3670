"""What an address asks for: a day, or the period of a report."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from dangvu.kernel.days import BadDay, display_day, parse_day
from dangvu.kernel.periods import FOREVER
from dangvu.statistics.asked import Asked, BadQuestion

#: Reports that say nothing on a single day: their page opens with the year before the day.
_OF_A_YEAR = frozenset({"admissions", "classification", "screening", "discipline", "inspections"})


@dataclass(frozen=True)
class Question:
    """A report's period with its options, as it stands in an address and can be put into the next one."""

    period: tuple[date, date]
    on: bool
    by_child: bool
    since: int | None

    def address(self, **change: object) -> str:
        """The query part of an address that asks the same, or the same with a change."""
        first, after = self.period
        asked: dict[str, object] = {"on": first} if self.on else {"from": first, "to": after}
        asked |= {"by_child": "1"} if self.by_child else {}
        asked |= {"since": self.since} if self.since else {}
        return urlencode({key: value for key, value in {**asked, **change}.items() if value})

    def words(self) -> str:
        """The period as people say it."""
        first, after = self.period
        last = after - timedelta(days=1)
        if self.on:
            return f"Ngày {display_day(first)}"
        if (first.month, first.day, after) == (1, 1, date(first.year + 1, 1, 1)):
            return f"Năm {first.year}"
        return f"Từ {display_day(first)} đến hết {display_day(last)}"


def question_of(name: str, query: QueryDict, day: date) -> Question:
    """The period of `?year=` or `?from=&to=`, else of the day shown; raises `Http404` with what is wrong."""
    since = _year(query.get("since", "")) if query.get("since") else None
    period, on = _period(name, query, day)
    try:
        Asked(*period, on=on, since=since)
    except BadQuestion as error:
        raise Http404(str(error)) from error
    return Question(period, on, bool(query.get("by_child")), since)


def _period(name: str, query: QueryDict, day: date) -> tuple[tuple[date, date], bool]:
    if query.get("year"):
        year = _year(query.get("year", ""))
        return (date(year, 1, 1), date(year + 1, 1, 1)), False
    if query.get("from") and query.get("to"):
        return (_day(query.get("from", "")), _day(query.get("to", ""))), False
    if name in _OF_A_YEAR:
        return (date(day.year, 1, 1), date(day.year + 1, 1, 1)), False
    return (day, day + timedelta(days=1)), True


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and 1930 <= int(text) < 2200:
        return int(text)
    raise Http404(f"“{text[:20]}” không phải là năm; hãy viết bốn chữ số, ví dụ 2019.")


def _day(text: str) -> date:
    try:
        day = parse_day(text[:40])
    except BadDay as error:
        raise Http404(str(error)) from error
    if day >= FOREVER:
        raise Http404("Ngày quá xa.")
    return day
