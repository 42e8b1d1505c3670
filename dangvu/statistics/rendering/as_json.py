"""A report as data: exact values, with their display beside them."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from dangvu.statistics.figures.base import Exact
from dangvu.statistics.report import FigureValue, Line, Listing, Report, Share
from dangvu.statistics.rules import LEFT_OUT


def as_data(report: Report) -> dict[str, Any]:
    """The report in plain types, in the shape of `docs/data-package.md`."""
    asked = report.asked
    found: dict[str, Any] = {
        "report": report.name,
        "organization": {"code": report.line.code, "name": report.line.name},
        "period": {"from": asked.first.isoformat(), "to": asked.after.isoformat()},
    }
    if asked.tree_day is not None:
        found["tree"] = asked.tree_day.isoformat()
    if asked.with_predecessors:
        found["with_predecessors"] = True
    if report.as_of is not None:
        found["as_of"] = report.as_of.isoformat(timespec="seconds")
    if report.listing is not None:  # a list says only who stands behind its figure
        return {**_listing(report.listing), **found}
    found["figures"] = _figures(report.figures)
    found["findings"] = [one.as_data() for one in report.findings if one.code not in LEFT_OUT]
    if left_out := [one.as_data() for one in report.findings if one.code in LEFT_OUT]:
        found["findings_left_out"] = left_out  # names no group, so it is no finding of the contract
    if report.children is not None and report.own is not None:
        found["children"] = [_child(line) for line in report.children]
        found["own"] = _child(report.own)
    return found


def render(report: Report) -> str:
    """The report as one JSON text."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=1, allow_nan=False)


def number(value: Exact | None) -> int | float | None:
    """A count as an integer, everything else as the nearest double."""
    return float(value) if isinstance(value, Fraction) else value


def _child(line: Line) -> dict[str, Any]:
    return {"organization": {"code": line.code, "name": line.name}, "figures": _figures(line.figures)}


def _figures(figures: Sequence[FigureValue]) -> list[dict[str, Any]]:
    return [_figure(one) for one in figures]


def _figure(one: FigureValue) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": one.key,
        "label": one.label,
        "definition": one.definition,
        "value": number(one.value),
        "display": one.display,
    }
    if one.share is not None:
        found["share"] = _share(one.share)
    if one.of is not None:
        found["of"] = dict(one.of)
    return found


def _share(share: Share) -> dict[str, Any]:
    return {"of": share.of, "value": number(share.value), "display": share.display}


def _listing(listing: Listing) -> dict[str, Any]:
    return {
        "key": listing.key,
        "rows": [
            {"code": row.code, "name": row.name, "organization": row.organization, "on": row.on.isoformat()}
            for row in listing.rows
        ],
    }
