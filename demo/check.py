"""The check of the demo: what was published, what the ordinary reports print, and whether they are equal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PUBLISHED = Path(__file__).parent / "published.yaml"

#: Runs `dangvu report` with these words and returns its JSON.
Ask = Callable[[list[str]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; a known difference is no failure, but it is never called equal."""

    label: str
    published: str
    printed: str
    verdict: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Section:
    about: str
    command: list[str]
    lines: list[Line]


def published() -> list[dict[str, Any]]:
    """Return the published figures with the commands that print them."""
    listed: list[dict[str, Any]] = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    return listed


def compare(ask: Ask) -> Iterator[Section]:
    """Ask every report once and compare its figures and findings with what was published."""
    for one in published():
        report = ask(one["command"])
        figures = {figure["key"]: figure for figure in report["figures"]}
        lines = [_figure_line(line, figures) for line in one["figures"]]
        lines += _finding_lines(one["findings"], report["findings"])
        yield Section(one["about"], one["command"], lines)


def _figure_line(line: dict[str, Any], figures: dict[str, dict[str, Any]]) -> Line:
    figure = figures.get(line["key"])
    answer = figure.get("share") if figure and line.get("share") else figure
    printed = str(answer["display"]) if answer else "không có"
    if "known_difference" in line:
        known = printed == line["known_difference"]
        verdict = f"KHÁC, đã biết: {line['because']}" if known else "KHÁC với chỗ khác đã biết"
        return Line(line["label"], line["published"], printed, verdict, known)
    equal = printed == line.get("printed", line["published"])
    return Line(line["label"], line["published"], printed, "khớp" if equal else "KHÁC", equal)


def _finding_lines(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[Line]:
    """One line for each kind of finding, expected or not, with the organizations that it concerns."""
    wanted = {(one["code"], one["severity"]): sorted(one["organizations"]) for one in expected}
    shown: dict[tuple[str, str], list[str]] = {}
    for one in found:
        shown.setdefault((one["code"], one["severity"]), []).append(str(one["organization"]))
    for key in sorted(wanted.keys() | shown.keys()):
        want, have = wanted.get(key, []), sorted(shown.get(key, []))
        verdict = "khớp" if want == have else "KHÁC"
        where = ", ".join(have or want)
        line = Line(f"{key[1]}: {key[0]}", _places(want), _places(have), f"{verdict} ({where})", want == have)
        yield line


def _places(codes: list[str]) -> str:
    return f"ở {len(codes)} nơi" if codes else "không có"


def as_table(sections: list[Section]) -> str:
    """Return the sections as a text table: published, printed, verdict."""
    lines = [line for section in sections for line in section.lines]
    label = max(len(line.label) for line in lines) + 2
    number = max(max(len(line.published), len(line.printed)) for line in lines) + 2
    text = []
    for section in sections:
        text += ["", section.about, f"  dangvu report {' '.join(section.command)}"]
        for line in section.lines:
            figures = f"{line.published:>{number}}  ·{line.printed:>{number}}"
            text.append(f"    {line.label:<{label}}{figures}  ·  {line.verdict}")
    head = f"    {'':<{label}}{'đã công bố':>{number}}  ·{'in ra':>{number}}  ·  kết luận"
    return "\n".join([head, *text, "", _summary(lines)])


def _summary(lines: list[Line]) -> str:
    equal = sum(line.passed and line.verdict.startswith("khớp") for line in lines)
    known = sum(line.passed for line in lines) - equal
    return f"{equal} dòng khớp, {known} dòng khác đã biết, {len(lines) - equal - known} dòng khác."
