"""`dangvu report`: what it prints, and what it refuses with which status."""

import csv
import io
import json

import pytest

from dangvu.audit.models import Event
from tests.cli.conftest import Run
from tests.statistics.records import example, put


@pytest.fixture
def records(db: None) -> None:
    put(example())


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("period", "first", "after"),
    [
        (["--year", "2020"], "2020-01-01", "2021-01-01"),
        (["--from", "2020-03-01", "--to", "2020-06-01"], "2020-03-01", "2020-06-01"),
        (["--on", "2020-12-31"], "2020-12-31", "2021-01-01"),
    ],
)
def test_the_period_is_a_year_days_or_one_day(
    run: Run, capsys: pytest.CaptureFixture[str], period: list[str], first: str, after: str
) -> None:
    assert run("report", "membership", "--org", "T", *period, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["period"] == {"from": first, "to": after}


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "wrong",
    [
        ["membership", "--org", "T"],
        ["membership", "--org", "T", "--year", "2020", "--on", "2020-01-01"],
        ["membership", "--org", "T", "--from", "2020-01-01"],
        ["membership", "--org", "T", "--from", "2020-01-01", "--to", "2020-01-01"],
        ["membership", "--org", "T", "--year", "2020", "--since", "2021"],
        ["membership", "--org", "T.999", "--year", "2020"],
        ["memberships", "--org", "T", "--year", "2020"],
        ["membership", "--org", "T", "--year", "2020", "--list", "stock.growth"],
        ["discipline", "--org", "T", "--year", "2020", "--content", "gambling"],
    ],
)
def test_an_unknown_place_period_or_key_is_a_bad_call(run: Run, wrong: list[str]) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011 - whichever way, the status is 2
        run("report", *wrong)
    assert getattr(refused.value, "status", None) == 2


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "wrong", [["--year", "20"], ["--on", "2020-02-30"], ["--year", "2020", "--round", "0"]]
)
def test_a_day_that_does_not_exist_is_a_bad_call(run: Run, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run("report", "membership", "--org", "T", *wrong)
    assert refused.value.code == 2


@pytest.mark.usefixtures("records")
def test_findings_do_not_change_the_status_and_json_stands_alone(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("report", "classification", "--org", "T", "--year", "2020", "--format", "json") == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert "classification.cap_exceeded" in {one["code"] for one in findings}


@pytest.mark.usefixtures("records")
def test_a_list_is_printed_and_recorded(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            "report",
            "membership",
            "--org",
            "T.001",
            "--year",
            "2020",
            "--list",
            "closing",
            "--format",
            "json",
        )
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert (found["key"], len(found["rows"])) == ("closing", 6)
    assert Event.objects.filter(verb="read.list").count() == 1


@pytest.mark.usefixtures("records")
def test_the_options_reach_the_report(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    options = (
        "--by-child",
        "--decimals",
        "2",
        "--tree",
        "2021-12-31",
        "--with-predecessors",
        "--format",
        "json",
    )
    assert run("report", "membership", "--org", "T", "--year", "2020", *options) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["tree"], found["with_predecessors"]) == ("2021-12-31", True)
    women = next(one for one in found["figures"] if one["key"] == "stock.women")
    assert women["share"]["display"] == "29,73%"
    assert [one["organization"]["code"] for one in found["children"]] == [
        "T.002",
        "T.003",
        "T.004",
        "T.C001",
        "T.C002",
    ]


@pytest.mark.usefixtures("records")
def test_figures_for_a_spreadsheet(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "admissions", "--org", "T", "--year", "2021", "--format", "csv") == 0
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert (rows["admitted.share_of_plan"]["display"], rows["plan.minimum"]["value"]) == ("3,3%", "30")
