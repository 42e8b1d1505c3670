"""A list of people or organisations as a file that says who took it out, when and why."""

import io
from datetime import datetime

import xlsxwriter

from dangvu.kernel.days import display_day
from dangvu.statistics.rendering.as_xlsx import _write
from dangvu.statistics.rendering.tables import Cell
from dangvu.statistics.services.lists import ListPage

_HEADINGS = (
    ("TT", 6),
    ("Mã", 18),
    ("Họ và tên, tên tổ chức", 38),
    ("Mã tổ chức", 18),
    ("Tổ chức", 44),
    ("Ngày", 14),
)


def watermark(who: str, when: datetime, reason: str) -> str:
    """The line that stands above the list and at the foot of every printed page."""
    said = f"Xuất từ Đảng vụ bởi {who}, {when:%H:%M ngày %d/%m/%Y}"
    return f"{said}; lý do: {' '.join(reason.split())}"


def as_xlsx(page: ListPage, mark: str) -> bytes:
    """The workbook: watermark, title, header row, one row each; no cell is ever a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.set_paper(9)  # A4
    sheet.set_footer("&L" + mark.replace("&", "&&")[:200] + "&R&P/&N")
    for line, text in enumerate((mark, f"{page.figure.label} – {page.place.name} ({page.place.code})")):
        sheet.write_string(line, 0, text, bold)
    for column, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, heading, bold)
    sheet.repeat_rows(3)
    for number, row in enumerate(page.lines, 1):
        cells: tuple[Cell, ...] = (
            number,
            row.code,
            row.name,
            row.organization,
            row.organization_name,
            display_day(row.on),
        )
        for column, cell in enumerate(cells):
            _write(sheet, number + 3, column, cell)
    book.close()
    return file.getvalue()
