"""Where the data of a sheet begin: header rows found by their headings, and rows that are not data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dangvu.exchange.sheets.grids import Cell, Grid
from dangvu.exchange.sheets.headings import heading_key
from dangvu.exchange.sheets.layouts import known_columns
from dangvu.kernel.vietnamese import fold, tidy

_SEARCHED_ROWS = 60
_FEWEST_HEADINGS = 3
_TOTAL = re.compile(r"(?:tong so|tong cong|cong|tong)\b")
_ORDINAL = re.compile(r"^\s*(?:[IVXLC]+|\d+|[A-Z])\s*[.)/\-:]\s*")
_MOST_SECTION_CELLS = 2
_PLAIN_CELLS = 5
_TOTAL_LETTERS = frozenset("cCtT \u00a0")


@dataclass(slots=True)
class Record:
    """One row of data: its line in the sheet (from 1), its cells, the section it stands in."""

    sheet: str
    line: int
    cells: list[Cell]
    section: str = ""


@dataclass(slots=True)
class Table:
    """The headings of a sheet (two header rows joined), its records, and what was skipped and why."""

    sheet: str
    header_line: int
    headings: list[str]
    records: list[Record] = field(default_factory=list)
    skipped: list[tuple[int, str, str]] = field(default_factory=list)


def find_table(grid: Grid) -> Table | None:
    """Return the table of a sheet, or None where no row looks like a header."""
    best: tuple[int, int, list[str]] | None = None
    for row in range(min(_SEARCHED_ROWS, len(grid.rows))):
        for height in (1, 2):
            if row + height > len(grid.rows):
                continue
            headings = _headings(grid, row, height)
            score = _known(headings)
            if score >= _FEWEST_HEADINGS and (best is None or score > best[0]):
                best = (score, row + height, headings)
    if best is None:
        return None
    _, begin, headings = best
    table = Table(grid.name, begin, headings)
    _take_rows(table, grid, begin)
    return table


def _headings(grid: Grid, row: int, height: int) -> list[str]:
    top = [_text(cell) for cell in grid.rows[row]]
    if height == 1:
        return top
    bottom = [_text(cell) for cell in grid.rows[row + 1]]
    groups = list(top)
    wide = {
        column: first
        for (first_row, first), (last_row, last) in grid.merged
        if first_row == last_row == row
        for column in range(first, last + 1)
    }
    last = ""
    for column, text in enumerate(top):
        last = text or last
        if column in wide:
            groups[column] = top[wide[column]]
        elif not grid.merged and not text and column < len(bottom) and bottom[column]:
            groups[column] = last
    bottom += [""] * (len(groups) - len(bottom))
    return [
        f"{group} - {name}" if group and name else group or name
        for group, name in zip(groups, bottom, strict=False)
    ]


def _known(headings: list[str]) -> int:
    known = known_columns()
    return len({key for key in map(heading_key, headings) if key and key in known})


def _take_rows(table: Table, grid: Grid, begin: int) -> None:
    keys = [heading_key(heading) for heading in table.headings]
    lines = {_text(cell) for row in grid.rows[:begin] for cell in row if isinstance(cell, str) and cell}
    first, section = True, ""
    for index in range(begin, len(grid.rows)):
        cells = grid.rows[index]
        filled = [cell for cell in cells if cell != "" and not (isinstance(cell, str) and cell.isspace())]
        if not filled:
            continue
        reason = None if _plainly_data(filled, lines) and not first else _not_data(cells, keys, first=first)
        if reason is None:
            table.records.append(Record(table.sheet, index + 1, cells, section))
        else:
            texts = [text for text in map(_text, cells) if text]
            table.skipped.append((index + 1, reason, texts[0][:80] if texts else ""))
            if reason == "section":
                section = section_name(max(texts, key=len))
        first = False


def _plainly_data(filled: list[Cell], headings: set[str]) -> bool:
    """A quick look that spares the long one: several cells, none a heading, none beginning like a total."""
    if len(filled) < _PLAIN_CELLS:
        return False
    return not any(
        isinstance(cell, str)
        and (cell in headings or (cell[:1] in _TOTAL_LETTERS and _TOTAL.match(fold(cell))))
        for cell in filled
    )


def _not_data(cells: list[Cell], keys: list[str], *, first: bool) -> str | None:
    """Why a row is not data: `header`, `numbering`, `total` or `section`; None where it is."""
    texts = [_text(cell) for cell in cells]
    filled = [text for text in texts if text]
    if not filled:
        return "blank"
    same = sum(bool(text) and heading_key(text) == key for text, key in zip(texts, keys, strict=False))
    if same >= _FEWEST_HEADINGS or same == len(filled):
        return "header"
    if first and len(filled) >= _FEWEST_HEADINGS and filled == [str(n + 1) for n in range(len(filled))]:
        return "numbering"
    words = [text for text in filled if not text.replace(".", "").isdecimal()]
    if words and _TOTAL.match(fold(words[0])):
        return "total"
    if len(words) == 1 and len(filled) <= _MOST_SECTION_CELLS and not _only_name(texts, keys):
        return "section"
    return None


def _only_name(texts: list[str], keys: list[str]) -> bool:
    """Whether the row's one text stands in the column of names, beside a number: a person, if barely."""
    known = known_columns()
    for column, text in enumerate(texts):
        if text and not text.isdecimal():
            target = known.get(keys[column]) if column < len(keys) else None
            named = target is not None and (target.target == "full_name" or "full_name" in target.lines)
            return named and column > 0 and texts[0].isdecimal()
    return False


def section_name(text: str) -> str:
    """The name in a section title, without its ordinal and count: "II. Chi bộ 2 (15)" → "Chi bộ 2"."""
    bare = _ORDINAL.sub("", text)
    shorter = re.sub(
        r"\s*[:(–-]\s*\(?\d+\s*(?:đảng viên|đ/c|đồng chí|người)?\)?\s*$", "", bare, flags=re.IGNORECASE
    )
    return tidy(shorter)


def vertical_records(grids: list[Grid]) -> tuple[list[str], list[Record]]:
    """Read sheets of two columns, label and value, one person each. ([], []) where they are not so."""
    known = known_columns()
    headings: list[str] = []
    pages: list[tuple[Grid, int, dict[str, Cell]]] = []
    for grid in grids:
        pairs = dict(_pairs(grid))
        if sum(heading_key(label) in known for label in pairs) < _FEWEST_HEADINGS:
            continue
        pages.append((grid, 1, pairs))
        headings += [label for label in pairs if label not in headings]
    return headings, [
        Record(grid.name, line, [pairs.get(label, "") for label in headings]) for grid, line, pairs in pages
    ]


def _pairs(grid: Grid) -> Iterator[tuple[str, Cell]]:
    for cells in grid.rows:
        filled = [cell for cell in cells if _text(cell)]
        if len(filled) in (1, 2) and isinstance(filled[0], str):
            yield tidy(filled[0]), filled[1] if len(filled) == 2 else ""


def _text(cell: Cell) -> str:
    return tidy(cell) if isinstance(cell, str) else str(cell)
