"""A report as it is handed to printers and pages: values with their display, findings, children, a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dangvu.kernel.findings import Finding
from dangvu.kernel.numbers import NOT_KNOWN
from dangvu.statistics.asked import Asked
from dangvu.statistics.figures.base import Exact


@dataclass(frozen=True, slots=True)
class Share:
    """A figure as a share of another: exact percent, or None where the base is missing or zero."""

    of: str
    value: Exact | None
    display: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A printed figure: `value` is exact (percentages × 100), None prints "–"; a `counted` one has a list."""

    key: str
    label: str
    definition: str
    value: Exact | None
    display: str = NOT_KNOWN
    share: Share | None = None
    of: Mapping[str, Any] | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one place: of the organisation asked, of a child, or of the organisation itself."""

    organization_id: int
    code: str
    name: str
    figures: tuple[FigureValue, ...]

    def figure(self, key: str) -> FigureValue:
        """The figure of that key; raises `KeyError`."""
        for one in self.figures:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person or organisation behind a figure: where it stood (a code) and the day it counts on."""

    code: str | None
    name: str
    organization: str | None
    on: date


@dataclass(frozen=True, slots=True)
class Listing:
    """What a count opens into; as many rows as the count says."""

    key: str
    label: str
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class Report:
    """A report with everything it says. `as_of` is when a roll-up was counted, None when counted live."""

    name: str
    title: str
    asked: Asked
    line: Line
    findings: tuple[Finding, ...] = ()
    children: tuple[Line, ...] | None = None
    own: Line | None = None
    listing: Listing | None = None
    as_of: datetime | None = None

    @property
    def figures(self) -> Sequence[FigureValue]:
        return self.line.figures

    def figure(self, key: str) -> FigureValue:
        """The figure of that key for the organisation asked; raises `KeyError`."""
        return self.line.figure(key)
