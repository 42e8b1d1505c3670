"""Bình keeps the functions of each kind at the command line."""

import pytest

from tests.cli.conftest import Run


def test_a_version_is_laid_down_shown_and_taken_back(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("document", "add", "10-QĐ/TU", "--kind", "regulation", "--date", "2020-02-01", "--issuer", "Tỉnh ủy")
    version = ("cell", "10-QĐ/TU", "--from", "2020-03-01", "--functions", "Hạt nhân chính trị")
    assert run("functions", "set", *version) == 0
    capsys.readouterr()
    assert run("functions", "show", "cell") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Chi bộ trực thuộc, theo 10-QĐ/TU ngày 01/02/2020",
        "Chức năng: Hạt nhân chính trị",
    ]
    assert run("functions", "show", "cell", "--on", "2020-02-29") == 1
    assert run("functions", "take-back", "cell") == 0
    assert run("functions", "take-back", "cell") == 1
    assert run("functions", "show", "cell") == 1
