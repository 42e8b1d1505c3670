"""A report as people read it on a terminal or on paper."""

from collections.abc import Iterator, Mapping, Sequence

from dangvu.kernel.days import display_day, parse_iso
from dangvu.kernel.findings import BLOCKING_CONFIDENCE, Severity
from dangvu.kernel.numbers import display_count, zero_sentence
from dangvu.kernel.periods import Period, display_period
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.report import FigureValue, Line, Listing, Report

_SEVERITY = {Severity.VIOLATION: "VI PHẠM", Severity.WARNING: "CẢNH BÁO", Severity.INFO: "LƯU Ý"}
_WORDS_OF = {
    "years": "số năm:",
    "population": "dân số:",
    "on": "ngày",
    "source": "nguồn:",
    "opening": "đảng viên đầu kỳ:",
}


def render(report: Report) -> str:
    """The whole report: figures, units, findings, then how each figure is defined; or the list asked for."""
    if report.listing is not None:
        return "\n\n".join("\n".join(part) for part in (caption(report), _list(report.listing))) + "\n"
    parts = [
        caption(report),
        list(_figures(report.figures, _labels(report))),
        list(_units(report)),
        list(_findings(report)),
        list(_definitions(report.figures)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def caption(report: Report) -> list[str]:
    """What, where, when, and on which tree."""
    asked = report.asked
    lines = [
        f"{report.title} – {report.line.name} ({report.line.code})",
        f"Số liệu {display_period(Period(asked.first, asked.after))}",
    ]
    if asked.tree_day is not None:
        lines.append(f"Theo hệ thống tổ chức ngày {display_day(asked.tree_day)}")
    if asked.with_predecessors:
        lines.append("Tính cả các tổ chức đã sáp nhập vào")
    if report.as_of is not None:
        lines.append(f"Tổng hợp lúc {report.as_of:%H:%M ngày %d/%m/%Y}")
    return lines


def _labels(report: Report) -> dict[str, str]:
    """What a base is called, also one that the report itself does not print."""
    hidden = {one.key: one.label for one in MATTERS[report.name].hidden}
    return hidden | {one.key: one.label for one in report.figures}


def _figures(figures: Sequence[FigureValue], labels: Mapping[str, str]) -> Iterator[str]:
    width = max(len(one.label) for one in figures)
    for one in figures:
        yield f"{one.label:<{width}}  {one.display:>10}{_beside(one, labels)}".rstrip()


def _beside(one: FigureValue, labels: Mapping[str, str]) -> str:
    """The share, the words for a zero, and what a computed figure was measured against."""
    if one.value == 0 and one.counted:
        return f"  ({zero_sentence(_lowered(one.label))})"
    if one.share is not None:
        return f"  {one.share.display} ({_lowered(labels.get(one.share.of, one.share.of))})"
    if one.of:
        known = [_said(name, value, labels) for name, value in one.of.items() if value not in ("", None)]
        return f"  ({'; '.join(known)})"
    return ""


def _said(name: str, value: object, labels: Mapping[str, str]) -> str:
    if name == "key":
        return f"so với: {_lowered(labels[str(value)])}"
    if isinstance(value, list):
        return f"năm {', '.join(map(str, value))}"
    shown = display_count(value) if isinstance(value, int) else value
    return f"{_WORDS_OF[name]} {display_day(parse_iso(str(value))) if name == 'on' else shown}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _units(report: Report) -> Iterator[str]:
    if report.children is None or report.own is None:
        return
    yield "Theo tổ chức trực thuộc"
    for line in (*report.children, report.own):
        own = " – trực tiếp" if line is report.own else ""
        yield f"\n{line.name} ({line.code}){own}"
        yield from (f"  {text}" for text in _unit(line, _labels(report)))


def _unit(line: Line, labels: Mapping[str, str]) -> Iterator[str]:
    """A unit's figures that are not nothing: the whole table is in the spreadsheet."""
    said = [one for one in line.figures if one.value]
    yield from _figures(said, labels) if said else ["không có số liệu"]


def _list(listing: Listing) -> Iterator[str]:
    yield f"Danh sách: {listing.label} ({len(listing.rows)})"
    if not listing.rows:
        yield "không có"
    for number, row in enumerate(listing.rows, 1):
        yield f"{number:>5}. {row.name} ({row.code or '–'}), {row.organization or '–'}, {display_day(row.on)}"


def _findings(report: Report) -> Iterator[str]:
    for finding in report.findings:
        verified = finding.confidence is None or finding.confidence in BLOCKING_CONFIDENCE
        mark = "" if verified else " – căn cứ chưa kiểm chứng"
        yield f"[{_SEVERITY[finding.severity]}{mark}] {finding.message}"


def _definitions(figures: Sequence[FigureValue]) -> Iterator[str]:
    yield "Cách tính"
    for one in figures:
        yield f"- {one.label}: {one.definition}"
