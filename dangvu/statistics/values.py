"""Turns counts into printed figures: shares and computed values, exactly, then rounded for display."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dangvu.kernel.numbers import (
    NOT_KNOWN,
    display_count,
    display_number,
    display_percent,
    percent,
    round_to_unit,
)
from dangvu.statistics.asked import Asked
from dangvu.statistics.figures.base import Answer, Count, Derived, Exact, Facts, Figure, Form
from dangvu.statistics.report import FigureValue, Share


def values(
    figures: Sequence[Figure], counts: Mapping[str, int | None], beside: Mapping[str, Any], asked: Asked
) -> tuple[FigureValue, ...]:
    """The figures of one place, in the order of the report."""
    facts = Facts(counts, asked, beside)
    found: dict[str, Exact | None] = dict(counts)
    lines = []
    for figure in figures:
        one = _counted(figure, counts) if isinstance(figure, Count) else _derived(figure, facts)
        found[figure.key] = one.value
        lines.append(one)
    # A share may be of a figure that is printed further down.
    return tuple(
        one if figure.of is None else replace(one, share=_share(figure, one, found, asked))
        for figure, one in zip(figures, lines, strict=True)
    )


def _counted(figure: Count, counts: Mapping[str, int | None]) -> FigureValue:
    value = counts[figure.key]
    return FigureValue(figure.key, figure.label, figure.definition, value, display_count(value), counted=True)


def _derived(figure: Derived, facts: Facts) -> FigureValue:
    answer = figure.compute(facts)
    display = answer.display or _display(figure, answer, facts.asked)
    return FigureValue(figure.key, figure.label, figure.definition, answer.value, display, of=answer.of)


def _display(figure: Derived, answer: Answer, asked: Asked) -> str:
    value = answer.value
    if value is None:
        return NOT_KNOWN
    decimals = figure.decimals if asked.decimals is None else asked.decimals
    match figure.form:
        case Form.PERCENT:
            return display_percent(value, decimals)
        case Form.MEAN if asked.round_unit is not None:
            return display_count(round_to_unit(value, asked.round_unit))
        case Form.MEAN:
            return display_number(value, decimals)
        case _:
            return display_number(value, figure.decimals)


def _share(figure: Figure, one: FigureValue, found: Mapping[str, Exact | None], asked: Asked) -> Share:
    assert figure.of is not None
    value = percent(one.value, found.get(figure.of))
    decimals = figure.decimals if asked.decimals is None else asked.decimals
    return Share(figure.of, value, display_percent(value, decimals))
