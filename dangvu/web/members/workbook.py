"""A list of members as a workbook that says who took it out, when and why; no cell is ever a formula."""

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from dangvu.web.members.rows import ShownMember

_A4 = 9
_HEAD_ROW = 3
_WIDTH = 22
_LONGEST_FOOTER = 200


def watermark(who: str, when: datetime, reason: str) -> str:
    """The line above the list and at the foot of every printed page."""
    return f"Xuất từ Đảng vụ bởi {who}, {when:%H:%M ngày %d/%m/%Y}; lý do: {reason}"


def workbook(title: str, headings: Sequence[str], rows: Sequence[ShownMember], mark: str) -> bytes:
    """The workbook: watermark, title, a header row, one row for each member."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.set_paper(_A4)
    sheet.set_footer("&L" + mark.replace("&", "&&")[:_LONGEST_FOOTER] + "&R&P/&N")
    sheet.write_string(0, 0, mark, bold)
    sheet.write_string(1, 0, title, bold)
    for column, heading in enumerate(("TT", "Mã đảng viên", "Họ và tên", *headings)):
        sheet.set_column(column, column, _WIDTH if column else 6)
        sheet.write_string(_HEAD_ROW, column, heading, bold)
    sheet.repeat_rows(_HEAD_ROW)
    for number, row in enumerate(rows, 1):
        sheet.write_number(_HEAD_ROW + number, 0, number)
        for column, text in enumerate((row.code, row.name, *row.values), 1):
            sheet.write_string(_HEAD_ROW + number, column, text)
    book.close()
    return file.getvalue()
