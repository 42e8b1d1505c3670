"""Reading and checking one file of parameters. Every contradiction is refused on reading, with its place."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dangvu.kernel.periods import FOREVER
from dangvu.regulations.confidence import LETTERS, may_block
from dangvu.regulations.errors import BadRegulationData
from dangvu.regulations.parameters import LawValue, Parameter, Unknown, Value
from dangvu.regulations.provisions import Provision, provision
from dangvu.regulations.yaml_files import read_yaml, refuse_unknown_keys

COMPARISONS = ("", "at_least", "more_than", "at_most", "less_than")
_WHOLE = ("months", "working_days", "days", "years", "hours", "minutes", "count")
UNITS = (*_WHOLE, "percent", "fraction", "factor", "dong", "text", "list", "boolean")

_PARAMETER_KEYS = frozenset(["name", "label", "unit", "comparison", "values", "unknown"])
_VALUE_KEYS = frozenset(
    ["value", "from", "to", "provision", "point", "confidence", "scope", "carried_over", "comparison", "note"]
)


def read_parameters(path: Path) -> Mapping[str, Parameter]:
    """The parameters of one file by name. Raises BadRegulationData at the first contradiction."""
    found: dict[str, Parameter] = {}
    for row in read_yaml(path)["parameters"]:
        where = f"{path.name}, {row.get('name')}"
        refuse_unknown_keys(row, _PARAMETER_KEYS, where)
        item = _parameter(row, where)
        if item.name in found:
            raise BadRegulationData(f"{where}: tên bị trùng")
        if item.name.partition(".")[0] != path.stem:
            raise BadRegulationData(f"{where}: tên phải bắt đầu bằng “{path.stem}.”")
        found[item.name] = item
    return MappingProxyType(found)


def _parameter(row: dict[str, Any], where: str) -> Parameter:
    if row["unit"] not in UNITS:
        raise BadRegulationData(f"{where}: đơn vị {row['unit']} không có trong danh mục")
    values = tuple(_value(row, entry, where) for entry in row["values"])
    unknown = tuple(
        Unknown(entry["from"], entry.get("to") or FOREVER, entry["reason"])
        for entry in row.get("unknown", ())
    )
    _refuse_overlaps(values, unknown, where)
    return Parameter(row["name"], row["label"], row["unit"], values, unknown)


def _value(row: dict[str, Any], entry: dict[str, Any], where: str) -> LawValue:
    refuse_unknown_keys(entry, _VALUE_KEYS, where)
    start, end = entry["from"], entry.get("to") or FOREVER
    if type(start) is not date or type(end) is not date or end <= start:
        raise BadRegulationData(f"{where}: khoảng ngày {start} – {end} không hợp lệ")
    result = LawValue(
        name=row["name"],
        label=row["label"],
        value=exact_value(entry["value"], row["unit"], where),
        unit=row["unit"],
        provision=entry["provision"],
        point=str(entry.get("point", "")),
        valid_from=start,
        valid_to=end,
        confidence=entry["confidence"],
        scope=entry.get("scope"),
        carried_over=entry.get("carried_over", False),
        note=entry.get("note", ""),
        comparison=entry.get("comparison", row.get("comparison", "")),
    )
    _check(result, where)
    return result


def exact_value(raw: Any, unit: str, where: str) -> Value:
    """The typed value of a raw YAML one. Raises BadRegulationData: nothing is rounded or guessed."""
    if unit == "boolean" and isinstance(raw, bool):
        return raw
    if unit in _WHOLE and type(raw) is int and raw >= 0:
        return raw
    if unit == "text" and isinstance(raw, str) and raw:
        return raw
    if unit == "list" and isinstance(raw, list) and raw and all(type(x) in (int, str) for x in raw):
        return tuple(raw)
    if unit in ("percent", "fraction", "factor", "dong") and type(raw) in (int, str):
        return _exact_number(raw, where)
    raise BadRegulationData(
        f"{where}: giá trị {raw!r} không hợp đơn vị {unit} (số lẻ phải để trong ngoặc kép)"
    )


def _exact_number(raw: int | str, where: str) -> int | Fraction:
    try:
        number = Fraction(raw)
    except (ValueError, ZeroDivisionError) as error:
        raise BadRegulationData(f"{where}: {raw!r} không phải số") from error
    return int(number) if number.denominator == 1 else number


def _check(value: LawValue, where: str) -> None:
    if value.confidence not in LETTERS:
        raise BadRegulationData(f"{where}: độ tin cậy phải là một trong {', '.join(LETTERS)}")
    if value.comparison not in COMPARISONS:
        raise BadRegulationData(f"{where}: phép so sánh {value.comparison} không có trong danh mục")
    if (value.confidence == "P") != (value.scope is not None):
        raise BadRegulationData(f"{where}: độ tin cậy P đi với đúng một địa phương (scope)")
    if value.carried_over and may_block(value.confidence):
        raise BadRegulationData(f"{where}: giá trị tạm giữ của văn bản cũ chỉ được mang độ tin cậy C hoặc D")
    if not value.carried_over and not rests_on_law(value, provision(value.provision)):
        raise BadRegulationData(
            f"{where}: từ {value.valid_from} đến {value.valid_to} văn bản {value.provision} không có hiệu lực"
            " suốt; cần cắt khoảng ngày hoặc đánh dấu carried_over"
        )


def rests_on_law(value: LawValue, document: Provision) -> bool:
    """Is the document in force on every day of the value?"""
    last = value.valid_to - timedelta(days=1)
    return document.in_force(value.valid_from) and document.in_force(last)


def _refuse_overlaps(values: tuple[LawValue, ...], unknown: tuple[Unknown, ...], where: str) -> None:
    spans: list[tuple[str, date, date]] = [(v.scope or "", v.valid_from, v.valid_to) for v in values]
    spans += [("", gap.valid_from, gap.valid_to) for gap in unknown]
    spans.sort()
    for (scope, _, end), (next_scope, start, _) in pairwise(spans):
        if scope == next_scope and start < end:
            raise BadRegulationData(f"{where}: hai giá trị chồng nhau từ {start} (phạm vi “{scope}”)")
