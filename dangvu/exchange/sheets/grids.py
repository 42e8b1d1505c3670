"""The visible sheets of a file as plain rows of cells.

A cell is text, a number, a truth value, a day or `ErrorCell`; an empty one is "". Text is as written.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

import python_calamine

from dangvu.exchange.sheets.files import CSV, XLSX, kind_of_file
from dangvu.exchange.sheets.refusals import SheetRefused


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell in which the spreadsheet program itself shows an error."""

    shown: str


Cell: TypeAlias = str | int | float | bool | date | ErrorCell
Span: TypeAlias = tuple[tuple[int, int], tuple[int, int]]

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 400, 32_767
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bt="e"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)</', re.S)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


@dataclass(slots=True)
class Grid:
    """One sheet; `merged` holds the merged ranges as ((row, column), (row, column)), counted from 0."""

    name: str
    rows: list[list[Cell]]
    merged: list[Span] = field(default_factory=list)


def read_grids(path: Path) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets with anything in them, and the names of the hidden ones.

    Raises `SheetRefused`.
    """
    kind = kind_of_file(path)
    if kind == CSV:
        return [Grid("CSV", _csv_rows(path))], []
    try:
        return _read_workbook(path, kind)
    except (python_calamine.CalamineError, python_calamine.PasswordError, OSError, ValueError) as error:
        raise SheetRefused(
            "Không đọc được bảng tính (tệp hỏng hoặc có mật khẩu); hãy mở bằng Excel, lưu lại thành .xlsx "
            "rồi gửi."
        ) from error


def _read_workbook(path: Path, kind: str) -> tuple[list[Grid], list[str]]:
    grids, hidden = [], []
    errors = _error_cells(path) if kind == XLSX else {}
    with python_calamine.load_workbook(str(path)) as book:
        for meta in book.sheets_metadata:
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            if meta.visible != python_calamine.SheetVisibleEnum.Visible:
                hidden.append(meta.name)
                continue
            sheet = book.get_sheet_by_name(meta.name)
            last_row, last_column = sheet.end or (0, 0)
            if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
                raise SheetRefused(
                    f"Trang “{meta.name}” có {last_row + 1} hàng, {last_column + 1} cột; nhiều nhất "
                    f"{MOST_ROWS} hàng và {MOST_COLUMNS} cột."
                )
            rows = [list(map(_plain, row)) for row in sheet.to_python(skip_empty_area=False)]
            for (row, column), shown in errors.get(meta.name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = ErrorCell(shown)
            if rows:
                grids.append(Grid(meta.name, rows, list(sheet.merged_cell_ranges or [])))
    return grids, hidden


def _plain(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if isinstance(value, time | timedelta):
        return str(value)
    return value  # type: ignore[return-value]


def _csv_rows(path: Path) -> list[list[Cell]]:
    content = path.read_bytes()
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise SheetRefused(
            "Tệp CSV không phải mã Unicode (UTF-8), có thể là phông cũ TCVN3 hoặc VNI; hãy chuyển sang "
            "Unicode hoặc lưu thành .xlsx rồi gửi lại."
        ) from None
    sample = text[:10_000]
    separator = max(",;\t", key=sample.count)
    csv.field_size_limit(1_000_000)
    try:
        rows: list[list[Cell]] = [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise SheetRefused("Tệp CSV bị hỏng; hãy lưu lại thành .xlsx rồi gửi.") from error
    if len(rows) > MOST_ROWS:
        raise SheetRefused(f"Tệp có {len(rows)} hàng; nhiều nhất {MOST_ROWS} hàng.")
    return rows


def _error_cells(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Where the sheets hold errors (#N/A …): the reader gives such cells as empty."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _sheet_parts(archive).items():
            content = archive.read(part)
            if b't="e"' in content:
                found[name] = dict(map(_error_cell, _ERROR.finditer(content)))
    return found


def _error_cell(found: re.Match[bytes]) -> tuple[tuple[int, int], str]:
    place = _PLACE.search(found[0])
    if place is None:
        return (-1, -1), ""
    column = 0
    for letter in place[1]:
        column = column * 26 + letter - 64
    return (int(place[2]) - 1, column - 1), found[1].decode("utf-8", "replace")


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    names = set(archive.namelist())
    if "xl/_rels/workbook.xml.rels" not in names:
        return {}
    relations = {
        one.get("Id"): one.get("Target", "")
        for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    parts = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        target = relations.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts
