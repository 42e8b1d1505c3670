"""A small province: two communes with cells, the cast, and rows to add to them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dangvu.statistics.report import Report
from dangvu.statistics.reports import run
from tests.statistics.records import put

Rows = dict[str, list[dict[str, Any]]]

FOUNDED = "1980-01-01"


def organizations() -> list[dict[str, Any]]:
    """Province P; commune X with the cells of Hamlets 1, 2; commune Y with one cell; a grassroots cell G."""
    rows = [
        ("P", "Đảng bộ tỉnh", "province", ""),
        ("P.X", "Đảng bộ xã X", "grassroots_committee", "P"),
        ("P.X.1", "Chi bộ thôn 1", "cell", "P.X"),
        ("P.X.2", "Chi bộ thôn 2", "cell", "P.X"),
        ("P.Y", "Đảng bộ xã Y", "grassroots_committee", "P"),
        ("P.Y.1", "Chi bộ thôn 1", "cell", "P.Y"),
        ("P.G", "Chi bộ cơ sở G", "grassroots_cell", "P"),
    ]
    return [
        {"code": code, "name": name, "kind": kind, "parent_code": parent, "from": FOUNDED}
        for code, name, kind, parent in rows
    ]


def person(code: str, name: str = "Nguyễn Văn Minh", **more: Any) -> dict[str, Any]:
    return {"code": code, "full_name": name, "sex": "male", "birth_date": "1980-06-15", **more}


def stay(member: str, cell: str, start: str, end: str = "", **more: Any) -> dict[str, Any]:
    """An official membership; it begins the record unless told otherwise."""
    return {
        "member_code": member,
        "organization_code": cell,
        "kind": "official",
        "from": start,
        "to": end,
        "reason_in": "initial",
        "reason_out": "transferred_out" if end else "",
        **more,
    }


def members(cells: dict[str, int], start: str = "2010-01-01") -> Rows:
    """So many members in each cell since a day, with codes CELL-1, CELL-2, …"""
    rows: Rows = {"members": [], "memberships": []}
    for cell, number in cells.items():
        for position in range(1, number + 1):
            rows["members"].append(person(f"{cell}-{position}"))
            rows["memberships"].append(stay(f"{cell}-{position}", cell, start))
    return rows


def ratings(year: int, cell: str, levels: str, decided_by: str = "") -> list[dict[str, Any]]:
    """Levels of a cell's first members: x excellent, g good, c completed, f failed, n not rated, - no row."""
    words = {"x": "excellent", "g": "good", "c": "completed", "f": "failed", "n": "not_rated"}
    return [
        {
            "year": year,
            "subject": "member",
            "subject_code": f"{cell}-{position}",
            "level": words[letter],
            "not_rated_reason": "exempt" if letter == "n" else "",
            "decided_by_code": decided_by,
        }
        for position, letter in enumerate(levels, 1)
        if letter != "-"
    ]


def rating(year: int, code: str, level: str, subject: str = "organization", **more: Any) -> dict[str, Any]:
    return {"year": year, "subject": subject, "subject_code": code, "level": level, **more}


def load(*parts: Rows) -> None:
    """Write the province and all these rows."""
    files: Rows = {"organizations": organizations()}
    for part in parts:
        for name, rows in part.items():
            files.setdefault(name, []).extend(rows)
    put(files)


def year_of(name: str, code: str, year: int, **more: Any) -> Report:
    return run(name, organization_code=code, period=(date(year, 1, 1), date(year + 1, 1, 1)), **more)


def between(name: str, code: str, first: str, after: str, **more: Any) -> Report:
    period = (date.fromisoformat(first), date.fromisoformat(after))
    return run(name, organization_code=code, period=period, **more)


def figures(report: Report, *keys: str) -> list[Any]:
    return [report.figure(key).value for key in keys]


def said(report: Report) -> list[tuple[str, str | None]]:
    """Code and organisation of each finding."""
    return [(finding.code, finding.organization) for finding in report.findings]


def not_zero(report: Report, keys: Iterable[str] = ()) -> dict[str, Any]:
    """The flows of a membership report that are not zero."""
    return {
        one.key: one.value
        for one in report.figures
        if one.key.startswith(("increase", "decrease", *keys)) and one.value
    }
