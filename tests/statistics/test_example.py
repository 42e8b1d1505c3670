"""The worked example: every figure that a plain reading of the definitions gives for it."""

import json
from datetime import date
from typing import Any

import pytest

from dangvu.statistics.reports import run
from tests.statistics.records import EXAMPLE, example, put

pytestmark = pytest.mark.django_db


def test_all_reports_of_the_example_print_their_figures() -> None:
    put(example())
    expected = json.loads((EXAMPLE / "expected.json").read_text(encoding="utf-8"))
    assert len(expected) == 35
    differences = [difference for report in expected for difference in _differences(report)]
    assert not differences


def _differences(expected: dict[str, Any]) -> list[str]:
    year = expected.get("year")
    first = date(year, 1, 1) if year else date.fromisoformat(expected["from"])
    after = date(year + 1, 1, 1) if year else date.fromisoformat(expected["to"])
    report = run(expected["report"], organization_code=expected["org"], period=(first, after))
    return [
        f"{expected['report']} {expected['org']} {first}: {key} {report.figure(key).value} != {value}"
        for key, value in expected["figures"].items()
        if report.figure(key).value != value
    ]
