"""A report as a spreadsheet: text cells are constants, never formulas or links."""

import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dangvu.statistics.rendering.as_text import caption
from dangvu.statistics.rendering.tables import Cell, header, rows
from dangvu.statistics.report import Report

_WIDTHS = {"key": 34, "label": 60, "name": 44, "display": 14, "of": 34, "organization": 18}
_FIRST_ROW = 3
_HEADINGS = {
    "key": "Mã chỉ tiêu",
    "label": "Chỉ tiêu",
    "value": "Giá trị",
    "display": "In ra",
    "share": "Tỷ lệ",
    "share_display": "Tỷ lệ in ra",
    "of": "So với",
    "organization": "Tổ chức",
    "name": "Tên",
    "code": "Mã",
    "on": "Ngày",
}


def render(report: Report) -> bytes:
    """The workbook: the table, and the findings and definitions on sheets of their own."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    _table(book.add_worksheet("Báo cáo"), report, bold)
    if report.findings:
        found = [(one.code, one.severity.value, one.organization, one.message) for one in report.findings]
        _sheet(book.add_worksheet("Cảnh báo"), ("Mã", "Mức", "Tổ chức", "Nội dung"), found, bold)
    definitions = [(one.key, one.label, one.definition) for one in report.figures]
    _sheet(book.add_worksheet("Định nghĩa"), ("Mã chỉ tiêu", "Chỉ tiêu", "Định nghĩa"), definitions, bold)
    book.close()
    return file.getvalue()


def _table(sheet: Worksheet, report: Report, bold: Format) -> None:
    for line, text in enumerate(caption(report)[: _FIRST_ROW - 1]):
        sheet.write_string(line, 0, text, bold if line == 0 else None)
    columns = header(report)
    for column, name in enumerate(columns):
        sheet.set_column(column, column, _WIDTHS.get(name, 12))
        sheet.write_string(_FIRST_ROW, column, _HEADINGS[name], bold)
    for line, row in enumerate(rows(report), _FIRST_ROW + 1):
        for column, cell in enumerate(row):
            _write(sheet, line, column, cell)


def _sheet(
    sheet: Worksheet, heading: tuple[str, ...], lines: Sequence[tuple[Cell, ...]], bold: Format
) -> None:
    sheet.set_column(0, len(heading) - 1, 40)
    for column, text in enumerate(heading):
        sheet.write_string(0, column, text, bold)
    for number, line in enumerate(lines, 1):
        for column, cell in enumerate(line):
            _write(sheet, number, column, cell)


def _write(sheet: Worksheet, line: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, column, cell)
    elif cell is not None:
        sheet.write_number(line, column, cell)
