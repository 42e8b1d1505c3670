"""Plans and thresholds: a committee's own targets of the years asked, never added up from below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dangvu.kernel.numbers import display_number, display_qualified, display_range
from dangvu.statistics.asked import Asked
from dangvu.statistics.figures.base import Answer, Exact
from dangvu.statistics.places import Place
from dangvu.targets.models import Indicator, Target


@dataclass(frozen=True)
class Plan:
    """The sum of the rows of some years; an end that is missing in any of them is not known (None)."""

    minimum: Exact | None
    maximum: Exact | None
    years: tuple[int, ...]


def plans(places: Sequence[Place], asked: Asked, indicator: Indicator) -> Mapping[int, Plan]:
    """The plan of each place that has one, by place number."""
    found: dict[int, Plan] = {}
    for number, rows in _rows(places, asked, indicator).items():
        found[number] = Plan(
            _sum([one.minimum for one in rows]),
            _sum([one.maximum for one in rows]),
            tuple(one.year for one in rows),
        )
    return found


def thresholds(places: Sequence[Place], asked: Asked, indicator: Indicator) -> Mapping[int, Answer]:
    """The share (in percent) to be reached, as each place set it; none where the years asked differ."""
    return {
        number: _threshold(rows[0])
        for number, rows in _rows(places, asked, indicator).items()
        if len({(one.minimum, one.maximum, one.qualifier) for one in rows}) == 1
    }


def _rows(places: Sequence[Place], asked: Asked, indicator: Indicator) -> dict[int, list[Target]]:
    numbers = {place.organization_id: place.number for place in places if not place.only_itself}
    found: dict[int, list[Target]] = {}
    rows = Target.objects.filter(organization_id__in=numbers, year__in=asked.years, indicator=indicator)
    for one in rows.order_by("year"):
        found.setdefault(numbers[one.organization_id], []).append(one)
    return found


def _sum(ends: Sequence[Decimal | None]) -> Exact | None:
    known = [exact(one) for one in ends if one is not None]
    return sum(known) if known and len(known) == len(ends) else None


def _threshold(target: Target) -> Answer:
    low, high = (None if end is None else exact(end) for end in (target.minimum, target.maximum))
    if low is not None and high is None and target.qualifier:
        display = display_qualified(target.qualifier, f"{display_number(low)}%")
    else:
        display = display_range(low, high, unit="%")
    return Answer(low if low is not None else high, display=display)


def exact(value: Decimal) -> Exact:
    """A stored number as an integer where it is one."""
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction
