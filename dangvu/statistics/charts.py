"""What charts are drawn from: plain numbers in the order of drawing, no colours, no words of a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from dangvu.statistics.figures.movement import DECREASES, INCREASES
from dangvu.statistics.report import Line, Report

#: Points outside twice and three times the standard deviation of chance.
CONTROL = (2, 3)
LEVELS = ("excellent", "good", "completed", "failed")


class Step(NamedTuple):
    """A step of a waterfall: it lies between `low` and `high`; `change` is signed, 0 for a stock."""

    key: str
    label: str
    low: int
    high: int
    change: int


def waterfall(report: Report) -> list[Step]:
    """From the opening through every way in and out that was gone to the closing; [] where one is unknown."""
    opening, closing = report.figure("opening"), report.figure("closing")
    if opening.value is None or closing.value is None or report.figure("increase").value is None:
        return []
    level = int(opening.value)
    steps = [Step("opening", opening.label, 0, level, 0)]
    for side, reasons, sign in (("increase", INCREASES, 1), ("decrease", DECREASES, -1)):
        for reason in reasons:
            one = report.figure(f"{side}.{reason}")
            number = sign * int(one.value or 0)
            if number:
                steps.append(
                    Step(one.key, one.label, min(level, level + number), max(level, level + number), number)
                )
                level += number
    return [*steps, Step("closing", closing.label, 0, int(closing.value), 0)]


class Parts(NamedTuple):
    """A unit of stacked bars: how many at each level, and the whole."""

    code: str
    name: str
    parts: tuple[int, ...]
    whole: int


def levels_by_unit(report: Report, subject: str) -> list[Parts]:
    """The four levels of each unit that has somebody rated."""
    found = []
    for line in report.children or ():
        parts = tuple(int(line.figure(f"{subject}.{level}").value or 0) for level in LEVELS)
        if sum(parts):
            found.append(Parts(line.code, line.name, parts, sum(parts)))
    return found


class Point(NamedTuple):
    """A unit of a funnel plot: how many are good or better, how many of them excellent, in percent; `outside`
    is the largest of `CONTROL` that it lies beyond, 0 for none; `over_cap` says that it exceeds the cap."""

    code: str
    name: str
    size: int
    excellent: int
    share: float
    outside: int
    over_cap: bool


@dataclass(frozen=True)
class Funnel:
    """Shares of "excellent" among those good or better, in percent, against their number.

    `cap` is the cap of law as a share of the same whole: at 20 % of the good, 20 : 120. `limits` are rows
    (size, low 3, low 2, high 2, high 3) along the sizes that occur.
    """

    points: tuple[Point, ...]
    mean: float
    cap: float | None
    limits: tuple[tuple[float, ...], ...]


def funnel(lines: Sequence[Line], subject: str, cap: Fraction | None) -> Funnel | None:
    """The funnel plot of the units; None where nobody is good or better. `cap` is in percent of the good."""
    counted = []
    for line in lines:
        excellent, size = (
            int(line.figure(f"{subject}.{key}").value or 0) for key in ("excellent", "good_or_better")
        )
        if size:
            counted.append((line, excellent, size))
    whole = sum(size for _, _, size in counted)
    if not whole:
        return None
    mean = sum(excellent for _, excellent, _ in counted) / whole
    points = tuple(_point(line, excellent, size, mean, cap) for line, excellent, size in counted)
    largest = max(size for _, _, size in counted)
    sizes = sorted({max(1, round(largest * step / 40)) for step in range(41)})
    limits = tuple((size, *(100 * one for one in _limits(mean, size))) for size in sizes)
    return Funnel(points, 100 * mean, None if cap is None else float(100 * cap / (100 + cap)), limits)


def _point(line: Line, excellent: int, size: int, mean: float, cap: Fraction | None) -> Point:
    deviation = abs(excellent / size - mean)
    outside = max((times for times in CONTROL if deviation > times * _spread(mean, size)), default=0)
    over = cap is not None and excellent * 100 > cap * (size - excellent)
    return Point(line.code, line.name, size, excellent, 100 * excellent / size, outside, over)


def _spread(mean: float, size: int) -> float:
    return sqrt(mean * (1 - mean) / size)


def _limits(mean: float, size: int) -> tuple[float, ...]:
    return tuple(min(1.0, max(0.0, mean + times * _spread(mean, size))) for times in (-3, -2, 2, 3))
