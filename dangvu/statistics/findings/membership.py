"""Findings of `membership`: the balance of the movement, and a stock beside a screening of another year."""

from collections.abc import Iterator, Mapping

from dangvu.kernel.findings import Finding
from dangvu.statistics import rules
from dangvu.statistics.counting import count
from dangvu.statistics.figures.base import Count
from dangvu.statistics.figures.membership import FIGURES
from dangvu.statistics.figures.movement import FLOWS, OPENING
from dangvu.statistics.figures.people import member_on
from dangvu.statistics.findings.base import Found
from dangvu.statistics.places import Place, codes_and_names

_TOTALS = ("opening", "increase", "decrease", "closing")

#: Cells in which the record of somebody began who was in the opening already.
_BEGUN_TWICE = f"""
    select distinct f.organization_id from ({FLOWS.sql}) f
    where f.entering and f.reason = 'initial' and not exists (
        select 1 from ({OPENING.sql}) o where o.member_id = f.member_id and o.day = f.day)"""

_LATEST_ROUND = "select max(year) from ({}) cases".format(
    member_on("(select * from screening_screening where year <= %(last_year)s)", "listed_on", "c.year")
)


def membership(found: Found) -> list[Finding]:
    """What does not balance, and dates that do not belong together."""
    return [*_balance(found), *_mixed_dates(found)]


def _balance(found: Found) -> Iterator[Finding]:
    """The cells that do not balance; the place itself where only their sum does not."""
    if found.asked.on or _finding(found.place, found.counts) is None:
        return
    cells = [row[0] for row in found.rows(_BEGUN_TWICE)]
    names = codes_and_names(cells, found.asked.last)
    places = [Place(number, cell, *names[cell]) for number, cell in enumerate(cells)]
    figures = [one for one in FIGURES if isinstance(one, Count) and one.key in _TOTALS]
    counts = count(figures, places, found.asked) if places else {}
    below = [one for place in places if (one := _finding(place, counts[place.number])) is not None]
    whole = _finding(found.place, found.counts)
    yield from below or ([whole] if whole else [])


def _finding(place: Place, counts: Mapping[str, int | None]) -> Finding | None:
    opening, increase, decrease, closing = (counts[key] or 0 for key in _TOTALS)
    return rules.balance(
        group=place.code,
        name=place.name,
        opening=opening,
        increase=increase,
        decrease=decrease,
        closing=closing,
    )


def _mixed_dates(found: Found) -> Iterator[Finding]:
    """Asked of a stock that stands alone: on one day, or at the end of a period that runs into a new year."""
    asked = found.asked
    into_a_new_year = len(asked.years) > 1 and (asked.after.month, asked.after.day) != (1, 1)
    if not (asked.on or into_a_new_year):
        return
    [(latest,)] = found.rows(_LATEST_ROUND, last_year=asked.last.year)
    finding = rules.mixed_dates(
        group=found.place.code,
        name=found.place.name,
        day=asked.last,
        round_year=latest,
        members=found.counts["closing"] or 0,
    )
    if finding is not None:
        yield finding
