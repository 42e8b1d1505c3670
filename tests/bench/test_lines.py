"""A benchmark prints its figure, its baseline of the same run, and whether the promise was kept."""

import json
from pathlib import Path

import pytest

from bench.lines import Line, Paper, medians_in_turn, p95


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (Line("x", 100, most=100), "đạt"),
        (Line("x", 100.1, most=100), "KHÔNG ĐẠT"),
        (Line("x", 30, baseline=10, most_ratio=3), "đạt"),
        (Line("x", 31, baseline=10, most_ratio=3), "KHÔNG ĐẠT"),
        (Line("x", 31, baseline=10, most=40, most_ratio=3), "KHÔNG ĐẠT"),
        (Line("x", 41, baseline=20, most=40, most_ratio=3), "KHÔNG ĐẠT"),
        (Line("x", None, most=40), "không đo"),
        (Line("x", 5, baseline=2), "-"),
    ],
)
def test_a_line_is_kept_up_to_its_limits_and_missed_beyond_either(line: Line, verdict: str) -> None:
    assert line.verdict == verdict


def test_a_line_reads_figure_baseline_ratio_target_verdict() -> None:
    line = Line("báo cáo", 30, baseline=20, most=100, most_ratio=1.5, note="SQL")
    assert str(line) == "báo cáo · 30 ms · 20 ms · 1.50 × · ≤ 1.5 ×, ≤ 100 ms · đạt  (SQL)"


def test_the_lines_are_written_as_json(tmp_path: Path) -> None:
    paper = Paper()
    paper.add(Line("báo cáo", 30, baseline=20))
    paper.write(tmp_path / "lines.json")
    (found,) = json.loads((tmp_path / "lines.json").read_text(encoding="utf-8"))
    assert (found["name"], found["ratio"], found["verdict"]) == ("báo cáo", 1.5, "-")


def test_nineteen_of_twenty_stay_below_the_p95() -> None:
    assert p95([float(one) for one in range(1, 21)]) == 19


def test_works_are_measured_in_turn() -> None:
    order: list[str] = []
    medians_in_turn([lambda: order.append("a"), lambda: order.append("b")], 2, warm=1)
    assert order == ["a", "b"] * 3
