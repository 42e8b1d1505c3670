"""Numbers of persons and papers: text with its zeros, checked by structure (never a check digit)."""

import re

from dangvu.exchange.sheets.cells.said import Level, Said
from dangvu.exchange.sheets.grids import Cell
from dangvu.kernel.vietnamese import tidy

_LOST_DIGITS = re.compile(r"[0-9]+[.,]?[0-9]*[eE]\+?[0-9]+")
_WHOLE_FLOAT = re.compile(r"([0-9]+)[.,]0+")
_SEPARATORS = re.compile(r"[\s.\-]+")
_FILE_NUMBER = re.compile(r"(\d{6}) ?([A-ZĐ]{2,3})?")
_CITIZEN, _SHORT_CITIZEN, _OLD_CARD = 12, 11, 8


def as_digits(where: str, cell: Cell, said: Said) -> str | None:
    """Return the number as text, rebuilt from what the spreadsheet made of it; None where digits are lost."""
    text = tidy(str(cell))
    if isinstance(cell, float) or _LOST_DIGITS.fullmatch(text):
        said.note(
            where,
            Level.ERROR,
            "digits_lost",
            f"“{text}” đã bị bảng tính làm mất chữ số; hãy nhập lại số ở dạng văn bản.",
        )
        return None
    if whole := _WHOLE_FLOAT.fullmatch(text):
        text = whole[1]
    return text.lstrip("'")


def read_citizen_id(where: str, cell: Cell, *, zero_confirmed: bool) -> Said:
    """12 digits; 11 are offered a leading zero, which one answer for the file confirms."""
    said = Said()
    text = as_digits(where, cell, said)
    if text is None:
        return said
    digits = _SEPARATORS.sub("", text)
    if digits.isdecimal() and len(digits) == _SHORT_CITIZEN:
        said.values[where] = "0" + digits
        level = Level.WARNING if zero_confirmed else Level.ASK
        said.note(where, level, "zero_lost", "Số có 11 chữ số, có thể mất số 0 ở đầu; đề nghị thêm số 0.")
    elif digits.isascii() and digits.isdecimal() and len(digits) == _CITIZEN:
        said.values[where] = digits
    else:
        said.note(where, Level.ERROR, "citizen_id", "Số định danh cá nhân phải có đúng 12 chữ số.")
    return said


def read_card(where: str, cell: Cell) -> Said:
    """12 digits are the new number, 8 (however grouped) the old one."""
    said = Said()
    text = as_digits(where, cell, said)
    if text is None:
        return said
    digits = _SEPARATORS.sub("", text)
    if digits.isascii() and digits.isdecimal() and len(digits) == _OLD_CARD:
        said.values["old_card_number"] = digits
        if where == "card_number":
            said.note(where, Level.WARNING, "old_card", "Số thẻ 8 chữ số là số cũ; chuyển sang ô số thẻ cũ.")
    elif digits.isascii() and digits.isdecimal() and len(digits) == _CITIZEN and where == "card_number":
        said.values[where] = digits
    elif digits.isascii() and digits.isdecimal() and len(digits) == _SHORT_CITIZEN:
        said.values[where] = "0" + digits
        said.note(
            where, Level.WARNING, "card_zero_lost", "Số thẻ có 11 chữ số; đã thêm số 0 ở đầu, hãy xem lại."
        )
    elif where == "old_card_number":
        said.values[where] = text
        said.note(where, Level.WARNING, "old_card_form", "Số thẻ cũ thường có 8 chữ số; giữ nguyên như tệp.")
    else:
        said.note(where, Level.ERROR, "card_number", "Số thẻ đảng viên phải có 12 chữ số (số cũ: 8 chữ số).")
    return said


def read_file_number(where: str, cell: Cell, *, symbol: str) -> Said:
    """Six digits and the letters of the province; missing letters are asked for once per file."""
    said = Said()
    text = as_digits(where, cell, said)
    if text is None:
        return said
    if isinstance(cell, int):
        text = text.zfill(6)
    found = _FILE_NUMBER.fullmatch(text.upper().replace(".", ""))
    if found is None:
        said.values[where] = text
        said.note(
            where, Level.WARNING, "file_number", "Số lý lịch thường có dạng 000123 XX; giữ nguyên như tệp."
        )
    elif found[2] or symbol:
        said.values[where] = f"{found[1]} {found[2] or symbol}"
    else:
        said.note(where, Level.ASK, "file_symbol", "Số lý lịch không có chữ; hãy cho biết ký hiệu của tỉnh.")
    return said
