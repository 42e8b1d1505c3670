"""A figure of law as a clerk reads it and as data."""

from datetime import date
from fractions import Fraction
from typing import Any

from dangvu.kernel.numbers import display_number
from dangvu.kernel.periods import FOREVER, display_period
from dangvu.regulations import LawValue, Provision, confidence_words, may_block

UNIT_WORDS = {
    "percent": "%",
    "months": " tháng",
    "working_days": " ngày làm việc",
    "days": " ngày",
    "years": " năm",
    "minutes": " phút",
    "factor": " lần",
    "dong": " đồng",
}
UNIT_NAMES = {
    "percent": "phần trăm",
    "fraction": "phần của tổng số",
    "months": "tháng",
    "working_days": "ngày làm việc",
    "days": "ngày",
    "years": "năm",
    "minutes": "phút",
    "factor": "lần",
    "dong": "đồng",
    "count": "số lượng",
}
COMPARISON_WORDS = {
    "at_least": "ít nhất ",
    "more_than": "trên ",
    "at_most": "không quá ",
    "less_than": "dưới ",
}


def as_text(found: LawValue, day: date) -> str:
    """What a clerk reads."""
    document = found.document
    lines = [
        found.label,
        f"  Tên:         {found.name}",
        f"  Ngày hỏi:    {day:%d/%m/%Y}",
        f"  Giá trị:     {shown_value(found)}",
        f"  Văn bản:     {document.citation}" + (f", {found.point}" if found.point else ""),
        f"  Về việc:     {document.subject}",
        f"  Áp dụng:     {display_period(found.period)}",
        f"  Độ tin cậy:  {found.confidence} – {confidence_words(found.confidence)}",
        f"  Phạm vi:     {found.scope or 'toàn Đảng'}",
    ]
    if found.unit in UNIT_NAMES:
        lines.insert(4, f"  Đơn vị:      {UNIT_NAMES[found.unit]}")
    if found.carried_over:
        lines.append("  Lưu ý:       giá trị tạm mang từ văn bản đã đọc; văn bản của chính ngày này chưa đọc")
    if found.note:
        lines.append(f"  Ghi chú:     {found.note}")
    return "\n".join(lines)


def as_data(found: LawValue, day: date) -> dict[str, Any]:
    """The same for machines: dates ISO, `valid_to` the first day no longer valid, null when still running.

    `value` is a number where it is whole, else exact text ("1/2"), a list, a boolean or words.
    """
    running = found.valid_to == FOREVER
    return {
        "name": found.name,
        "label": found.label,
        "on": day.isoformat(),
        "value": _plain(found.value),
        "unit": found.unit,
        "comparison": found.comparison or None,
        "display": shown_value(found),
        "provision": _document(found.document, found.point),
        "valid_from": found.valid_from.isoformat(),
        "valid_to": None if running else found.valid_to.isoformat(),
        "last_day": None if running else found.period.last_day.isoformat(),
        "confidence": found.confidence,
        "confidence_words": confidence_words(found.confidence),
        "may_block": may_block(found.confidence),
        "carried_over": found.carried_over,
        "scope": found.scope,
        "note": found.note,
    }


def shown_value(found: LawValue) -> str:
    """The value with its comparison and unit: "không quá 20%", "ít nhất 2/3", "có"."""
    value = found.value
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    # Figures of law are short decimals (0,5%; 3,5 times), so two places are exact; fractions stay fractions.
    exact = isinstance(value, str) or found.unit == "fraction"
    shown = str(value) if exact or isinstance(value, str) else display_number(value, 2)
    return COMPARISON_WORDS.get(found.comparison, "") + shown + UNIT_WORDS.get(found.unit, "")


def _document(document: Provision, point: str) -> dict[str, Any]:
    return {
        "key": document.key,
        "kind": document.kind,
        "number": document.number,
        "date": document.date.isoformat() if document.date else None,
        "issuer": document.issuer,
        "subject": document.subject,
        "point": point or None,
    }


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
