"""Which layout a file has, and which field each of its columns fills."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from dangvu.exchange.sheets.fields import CHOICES
from dangvu.exchange.sheets.headings import heading_key, tolerant_match
from dangvu.exchange.sheets.layouts import IGNORED, NOTE, Layout, LayoutColumn, known_columns, layouts
from dangvu.kernel.vietnamese import fold

DROPPED = "dropped"
#: Headings of the political-security classification, which this program does not keep.
_CLASSIFICATION = re.compile(
    r"an ninh chinh tri|chinh tri noi bo|phan loai chinh tri|tieu chuan chinh tri|van de chinh tri|"
    r"chinh tri hien nay|lich su chinh tri|\bbvctnb\b|phan loai dang vien ve chinh tri"
)
_FEMALE = frozenset({heading_key("Nữ"), heading_key("Giới tính - Nữ")})


@dataclass(slots=True)
class Column:
    """A column of a file. `sure` is False for a heading that only resembles a known one."""

    index: int
    heading: str
    target: str
    lines: list[str]
    sure: bool = True

    def as_data(self) -> dict[str, object]:
        return asdict(self)


@dataclass(slots=True)
class Recognised:
    """`missing` are the required headings of the layout that the file has not."""

    layout: Layout
    columns: list[Column]
    missing: list[str]


def recognise(headings: list[str], *, remembered: Mapping[str, str] | None = None) -> Recognised:
    """Choose the layout whose headings the file shares most, and map every column.

    `remembered` (heading key → field) is what the sender's columns meant before; it comes first.
    """
    keys = [heading_key(heading) for heading in headings]
    layout = max(layouts(), key=lambda one: _likeness(one, keys))
    columns = [
        _column(index, heading, keys[index], layout, remembered or {})
        for index, heading in enumerate(headings)
        if heading
    ]
    _no_field_twice(columns)
    present = {column.target for column in columns} | {line for column in columns for line in column.lines}
    missing = [
        one.heading
        for one in layout.columns
        if one.required and one.target not in present and not set(one.lines) & present
    ]
    return Recognised(layout, columns, missing)


def _likeness(layout: Layout, keys: list[str]) -> float:
    known = layout.by_key()
    shared = {id(known[key]) for key in keys if key in known}
    return 2 * len(shared) / (len(layout.columns) + len([key for key in keys if key]))


def _column(index: int, heading: str, key: str, layout: Layout, remembered: Mapping[str, str]) -> Column:
    if _CLASSIFICATION.search(fold(heading)):
        return Column(index, heading, DROPPED, [])
    if remembered.get(key) in CHOICES:
        return Column(index, heading, remembered[key], [])
    if key in _FEMALE:
        return Column(index, heading, "female_mark", [])
    for columns in (layout.by_key(), known_columns()):
        if key in columns:
            return _as(index, heading, columns[key])
    own = layout.by_key()
    near = tolerant_match(key, list(own)) or tolerant_match(key, list(known_columns()))
    if near is not None:
        found = _as(index, heading, own.get(near) or known_columns()[near])
        found.sure = False
        return found
    return Column(index, heading, NOTE, [])


def _as(index: int, heading: str, known: LayoutColumn) -> Column:
    return Column(index, heading, known.target, list(known.lines))


def _no_field_twice(columns: list[Column]) -> None:
    """Of two columns of one field the first that is surely it counts; the others are notes."""
    taken: dict[str, Column] = {}
    for column in sorted(columns, key=lambda one: (not one.sure, one.index)):
        if column.target in (NOTE, IGNORED, DROPPED, "lines"):
            continue
        if column.target in taken:
            column.target, column.sure = NOTE, True
        taken.setdefault(column.target, column)
