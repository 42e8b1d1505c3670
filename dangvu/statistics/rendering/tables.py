"""A report as tables of cells: what CSV and XLSX have in common."""

from collections.abc import Iterator
from fractions import Fraction

from dangvu.statistics.rendering.as_json import number
from dangvu.statistics.report import FigureValue, Line, Report

Cell = str | int | float | None
FIGURE_COLUMNS = ("key", "label", "value", "display", "share", "share_display", "of")
LIST_COLUMNS = ("code", "name", "organization", "on")


def header(report: Report) -> tuple[str, ...]:
    """The columns of the report's table."""
    if report.listing is not None:
        return LIST_COLUMNS
    return FIGURE_COLUMNS if report.children is None else ("organization", "name", *FIGURE_COLUMNS)


def rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """The list where one was asked, else the figures; with its children a place names itself on each row."""
    if report.listing is not None:
        for row in report.listing.rows:
            yield row.code, row.name, row.organization, row.on.isoformat()
        return
    if report.children is None or report.own is None:
        yield from map(_figure, report.figures)
        return
    yield from _of(report.line, report.line.name)
    for child in report.children:
        yield from _of(child, child.name)
    yield from _of(report.own, f"{report.own.name} (trực tiếp)")


def _of(line: Line, name: str) -> Iterator[tuple[Cell, ...]]:
    for one in line.figures:
        yield line.code, name, *_figure(one)


def _figure(one: FigureValue) -> tuple[Cell, ...]:
    share = one.share
    value = None if share is None else number(share.value)
    return (
        one.key,
        one.label,
        number(one.value),
        one.display,
        value,
        None if share is None else share.display,
        _base(one),
    )


def _base(one: FigureValue) -> str | None:
    if one.share is not None:
        return one.share.of
    if one.of is None:
        return None
    return "; ".join(f"{name}={_plain(value)}" for name, value in one.of.items())


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Fraction) else value
