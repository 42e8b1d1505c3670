"""Single cells, checked a column of a block at a time: each distinct value is looked at once."""

import re
from collections.abc import Callable, Sequence
from itertools import compress, repeat

from dangvu.exchange.schema import Column, Type
from dangvu.kernel.days import BadDay, parse_iso

#: A code and a Vietnamese sentence.
Fault = tuple[str, str]
Note = Callable[[Fault, int, str], None]

_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_YEAR = re.compile(r"[0-9]{4}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[0-9]{1,10}(\.[0-9]{1,4})?")
_SEPARATOR = ";"
_REMEMBERED = 200_000


def fault_of(column: Column, value: str) -> Fault | None:
    """Return what is wrong with a value that is not empty, or None."""
    return _RULES[column.type](column, value)


def _text_fault(column: Column, value: str) -> Fault | None:
    return None


def _date_fault(column: Column, value: str) -> Fault | None:
    try:
        day = parse_iso(value)
    except BadDay as bad:
        return "date.invalid", str(bad)
    if _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return None
    return (
        "date.out_of_range",
        f"Năm {day.year} không hợp lý; chỉ nhận từ năm {_FIRST_YEAR} đến {_LAST_YEAR}.",
    )


def _year_fault(column: Column, value: str) -> Fault | None:
    if _YEAR.fullmatch(value) and _FIRST_YEAR <= int(value) <= _LAST_YEAR:
        return None
    return "year.invalid", f"“{value[:40]}” không phải là năm có bốn chữ số, ví dụ 2025."


def _whole_fault(column: Column, value: str) -> Fault | None:
    return (
        None
        if _WHOLE.fullmatch(value)
        else ("number.invalid", f"“{value[:40]}” không phải là số nguyên không âm.")
    )


def _number_fault(column: Column, value: str) -> Fault | None:
    if _NUMBER.fullmatch(value):
        return None
    return (
        "number.invalid",
        f"“{value[:40]}” không phải là số không âm, viết bằng chữ số và dấu chấm thập phân (3.5).",
    )


def _boolean_fault(column: Column, value: str) -> Fault | None:
    return (
        None
        if value in ("true", "false")
        else ("boolean.invalid", f"“{value[:40]}” phải là true hoặc false.")
    )


def _choice_fault(column: Column, value: str) -> Fault | None:
    if value in column.choices:
        return None
    return "value.not_in_list", f"“{value[:40]}” không có trong danh sách: {', '.join(column.choices)}."


def _choices_fault(column: Column, value: str) -> Fault | None:
    return next(filter(None, (_choice_fault(column, one) for one in value.split(_SEPARATOR))), None)


_RULES: dict[Type, Callable[[Column, str], Fault | None]] = {
    Type.TEXT: _text_fault,
    Type.DATE: _date_fault,
    Type.YEAR: _year_fault,
    Type.WHOLE: _whole_fault,
    Type.NUMBER: _number_fault,
    Type.BOOLEAN: _boolean_fault,
    Type.CHOICE: _choice_fault,
    Type.CHOICES: _choices_fault,
}


class ColumnCheck:
    """Checks one column of a file, block by block; remembers the values already found good."""

    def __init__(self, column: Column, file_path: str, note: Note) -> None:
        self.column = column
        self._missing: Fault = ("value.missing", f"Thiếu “{column.name}”, cột bắt buộc của {file_path}.")
        self._note = note
        self._good: set[str] = {""}

    def clean(self, lines: Sequence[int], values: Sequence[str]) -> tuple[Sequence[str], set[int]]:
        """Return the values to be staged ("" = not known) and the places of the bad ones, which are noted."""
        if any(map(str.isspace, values)):
            values = ["" if value.isspace() else value for value in values]
        bad: dict[str, Fault] = {"": self._missing} if self.column.required else {}
        if self.column.type is not Type.TEXT:
            bad |= self._bad_among(set(values) - self._good)
        if not bad or bad.keys().isdisjoint(values):
            return values, set()
        places = {place for place, value in enumerate(values) if value in bad}
        for place in sorted(places):
            self._note(bad[values[place]], lines[place], values[place])
        return ["" if value in bad else value for value in values], places

    def _bad_among(self, unknown: set[str]) -> dict[str, Fault]:
        bad = {}
        for value in unknown:
            fault = fault_of(self.column, value)
            if fault is not None:
                bad[value] = fault
        if len(self._good) > _REMEMBERED:
            self._good = {""}
        self._good |= unknown - bad.keys()
        return bad


def copy_text(columns: Sequence[Sequence[str]]) -> bytes:
    """Return columns as rows of COPY's text format in which "" is NULL."""
    text = "\n".join(map("\t".join, zip(*columns, strict=True)))
    height, width = len(columns[0]), len(columns)
    plain = "\\" not in text and "\r" not in text
    if not plain or text.count("\t") != height * (width - 1) or text.count("\n") != height - 1:
        text = "\n".join(map("\t".join, zip(*(map(_escaped, column) for column in columns), strict=True)))
    return f"{text}\n".encode()


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _escaped(value: str) -> str:
    return value.translate(_ESCAPES)


def without(places: set[int], column: Sequence[str], height: int) -> list[str]:
    """Return the column without the values at these places."""
    keep = list(repeat(True, height))
    for place in places:
        keep[place] = False
    return list(compress(column, keep))
