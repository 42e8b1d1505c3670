"""One row of a file: its cells read by the fields they fill, then looked at together. No query, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvu.exchange.sheets.cells import dates, lines, numbers, words
from dangvu.exchange.sheets.cells.said import Issue, Level, Said
from dangvu.exchange.sheets.fields import DATES, KEPT
from dangvu.exchange.sheets.grids import Cell, ErrorCell
from dangvu.exchange.sheets.places import Places
from dangvu.exchange.sheets.recognising import Column
from dangvu.exchange.sheets.row_checks import look_together
from dangvu.kernel.vietnamese import is_clean, tidy, tidy_lines

_SKIPPED = frozenset({"ignored", "dropped"})


@dataclass(slots=True)
class Sheet:
    """What all rows of an import share. `mixed` are columns holding real dates and text side by side."""

    columns: list[Column]
    answers: Mapping[str, str]
    on: date
    mixed: frozenset[int]
    places: Places
    default_cell: int | None = None
    fields: frozenset[str] = field(init=False)
    _known: dict[tuple[object, ...], Said] = field(default_factory=dict)
    _found: dict[tuple[str, str], tuple[int | None, list[Issue]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lines = {line for one in self.columns for line in one.lines}
        self.fields = frozenset({one.target for one in self.columns} | lines)

    def place(self, where: str, text: str) -> tuple[int | None, list[Issue]]:
        """The cell that a text means, with what is to be said about it."""
        if (where, text) not in self._found:
            self._found[where, text] = self.places.find(where, text, self.answers)
        return self._found[where, text]


@dataclass(slots=True)
class Row:
    """A row as it was read. `cell` is the organisation it belongs to."""

    values: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    cell: int | None = None
    residence: int | None = None

    def note(self, where: str, level: Level, code: str, message: str) -> None:
        self.issues.append(Issue(where, level.value, code, message))

    def take(self, said: Said) -> None:
        self.values.update(said.values)
        self.issues.extend(said.issues)


def read_row(sheet: Sheet, cells: list[Cell], section: str, edits: Mapping[str, str]) -> Row:
    """Read every cell, what a person corrected in place of what the file says; then look at all together."""
    row = Row()
    for column in sheet.columns:
        cell = cells[column.index] if column.index < len(cells) else ""
        if column.target in _SKIPPED or column.target in edits:
            continue
        if column.target == "note":
            _take_note(row, column, cell)
        elif isinstance(cell, ErrorCell):
            message = f"Ô báo lỗi {cell.shown[:20]}; hãy sửa trong bảng tính hoặc ghi giá trị đúng."
            row.note(column.target, Level.ERROR, "error_cell", message)
        elif column.lines:
            _take_lines(sheet, row, column, cell, edits)
        elif column.target == "female_mark":
            _take_female_mark(row, cell)
        elif cell != "":
            row.take(_read(sheet, column.target, cell, mixed=column.index in sheet.mixed))
    for where, text in edits.items():
        if text:
            row.take(_read(sheet, where, text, mixed=False))
    _place(sheet, row, section)
    look_together(row, sheet)
    return row


def _take_note(row: Row, column: Column, cell: Cell) -> None:
    """A column that fills no field stays readable beside the row, under its heading."""
    text = cell.shown if isinstance(cell, ErrorCell) else tidy_lines(str(cell))
    if text:
        before = row.values.get("note", "")
        row.values["note"] = f"{before}\n{column.heading}: {text}".strip()


def _take_lines(sheet: Sheet, row: Row, column: Column, cell: Cell, edits: Mapping[str, str]) -> None:
    if cell == "":
        return
    text = cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)
    found, said = lines.split_lines(text, tuple(column.lines))
    if not any(line in edits for line in column.lines):
        row.issues.extend(said.issues)
    for where, part in found.items():
        if where not in edits:
            row.take(_read(sheet, where, part, mixed=False))


def _take_female_mark(row: Row, cell: Cell) -> None:
    if isinstance(cell, date) or words.read_mark(cell):
        row.values["sex"] = "female"
    elif cell == "" or not tidy(str(cell)):
        row.values.setdefault("sex", "male")
    else:
        row.note(
            "sex",
            Level.ASK,
            "female_mark",
            f"Không hiểu “{tidy(str(cell))[:20]}” ở cột Nữ; hãy ghi Nam hoặc Nữ.",
        )


def _read(sheet: Sheet, where: str, cell: Cell, *, mixed: bool) -> Said:
    key = (where, cell, type(cell), mixed)
    known = sheet._known.get(key)
    if known is None:
        known = sheet._known[key] = _read_new(sheet, where, cell, mixed=mixed)
    return known


_Reader = Callable[[Sheet, str, Any], Said]
_READERS: dict[str, _Reader] = {
    "full_name": lambda sheet, where, cell: words.read_name(where, cell),
    "sex": lambda sheet, where, cell: words.read_sex(where, cell, ones=sheet.answers.get("sex_numbers", "")),
    "ethnicity": lambda sheet, where, cell: words.read_ethnicity(where, cell),
    "religion": lambda sheet, where, cell: words.read_religion(where, cell),
    "education": lambda sheet, where, cell: words.read_education(where, cell),
    "status": lambda sheet, where, cell: words.read_status(where, cell, answers=dict(sheet.answers)),
    "citizen_id": lambda sheet, where, cell: numbers.read_citizen_id(
        where, cell, zero_confirmed=sheet.answers.get("leading_zero") == "yes"
    ),
    "card_number": lambda sheet, where, cell: numbers.read_card(where, cell),
    "old_card_number": lambda sheet, where, cell: numbers.read_card(where, cell),
    "file_number": lambda sheet, where, cell: numbers.read_file_number(
        where, cell, symbol=sheet.answers.get("file_symbol", "")
    ),
}


def _read_new(sheet: Sheet, where: str, cell: Cell, *, mixed: bool) -> Said:
    if isinstance(cell, str) and not tidy(cell):
        return Said()
    if isinstance(cell, str) and not is_clean(cell):
        said = Said()
        said.note(where, Level.ERROR, "control_character", "Ô chứa ký tự điều khiển; hãy nhập lại.")
        return said
    if where in DATES:
        return dates.read_date(where, cell, mixed=mixed, on=sheet.on)
    reader = _READERS.get(where)
    if reader is not None:
        return reader(sheet, where, cell)
    if isinstance(cell, date):
        return Said({where: cell.strftime("%d/%m/%Y")})
    return Said({where: tidy_lines(str(cell)) if where in KEPT else tidy(str(cell))})


def _place(sheet: Sheet, row: Row, section: str) -> None:
    """The cell: of the row's own column, else of the section it stands in, else that of the whole file."""
    for where, text in (("org_name", row.values.get("org_name", "")), ("section", section)):
        if not text or (where == "section" and sheet.default_cell is not None):
            continue
        row.cell, issues = sheet.place(where, text)
        row.issues.extend(issues)
        break
    else:
        row.cell = sheet.default_cell
        if row.cell is None:
            row.note(
                "org_name",
                Level.ASK,
                "no_place",
                "Chưa rõ chi bộ; hãy chọn chi bộ cho cả tệp hoặc ghi vào hàng.",
            )
    residence = row.values.get("residence_org", "")
    if residence:
        row.residence, found = sheet.place("residence_org", residence)
        row.issues.extend(
            Issue(one.field, Level.WARNING.value, one.code, f"Nơi cư trú: {one.message}") for one in found
        )
