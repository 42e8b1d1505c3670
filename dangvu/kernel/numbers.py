"""Exact rounding, and numbers as Vietnamese papers print them (thousands dot, decimal comma).

Nothing passes through a float: a share of 19,95 % must print 20 % on every machine. Halves are
rounded away from zero, so that a fall prints like a rise of the same size.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = int | Fraction | Decimal

#: What is printed where a figure cannot be computed.
NOT_KNOWN = "–"

#: Words of targets that are inequalities or approximations, by qualifier; ``{}`` is the number.
QUALIFIERS = {
    "above": "trên {}",
    "at_least": "từ {} trở lên",
    "below": "dưới {}",
    "at_most": "không quá {}",
    "nearly": "gần {}",
    "about": "khoảng {}",
}


def round_half_up(value: Exact, decimals: int = 0) -> Fraction:
    """Return the value rounded to so many decimals, halves away from zero: 48,25 → 48,3.

    Raises `TypeError` for a float (its half is rarely a half), `ValueError` for negative decimals.
    """
    return Fraction(_units(value, decimals), 10**decimals)


def round_to_unit(value: Exact, unit: int = 100) -> int:
    """Return the value rounded to a multiple of the unit, halves away from zero: 2.339 → 2.300."""
    if unit < 1:
        raise ValueError("the rounding unit must be 1 or more")
    return _whole_half_up(_exact(value) / unit) * unit


def percent(numerator: Exact | None, denominator: Exact | None) -> Fraction | None:
    """Return numerator : denominator in percent, exact; None where it cannot be computed."""
    if numerator is None or not denominator:
        return None
    part, whole = _exact(numerator), _exact(denominator)
    return Fraction(part.numerator * 100 * whole.denominator, part.denominator * whole.numerator)


def growth(now: Exact | None, before: Exact | None) -> Fraction | None:
    """Return by how many percent `now` exceeds `before` (negative for a fall); None without a base."""
    share = percent(now, before)
    return None if share is None else share - 100


def is_truncation(printed: Exact, value: Exact, decimals: int) -> bool:
    """Whether a printed number is the value cut off, not rounded, at so many decimals (57,777 → 57,77)."""
    scale = 10**decimals
    cut = Fraction(int(_exact(value) * scale), scale)
    return _exact(printed) == cut != round_half_up(value, decimals)


def display_count(count: int | None, *, width: int = 1) -> str:
    """Return a whole number: 12345 → "12.345"; `width` 2 pads small ones with zeros: 2 → "02"."""
    if count is None:
        return NOT_KNOWN
    sign = "-" if count < 0 else ""
    return sign + f"{abs(count):,}".replace(",", ".").zfill(width)


def display_number(value: Exact | None, decimals: int = 1) -> str:
    """Return a number rounded to so many decimals, trailing zeros dropped: 1234.50 → "1.234,5"."""
    if value is None:
        return NOT_KNOWN
    units = _units(value, decimals)
    whole, rest = divmod(abs(units), 10**decimals)
    tail = str(rest).zfill(decimals).rstrip("0") if decimals else ""
    return ("-" if units < 0 else "") + display_count(whole) + (f",{tail}" if tail else "")


def display_percent(value: Exact | None, decimals: int = 1) -> str:
    """Return percentage points (already × 100) as printed: 8,0 → "8%", 19,87 → "19,9%"."""
    return NOT_KNOWN if value is None else display_number(value, decimals) + "%"


def display_range(low: Exact | None, high: Exact | None, *, decimals: int = 1, unit: str = "") -> str:
    """Return a target range: "1.600-1.800", "3-4%"; one open end gives "từ … trở lên", "không quá …"."""
    if low is None and high is None:
        return NOT_KNOWN
    if high is None:
        return display_qualified("at_least", display_number(low, decimals) + unit)
    if low is None:
        return display_qualified("at_most", display_number(high, decimals) + unit)
    ends = list(dict.fromkeys(display_number(end, decimals) for end in (low, high)))
    return "-".join(ends) + unit


def display_qualified(qualifier: str, number: str) -> str:
    """Return a printed number with the word of its qualifier: ("above", "90%") → "trên 90%".

    Raises `KeyError` for a qualifier outside `QUALIFIERS`.
    """
    return QUALIFIERS[qualifier].format(number)


def display_count_of(count: int | None, noun: str) -> str:
    """Return a count with its noun; nothing is said in words: 0 → "không có tổ chức đảng"."""
    return f"không có {noun}" if count == 0 else f"{display_count(count)} {noun}"


def zero_sentence(subject: str, predicate: str = "") -> str:
    """Return the words that papers put for a zero: "không có chi bộ xếp loại không hoàn thành"."""
    return f"không có {subject} {predicate}".rstrip()


def _exact(value: Exact) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
        raise TypeError(f"exact number expected (int, Fraction or Decimal), got {type(value).__name__}")
    return value if isinstance(value, Fraction) else Fraction(value)


def _units(value: Exact, decimals: int) -> int:
    """The value in units of its last decimal; whole numbers all the way, as a report prints thousands."""
    if decimals < 0:
        raise ValueError("decimals must not be negative; use round_to_unit for hundreds")
    return _whole_half_up(_exact(value), 10**decimals)


def _whole_half_up(value: Fraction, scale: int = 1) -> int:
    part, per = value.numerator * scale, value.denominator
    whole = (2 * abs(part) + per) // (2 * per)
    return -whole if part < 0 else whole
