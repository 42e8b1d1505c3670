"""The same report as JSON, text, CSV and XLSX."""

import csv
import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from dangvu.access.models import Account, Grant
from dangvu.audit.actor import Actor
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.rendering import as_csv, as_json, as_text, as_xlsx
from dangvu.statistics.report import Report
from dangvu.statistics.reports import run
from tests.statistics.records import example, put
from tests.statistics.world import load, person, stay, year_of

pytestmark = pytest.mark.django_db


def test_the_shape_of_the_data() -> None:
    put(example())
    found = json.loads(as_json.render(year_of("classification", "T", 2020)))
    assert found["report"] == "classification"
    assert found["organization"] == {"code": "T", "name": "Đảng bộ tỉnh Thử Nghiệm"}
    assert found["period"] == {"from": "2020-01-01", "to": "2021-01-01"}
    figures = {one["key"]: one for one in found["figures"]}
    assert figures["members.excellent"]["share"] == {
        "of": "members.rated",
        "value": 21.875,
        "display": "21,9%",
    }
    assert (figures["members.excellent"]["value"], figures["members.excellent"]["display"]) == (7, "7")
    assert figures["organizations.failed"]["share"] == {
        "of": "organizations.rated",
        "value": 0.0,
        "display": "0%",
    }
    assert figures["members.good_or_better.target"]["value"] is None
    for finding in found["findings"]:
        assert set(finding) == {
            "code",
            "severity",
            "provision",
            "confidence",
            "organization",
            "counts",
            "message",
        }


@pytest.mark.parametrize("name", MATTERS)
def test_every_form_prints_every_report_with_its_units(name: str) -> None:
    put(example())
    report = run(
        name, organization_code="T", period=(date(2020, 1, 1), date(2022, 1, 1)), by_child=True, since=2015
    )
    data = as_json.as_data(report)
    rows = list(csv.DictReader(io.StringIO(as_csv.render(report))))
    assert len(rows) == len(data["figures"]) * (len(data["children"]) + 2)
    assert {row["organization"] for row in rows} == {"T", "T.002", "T.003", "T.004", "T.C001", "T.C002"}
    sheet = load_workbook(io.BytesIO(as_xlsx.render(report))).worksheets[0]
    assert sheet.max_row == len(rows) + 4
    assert all(one.label in as_text.render(report) for one in report.figures)


def test_the_columns_of_the_figures() -> None:
    put(example())
    lines = as_csv.render(year_of("membership", "T", 2020)).splitlines()
    assert lines[0] == "key,label,value,display,share,share_display,of"
    assert 'stock.women,Đảng viên nữ,11,11,29.72972972972973,"29,7%",closing' in lines


@pytest.fixture
def listing() -> Report:
    """A list with a name that a spreadsheet would run."""
    account = Account.objects.create(username="binh")
    Grant.objects.create(
        account=account, role="local_operator", decision="01-QĐ/TU", valid_from=date(2020, 1, 1)
    )
    names = ("=HYPERLINK(A1)", "+1", "@x", "Nguyễn Văn Minh")
    load(
        {
            "members": [person(f"M{number}", name) for number, name in enumerate(names)],
            "memberships": [stay(f"M{number}", "P.X.1", "2020-01-01") for number in range(len(names))],
        }
    )
    reader = Actor(account.pk, "Bình")
    return year_of("membership", "P", 2021, list_key="closing", actor=reader, today=date(2026, 11, 20))


def test_a_name_is_never_a_formula(listing: Report) -> None:
    names = [row["name"] for row in csv.DictReader(io.StringIO(as_csv.render(listing)))]
    assert sorted(names) == ["'+1", "'=HYPERLINK(A1)", "'@x", "Nguyễn Văn Minh"]
    sheet = load_workbook(io.BytesIO(as_xlsx.render(listing))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row} == {"s"}


def test_a_list_in_each_form(listing: Report) -> None:
    assert listing.listing is not None
    data = as_json.as_data(listing)
    assert (data["key"], len(data["rows"]), set(data["rows"][0])) == (
        "closing",
        4,
        {"code", "name", "organization", "on"},
    )
    assert "Danh sách: Đảng viên cuối kỳ (4)" in as_text.render(listing)


@pytest.mark.parametrize(
    ("cell", "shown"), [("-5,2%", "-5,2%"), ("-1.234", "-1.234"), ("-cmd", "'-cmd"), (-5, -5), (None, None)]
)
def test_a_negative_number_stays_a_number(cell: object, shown: object) -> None:
    assert as_csv.guarded(cell) == shown  # type: ignore[arg-type]


def test_paper_says_nothing_in_words_and_prints_how_a_figure_is_counted() -> None:
    put(example())
    text = as_text.render(year_of("screening", "T", 2020))
    assert "không có đảng viên được rà soát, sàng lọc" in text
    assert "khai trừ được tính ở đây" in text
