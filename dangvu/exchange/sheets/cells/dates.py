"""Dates as lists write them: day first, at times without a day, two in one cell, or swapped by Excel."""

import re
from datetime import date

from dangvu.exchange.sheets.cells.said import Level, Said
from dangvu.exchange.sheets.grids import Cell
from dangvu.kernel.days import BadDay, display_day, parse_day
from dangvu.kernel.vietnamese import tidy

_SHORT_YEAR = re.compile(r"(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{2})")
_MONTH = re.compile(r"(?:tháng )?(\d{1,2}) ?[/.\-] ?(\d{4})")
_YEAR = re.compile(r"(?:năm )?((?:18|19|20)\d{2})")
_DATE = re.compile(
    r"\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{2,4}(?!\d)|(?<!\d)\d{1,2} ?[/.\-] ?\d{4}(?!\d)|\d{4}-\d{2}-\d{2}"
)
_LAST_SWAPPABLE = 12
#: A member is at least this old, so a short year of birth is not of this century's later years.
_YOUNGEST = 17


def read_date(where: str, cell: Cell, *, mixed: bool, on: date) -> Said:
    """Read a cell of a date field. `mixed`: the column holds real dates and text side by side.

    Words beside the one date of the cell go to `<field>_words`.
    """
    said = Said()
    if isinstance(cell, date):
        if mixed and cell.day <= _LAST_SWAPPABLE and cell.day != cell.month:
            said.note(
                where,
                Level.WARNING,
                "date_swapped",
                f"Cột này lẫn ngày và chữ; {display_day(cell)} có thể đã bị Excel đổi chỗ ngày và tháng "
                f"(thành {cell.month:02d}/{cell.day:02d}/{cell.year}).",
            )
        said.values[where] = cell.isoformat()
        return said
    if isinstance(cell, int) and not 1800 <= cell <= 2200:
        said.note(
            where, Level.ERROR, "date_number", f"“{cell}” là số, không phải ngày; hãy ghi ngày/tháng/năm."
        )
        return said
    text = tidy(str(cell))
    found = _DATE.findall(text)
    if len(found) > 1:
        return _two(where, found, on)
    if found and found[0] != text and not _SHORT_YEAR.fullmatch(text):
        said.values[f"{where}_words"] = text.replace(found[0], " ").strip(" ()-;,:").strip()
        text = found[0]
    _one(said, where, text, on)
    return said


def _two(where: str, found: list[str], on: date) -> Said:
    said = Said()
    for text in found:
        _one(said, where, text, on)
    said.values.pop(where, None)
    said.note(
        where,
        Level.ASK,
        "two_dates",
        f"Một ô có {len(found)} ngày: {'; '.join(found)}. Hãy xác nhận từng ngày ở đúng cột.",
    )
    return said


def _one(said: Said, where: str, text: str, on: date) -> None:
    if short := _SHORT_YEAR.fullmatch(text):
        century = _century(where, int(short[4]), on)
        full = f"{short[1]}/{short[3]}/{century + int(short[4])}"
        said.note(
            where, Level.WARNING, "short_year", f"Năm ghi hai chữ số “{text}”, hiểu là {full}; hãy xem lại."
        )
        text = full
    elif month := _MONTH.fullmatch(text.lower()):
        if 1 <= int(month[1]) <= 12:
            said.values[where] = f"{month[2]}-{int(month[1]):02d}"
            said.note(
                where, Level.WARNING, "no_day", f"“{text}” không có ngày; giữ nguyên, không tự thêm ngày."
            )
            return
    elif year := _YEAR.fullmatch(text.lower()):
        said.values[where] = year[1]
        said.note(
            where, Level.WARNING, "no_day", f"“{text}” chỉ có năm; giữ nguyên, không tự thêm ngày tháng."
        )
        return
    try:
        said.values[where] = parse_day(text).isoformat()
    except BadDay as bad:
        said.note(where, Level.ERROR, "bad_date", str(bad))


def _century(where: str, year: int, on: date) -> int:
    newest = on.year - (_YOUNGEST if where == "birth_date" else 0)
    return 2000 if 2000 + year <= newest else 1900
