"""The rows that cannot be written, as a spreadsheet to put right: the columns of the file, and why."""

from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from dangvu.exchange.models import Import, ImportRow, RowState
from dangvu.exchange.sheets.grids import ErrorCell
from dangvu.exchange.sheets.stored import decode
from dangvu.kernel.days import display_day

#: Spreadsheet programs take text that begins so for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
WHERE, WHY = "Hàng trong tệp gửi", "Vì sao chưa nhập được"


def errors_file(owner: Import) -> bytes:
    """Return the rows with errors or conflicts as .xlsx, headings first, so that it can be sent in again."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    page = book.add_worksheet("Hàng chưa nhập được")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    columns = [column for column in owner.columns if column["target"] != "dropped"]
    for place, heading in enumerate([*(column["heading"] for column in columns), WHERE, WHY]):
        page.write_string(0, place, safe_text(heading), bold)
    wrong = ImportRow.objects.filter(owner=owner, state__in=(RowState.ERROR, RowState.CONFLICT)).order_by(
        "number"
    )
    for line, row in enumerate(wrong.iterator(2000), start=1):
        cells = [row.raw[column["index"]] if column["index"] < len(row.raw) else "" for column in columns]
        reasons = "\n".join(issue[3] for issue in row.issues if issue[1] != "warning")
        for place, cell in enumerate([*map(_shown, cells), f"{row.sheet}, hàng {row.line}", reasons]):
            page.write_string(line, place, safe_text(cell), text)
    book.close()
    return buffer.getvalue()


def safe_text(text: str) -> str:
    """Return the text so that no program runs it as a formula: a space before the first sign."""
    return f" {text}" if text.startswith(_FORMULA_SIGNS) else text


def _shown(value: Any) -> str:
    cell = decode(value)
    if isinstance(cell, date):
        return display_day(cell)
    return cell.shown if isinstance(cell, ErrorCell) else str(cell)
