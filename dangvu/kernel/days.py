"""Days as they are typed in Vietnam (day first), as packages carry them, and as papers print them."""

import calendar
import re
from datetime import date

from dangvu.kernel.vietnamese import fold

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Year last, day first; the separator must be the same twice.
_TYPED = re.compile(r"([0-9]{1,2}) ?([/.\- ]) ?([0-9]{1,2}) ?\2 ?([0-9]+)")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/.\- ])([0-9]{1,2})\2([0-9]{1,2})")
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]+)")
_RUN_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_WITHOUT_DAY = re.compile(r"(?:thang )?(?:[0-9]{1,2} ?(?:[/.\- ]|nam) ?)?[0-9]{4}")

_EXAMPLE = "hãy viết ngày/tháng/năm, ví dụ 03/02/2026"
_FIRST_TYPED_YEAR, _LAST_TYPED_YEAR = 1800, 2200
# The year of the end of a running period, which no written date may name.
_FOREVER_YEAR = 9999
_YEAR_DIGITS = 4
_MONTHS = 12


class BadDay(ValueError):
    """The text is not a day; the message is a Vietnamese sentence saying why and what to write."""


def parse_iso(text: str) -> date:
    """Return the day written YYYY-MM-DD, the only form of packages. Raises `BadDay`."""
    found = _ISO.fullmatch(text)
    if found is None:
        raise BadDay(f"“{_shortened(text)}” không phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-02-03.")
    day = _real_day(*map(int, found.groups()))
    if day.year >= _FOREVER_YEAR:
        raise BadDay(f"Năm {day.year} không dùng được; nếu chưa kết thúc, hãy để trống ngày kết thúc.")
    return day


def parse_day(text: str) -> date:
    """Return the day typed by a person: 3/2/2026, 03-02-2026, 3.2.2026, 03022026, 2026-02-03 or
    "ngày 3 tháng 2 năm 2026". Raises `BadDay`: a year of two digits is never guessed, and a date
    without its day is never completed.
    """
    year, month, day = _typed_parts(text)
    if not _FIRST_TYPED_YEAR <= year <= _LAST_TYPED_YEAR:
        raise BadDay(f"Năm {year} không hợp lý; {_EXAMPLE}.")
    return _real_day(year, month, day)


def display_day(day: date) -> str:
    """Return the day as forms print it: 03/02/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def display_day_in_words(day: date) -> str:
    """Return the day as the head of a document has it: "ngày 03 tháng 02 năm 2026"."""
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year:04d}"


def _typed_parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day of a typed date, not yet checked against the calendar."""
    # Folding makes hyphens blanks, so the signs are matched on the text and the words on the fold.
    plain, folded = " ".join(text.split()), fold(text)
    if not plain:
        raise BadDay(f"Chưa ghi ngày; {_EXAMPLE}.")
    if found := _YEAR_FIRST.fullmatch(plain):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _RUN_TOGETHER.fullmatch(plain):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _TYPED.fullmatch(plain):
        return _full_year(found[4]), int(found[3]), int(found[1])
    if found := _IN_WORDS.fullmatch(folded):
        return _full_year(found[3]), int(found[2]), int(found[1])
    if _WITHOUT_DAY.fullmatch(folded):
        raise BadDay(f"“{_shortened(plain)}” thiếu ngày; {_EXAMPLE}.")
    raise BadDay(f"Không đọc được ngày “{_shortened(plain)}”; {_EXAMPLE}.")


def _full_year(digits: str) -> int:
    if len(digits) != _YEAR_DIGITS:
        raise BadDay(f"Năm phải ghi đủ bốn chữ số, không phải “{_shortened(digits)}”; {_EXAMPLE}.")
    return int(digits)


def _real_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= _MONTHS:
        raise BadDay(f"Không có tháng {month}; {_EXAMPLE}.")
    if year < 1:
        raise BadDay(f"Không có năm {year}; {_EXAMPLE}.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BadDay(f"Không có ngày {day}/{month}/{year}: tháng {month} năm {year} chỉ có {last} ngày.")
    return date(year, month, day)


def _shortened(text: str) -> str:
    """Return the text as an error may quote it: a cell can hold a whole book."""
    return text if len(text) <= 40 else text[:39] + "…"
