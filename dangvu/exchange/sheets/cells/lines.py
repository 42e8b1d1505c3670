"""One cell with several lines in any order: each is told by its shape."""

import re

from dangvu.exchange.sheets.cells.said import Level, Said
from dangvu.exchange.sheets.fields import DATES, LABELS
from dangvu.kernel.vietnamese import fold, tidy
from dangvu.regulations import catalogue

_DATE = re.compile(r"(?:\d{1,2} ?[/.\-] ?)?\d{1,2} ?[/.\-] ?\d{2,4}|(?:18|19|20)\d{2}")
_FILE_NUMBER = re.compile(r"\d{6} ?[A-ZĐ]{2,3}")
_BADGE = re.compile(r"[A-ZĐ]{2,3} [A-E]?\d{2,8}")
_NUMBER = re.compile(r"[\d\s.\-]+")
_NAME = re.compile(r"[^\W\d_]+(?:[ '\-][^\W\d_]+)+")
_LENGTHS = {12: ("citizen_id", "card_number"), 8: ("card_number",), 10: ("phone",)}


def split_lines(cell: object, fields: tuple[str, ...]) -> tuple[dict[str, str], Said]:
    """Return the text of each field, and what could not be told. Nothing is guessed silently."""
    said = Said()
    parts = [part for part in map(tidy, re.split(r"[\n;]|, ", str(cell))) if part]
    free = list(fields)
    found: dict[str, str] = {}
    unclear = []
    for part in parts:
        options = [one for one in _fitting(part) if one in free]
        if not options:
            unclear.append(part)
            continue
        found[options[0]] = part
        free.remove(options[0])
    dates = [one for one in fields if one in DATES]
    if unclear:
        said.note(
            fields[0],
            Level.ASK,
            "unclear_lines",
            f"Không rõ “{'; '.join(unclear)[:80]}” là gì trong các mục "
            f"{', '.join(LABELS.get(one, one) for one in fields)}; hãy ghi vào đúng ô.",
        )
    elif len(dates) > 2 and 0 < len(given := [found[one] for one in dates if one in found]) < len(dates):
        said.note(
            fields[0],
            Level.ASK,
            "unclear_dates",
            f"Ô chỉ có {len(given)} ngày ({'; '.join(given)}) trong khi cần "
            f"{', '.join(LABELS[one] for one in dates)}; hãy xác nhận ngày nào là ngày gì.",
        )
    return found, said


def _fitting(part: str) -> list[str]:
    """The fields whose shape the part has, the likeliest first."""
    if _DATE.fullmatch(part):
        # In the order in which the heading names them.
        return ["birth_date", "enlisted_on", "admission_day", "full_on", "age", "party_age"]
    if _FILE_NUMBER.fullmatch(part):
        return ["file_number"]
    if _BADGE.fullmatch(part):
        return ["badge_no"]
    if _NUMBER.fullmatch(part):
        digits = sum(sign.isdecimal() for sign in part)
        return list(_LENGTHS.get(digits, ("party_age", "age") if digits <= 2 else ()))
    folded = fold(part)
    if folded in ("nam", "nu"):
        return ["sex"]
    if catalogue("ethnic_groups").find(part) is not None:
        return ["ethnicity", "religion"]
    if catalogue("religions").find(part) is not None:
        return ["religion"]
    if _NAME.fullmatch(part):
        return ["full_name", "other_name", "kind"]
    return ["kind"]
