"""`dangvu law NAME --on DATE [--scope ORG]`: what the law says on a day, on which document, how surely."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from dangvu.kernel.periods import FOREVER
from dangvu.regulations import (
    LawValue,
    RegulationError,
    confidence_words,
    figure_of_law,
    may_block,
    parameters,
)

UNIT_WORDS = {
    "percent": "%",
    "months": "tháng",
    "working_days": "ngày làm việc",
    "days": "ngày",
    "years": "năm",
    "hours": "giờ",
    "minutes": "phút",
    "count": "(số lượng)",
    "fraction": "(phần)",
    "factor": "lần",
    "dong": "đồng",
    "text": "(lời)",
    "list": "(danh sách)",
    "boolean": "(có/không)",
}
COMPARISON_WORDS = {
    "": "",
    "at_least": "ít nhất ",
    "more_than": "trên ",
    "at_most": "không quá ",
    "less_than": "dưới ",
}


def add_parser(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("law", help="con số của quy định vào một ngày, kèm văn bản và độ tin cậy")
    parser.add_argument("name", nargs="?", metavar="TÊN", help="ví dụ classification.members.excellent_cap")
    parser.add_argument("--on", type=_day, metavar="NGÀY", help="ngày hỏi, NNNN-TT-NN (mặc định: hôm nay)")
    parser.add_argument("--scope", metavar="TỔ_CHỨC", help="mã tổ chức hoặc tên địa phương có quy định riêng")
    parser.add_argument("--list", nargs="?", const="", metavar="ĐẦU_TÊN", help="liệt kê tên các con số")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng in (mặc định: text)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print one figure or a list of names. 0 = printed, 2 = bad call (unknown name, no law on that day)."""
    if args.list is not None:
        return _print_list(args.list, args.format)
    if not args.name:
        print("Cần tên một con số, hoặc --list để xem các tên.", file=sys.stderr)
        return 2
    day = args.on or date.today()
    try:
        found = figure_of_law(args.name, on=day, scope=_places(args.scope, day))
    except (RegulationError, UnknownPlace) as error:
        print(error, file=sys.stderr)
        return 2
    print(
        json.dumps(as_data(found, day), ensure_ascii=False) if args.format == "json" else as_text(found, day)
    )
    return 0


class UnknownPlace(LookupError):
    """--scope names neither an organization of this installation nor a place with rules of its own."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày dạng NNNN-TT-NN") from None


def _places(scope: str | None, day: date) -> Sequence[str]:
    if scope is None:
        return ()
    if any(value.scope == scope for item in parameters() for value in item.values):
        return (scope,)
    # Only here is the database needed: the tree of that day says which local rules reach the organization.
    from dangvu.organizations.selectors import ancestor_codes

    codes = ancestor_codes(scope, day)
    if not codes:
        raise UnknownPlace(f"Không có tổ chức mã “{scope}” vào ngày {day:%d/%m/%Y}.")
    return codes if scope in codes else (scope, *codes)


def _print_list(prefix: str, form: str) -> int:
    found = [item for item in parameters() if item.name.startswith(prefix)]
    if not found:
        print(f"Không có con số nào có tên bắt đầu bằng “{prefix}”.", file=sys.stderr)
        return 2
    if form == "json":
        rows = [{"name": item.name, "label": item.label, "unit": item.unit} for item in found]
        print(json.dumps(rows, ensure_ascii=False))
    else:
        print("\n".join(f"{item.name}  —  {item.label}" for item in found))
    return 0


def as_text(found: LawValue, day: date) -> str:
    """What a clerk reads."""
    document = found.document
    point = f", {found.point}" if found.point else ""
    lines = [
        found.label,
        f"  Tên:          {found.name}",
        f"  Ngày hỏi:     {day:%d/%m/%Y}",
        f"  Giá trị:      {shown_value(found)}",
        f"  Văn bản:      {document.citation}{point}",
        f"  Về việc:      {document.subject}",
        f"  Áp dụng:      {shown_validity(found)}",
        f"  Độ tin cậy:   {found.confidence} – {confidence_words(found.confidence)}",
        f"  Phạm vi:      {found.scope or 'toàn Đảng'}",
    ]
    if found.carried_over:
        lines.append(
            "  Lưu ý:        giá trị tạm giữ từ văn bản cuối cùng đã đọc (văn bản của ngày này chưa đọc)"
        )
    if found.note:
        lines.append(f"  Ghi chú:      {found.note}")
    return "\n".join(lines)


def as_data(found: LawValue, day: date) -> dict[str, Any]:
    """The same for machines: dates ISO, `last_day` inclusive and null when still running."""
    document = found.document
    return {
        "name": found.name,
        "label": found.label,
        "on": day.isoformat(),
        "value": _plain(found.value),
        "unit": found.unit,
        "comparison": found.comparison or None,
        "display": shown_value(found),
        "provision": {
            "key": document.key,
            "kind": document.kind,
            "number": document.number,
            "date": document.date.isoformat() if document.date else None,
            "issuer": document.issuer,
            "subject": document.subject,
            "point": found.point or None,
        },
        "valid_from": found.valid_from.isoformat(),
        "valid_to": None if found.valid_to == FOREVER else found.valid_to.isoformat(),
        "last_day": None if found.valid_to == FOREVER else (found.valid_to - timedelta(days=1)).isoformat(),
        "confidence": found.confidence,
        "confidence_words": confidence_words(found.confidence),
        "may_block": may_block(found.confidence),
        "carried_over": found.carried_over,
        "scope": found.scope,
        "note": found.note,
    }


def shown_validity(found: LawValue) -> str:
    """The days of the value, the last one included."""
    if found.valid_to == FOREVER:
        return f"từ {found.valid_from:%d/%m/%Y} đến nay"
    return f"từ {found.valid_from:%d/%m/%Y} đến hết {found.valid_to - timedelta(days=1):%d/%m/%Y}"


def shown_value(found: LawValue) -> str:
    """Value with its comparison and unit: "không quá 20 %"."""
    bound = COMPARISON_WORDS[found.comparison]
    value = found.value
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if found.unit == "text":
        return str(value)
    number = f"{value:,}".replace(",", ".") if isinstance(value, int) else _fraction(value, found.unit)
    unit = UNIT_WORDS[found.unit]
    return f"{bound}{number}" if unit.startswith("(") else f"{bound}{number} {unit}"


def _fraction(value: Fraction | str, unit: str) -> str:
    if unit == "fraction" or isinstance(value, str):
        return str(value)
    # Figures of law are short decimals (0,5 %; 3,5 times), so two places are exact.
    whole, rest = divmod(value, 1)
    decimals = f"{int(rest * 100):02d}".rstrip("0")
    return f"{whole},{decimals}" if decimals else str(whole)


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
