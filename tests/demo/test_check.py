"""The check says what differs, and does not call a known difference equal."""

from typing import Any

from demo.check import as_table, compare, published


def _answers(change: dict[str, str] | None = None, extra: list[dict[str, Any]] | None = None) -> Any:
    """Reports that print what was published, but for what the test changes."""
    by_command = {tuple(one["command"]): one for one in published()}

    def ask(words: list[str]) -> dict[str, Any]:
        one = by_command[tuple(words)]
        figures: dict[str, dict[str, Any]] = {}
        for line in one["figures"]:
            printed = line.get("printed", line.get("known_difference", line["published"]))
            figure = figures.setdefault(line["key"], {"key": line["key"], "display": "1"})
            display = (change or {}).get(line["key"], printed)
            if line.get("share"):
                figure["share"] = {"display": display}
            else:
                figure["display"] = display
        findings = [
            {"code": finding["code"], "severity": finding["severity"], "organization": code}
            for finding in one["findings"]
            for code in finding["organizations"]
        ]
        return {"figures": list(figures.values()), "findings": findings + (extra or [])}

    return ask


def _failed(ask: Any) -> list[str]:
    return [line.label for section in compare(ask) for line in section.lines if not line.passed]


def test_equal_figures_pass_and_the_known_difference_is_shown() -> None:
    sections = list(compare(_answers()))
    assert all(line.passed for section in sections for line in section.lines)
    assert "KHÁC, đã biết" in as_table(sections)
    assert "1 dòng khác đã biết, 0 dòng khác" in as_table(sections)


def test_a_figure_that_differs_by_one_fails() -> None:
    assert _failed(_answers({"listed": "44"})) == ["Đảng viên được rà soát"]


def test_the_known_difference_must_appear() -> None:
    """A mean that prints the published 2.400 would have been tuned."""
    assert _failed(_answers({"admitted.mean_per_year": "2.400"})) == ["Trung bình mỗi năm"]


def test_a_finding_that_nobody_expects_fails() -> None:
    extra = [{"code": "membership.balance", "severity": "violation", "organization": "24"}]
    assert set(_failed(_answers(extra=extra))) == {"violation: membership.balance"}


def test_a_finding_that_is_missing_fails() -> None:
    def silent(words: list[str]) -> dict[str, Any]:
        return {**_answers()(words), "findings": []}

    assert "warning: classification.cap_exceeded" in _failed(silent)


def test_a_figure_that_is_not_printed_fails() -> None:
    def bare(words: list[str]) -> dict[str, Any]:
        return {"figures": [], "findings": []}

    labels = [line["label"] for one in published() for line in one["figures"]]
    assert [label for label in _failed(bare) if ":" not in label] == labels


def test_one_difference_is_known_in_all() -> None:
    known = [line for one in published() for line in one["figures"] if "known_difference" in line]
    assert [(line["published"], line["known_difference"]) for line in known] == [("2.400", "2.300")]
