"""A report as the rows of its page: tuples, with every address ready, so that templates only print."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from dangvu.kernel.days import display_day, parse_iso
from dangvu.kernel.numbers import display_count, display_number, zero_sentence
from dangvu.kernel.vietnamese import title_key
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.report import FigureValue, Line, Report
from dangvu.statistics.services.lists import is_sensitive

#: Columns of the table by unit, before all of them are asked for.
_MAIN = {
    "membership": (
        "opening",
        "increase",
        "decrease",
        "closing",
        "stock.women",
        "stock.probationary",
        "stock.exempt",
    ),
    "admissions": (
        "admitted",
        "plan.minimum",
        "admitted.share_of_plan",
        "admitted.previous",
        "admitted.growth",
        "admitted.women",
        "admitted.rate",
    ),
    "classification": (
        "members.rated",
        "members.excellent",
        "members.good",
        "members.completed",
        "members.failed",
        "members.not_rated",
        "members.unrecorded",
        "members.excellent_of_good",
    ),
}
_COLUMNS = 8


class Row(NamedTuple):
    """A figure on the page; `address` opens its list ("" where there is none to open).

    An `empty` one says nothing, or that there is none, now and in the period compared.
    """

    key: str
    label: str
    definition: str
    display: str
    address: str
    share: str
    beside: str
    before: str
    change: str
    empty: bool


class Column(NamedTuple):
    """A column of the table by unit: `sort` is the address that sorts by it, `order` how it is sorted now."""

    label: str
    definition: str
    sort: str
    order: str


class UnitRow(NamedTuple):
    """A unit with its cells: what is printed, and the list behind it."""

    address: str
    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lists:
    """Where a figure opens, for who may open it."""

    name: str
    query: str
    may: bool
    may_sensitive: bool

    def address(self, code: str, figure: FigureValue) -> str:
        """The address of the list; "" where the figure is none, nothing, or not for this reader."""
        allowed = self.may and (self.may_sensitive or not is_sensitive(figure.key))
        if not (allowed and figure.counted and figure.value):
            return ""
        return f"{reverse('report_list', args=[self.name, code, figure.key])}?{self.query}"


def rows(report: Report, before: Report | None, lists: Lists) -> Iterator[Row]:
    """Each figure with its share, what it is measured against, and the period it is compared with."""
    labels = {one.key: one.label for one in MATTERS[report.name].hidden}
    labels |= {one.key: one.label for one in report.figures}
    for one in report.figures:
        share = (
            f"{one.share.display} {_('so với')} {_lowered(labels.get(one.share.of, ''))}" if one.share else ""
        )
        was = before.figure(one.key) if before else None
        yield Row(
            one.key,
            one.label,
            one.definition,
            one.display,
            lists.address(report.line.code, one),
            share if one.value else "",
            _beside(one, labels),
            was.display if was else "",
            _difference(one, was) if was else "",
            not one.value and not (was and was.value),
        )


def _difference(now: FigureValue, was: FigureValue) -> str:
    if now.value is None or was.value is None:
        return ""
    change = now.value - was.value
    text = display_count(change) if isinstance(change, int) else display_number(change)
    return f"+{text}" if change > 0 else text


def _beside(one: FigureValue, labels: dict[str, str]) -> str:
    """The words for a zero, or what a computed figure was measured against."""
    if one.counted and one.value == 0:
        return zero_sentence(_lowered(one.label))
    if not one.of:
        return ""
    return "; ".join(_said(key, value, labels) for key, value in one.of.items() if value not in ("", None))


def _said(key: str, value: object, labels: dict[str, str]) -> str:
    if key == "key":
        return _("so với %(what)s") % {"what": _lowered(labels.get(str(value), str(value)))}
    if key == "on":
        return _("ngày %(day)s") % {"day": display_day(parse_iso(str(value)))}
    if isinstance(value, list):
        return _("năm %(years)s") % {"years": ", ".join(map(str, value))}
    shown = display_count(value) if isinstance(value, int) else str(value)
    words = {
        "years": _("%(value)s năm"),
        "population": _("dân số %(value)s"),
        "opening": _("đầu kỳ %(value)s"),
    }
    return words.get(key, "%(value)s") % {"value": shown}


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


@dataclass(frozen=True)
class Units:
    """The table by unit."""

    columns: tuple[Column, ...]
    rows: tuple[UnitRow, ...]
    total: tuple[tuple[str, str], ...]
    all_columns: bool


def units(
    report: Report, lists: Lists, sort: str, everything: bool, link: Callable[[str], str]
) -> Units | None:
    """The children and the place's own line, sorted; `link` makes the address of another sorting."""
    if report.children is None or report.own is None:
        return None
    places = _columns(report, everything)
    ordered = _sorted(report.children, sort)
    heads = [_column(_("Tổ chức"), "", "name", sort, link)]
    heads += [
        _column(report.figures[n].label, report.figures[n].definition, report.figures[n].key, sort, link)
        for n in places
    ]
    made = [_unit(line, places, lists) for line in ordered]
    own = UnitRow("", report.own.name, tuple((report.own.figures[n].display, "") for n in places))
    whole = tuple((report.figures[n].display, "") for n in places)
    return Units(tuple(heads), (*made, own), whole, everything)


def _columns(report: Report, everything: bool) -> list[int]:
    """Which figures stand in the table: those not empty everywhere, the main ones first."""
    lines = [report.line, *(report.children or ()), *([report.own] if report.own else [])]
    filled = [n for n in range(len(report.figures)) if any(line.figures[n].value for line in lines)]
    if everything:
        return filled
    main = _MAIN.get(report.name, ())
    chosen = [n for key in main for n in filled if report.figures[n].key == key]
    return chosen or filled[:_COLUMNS]


def _column(label: str, definition: str, key: str, sort: str, link: Callable[[str], str]) -> Column:
    order = "ascending" if sort == key else "descending" if sort == f"-{key}" else ""
    first = key if key == "name" else f"-{key}"
    following = {f"-{key}": key, key: f"-{key}"}.get(sort, first)
    return Column(label, definition, link(following), order)


def _sorted(lines: Sequence[Line], sort: str) -> list[Line]:
    """By code unless asked otherwise; what is not known stands last either way."""
    key, falling = sort.removeprefix("-"), sort.startswith("-")
    if key == "name":
        return sorted(lines, key=lambda line: title_key(line.name), reverse=falling)
    if not lines or all(one.key != key for one in lines[0].figures):
        return list(lines)
    known = [line for line in lines if line.figure(key).value is not None]
    rest = [line for line in lines if line.figure(key).value is None]
    return sorted(known, key=lambda line: line.figure(key).value or 0, reverse=falling) + rest


def _unit(line: Line, places: Sequence[int], lists: Lists) -> UnitRow:
    cells = ((line.figures[n].display, lists.address(line.code, line.figures[n])) for n in places)
    return UnitRow(
        f"{reverse('report', args=[lists.name, line.code])}?{lists.query}", line.name, tuple(cells)
    )
