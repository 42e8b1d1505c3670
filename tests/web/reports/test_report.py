"""A report on screen: asked for, read with its definitions, opened, compared, sorted, taken along."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from dangvu.audit.models import Event
from tests.web.cast import Office
from tests.web.reports.conftest import browser

REPORTS = ["membership", "admissions", "classification", "screening", "discipline", "inspections"]


def read(client: Client, address: str, status: int = 200, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == status
    return answer.content.decode()


def first_cells(page: str) -> list[str]:
    """The units of the table by unit, in its order."""
    body = page.split('class="table card-table report-units"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r'<th scope="row">(.*?)</th>', body)]


def test_binh_chooses_a_report_and_lands_on_it(binh: Client) -> None:
    page = read(binh, "/bao-cao")
    assert "Tình hình đảng viên và tổ chức đảng" in page
    answer = binh.get("/bao-cao", {"name": "membership", "code": "T"})
    assert answer["Location"] == "/bao-cao/membership/T"


def test_a_code_outside_ones_scope_is_not_told_from_one_that_does_not_exist(office: Office) -> None:
    quang = office.quang()
    there = read(quang, "/bao-cao", 422, name="membership", code="24.01")
    nowhere = read(quang, "/bao-cao", 422, name="membership", code="99")
    assert "trong phạm vi của bạn" in there
    pattern = r'value="[^"]*"|x-csrftoken": "[^"]*"'
    assert re.sub(pattern, "", there) == re.sub(pattern, "", nowhere)


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_opens_with_its_units(binh: Client, name: str) -> None:
    page = read(binh, f"/bao-cao/{name}/T", year="2020", by_child="1")
    assert "Theo tổ chức trực thuộc" in page
    assert "style=" not in page
    scripts = re.findall(r"<script[^>]*>", page)
    assert all(" src=" in tag or "application/json" in tag for tag in scripts)


def test_a_figure_stands_with_its_definition_share_and_list(binh: Client) -> None:
    page = read(binh, "/bao-cao/classification/T", year="2020")
    assert "Số được xếp loại hoàn thành xuất sắc nhiệm vụ; bốn mức loại trừ nhau." in page
    assert 'href="/danh-sach/classification/T/members.excellent?year=2020"' in page


def test_findings_stand_beside_the_figures_and_say_what_is_unverified(over_the_cap: Client) -> None:
    page = read(over_the_cap, "/bao-cao/classification/P", year="2020")
    assert "Điều cần lưu ý" in page
    assert "căn cứ chưa kiểm chứng" in page


def test_the_same_days_of_the_year_before_stand_beside(binh: Client) -> None:
    page = read(binh, "/bao-cao/membership/T", year="2021", compare="year")
    assert "Cùng kỳ năm trước" in page.split("<thead>")[1]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"year": "abc"}, "Hãy viết năm bằng bốn chữ số"),
        ({"year": "20195"}, "Hãy viết năm bằng bốn chữ số"),
        ({"first": "3/2/2020"}, "Hãy ghi cả ngày đầu và ngày cuối"),
        ({"first": "3/2/2020", "last": "1/2/2020"}, "Ngày cuối phải từ ngày đầu trở đi"),
        ({"first": "31/2/2020", "last": "1/3/2020"}, "29 ngày"),
        ({"year": "2020", "first": "1/1/2020", "last": "2/2/2020"}, "Chỉ ghi năm, hoặc chỉ ghi từ ngày"),
        ({"year": "2020", "since": "2030"}, "phải trước ngày cuối"),
        ({"year": "2020", "tree": "hôm qua"}, "hôm qua"),
    ],
)
def test_a_wrong_question_is_answered_at_its_field_and_keeps_what_was_typed(
    binh: Client, query: dict[str, str], sentence: str
) -> None:
    answer = binh.get("/bao-cao/membership/T", query)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert all(f'value="{typed}"' in page for typed in query.values())


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("membership", {"year": "2020"}, "Năm 2020"),
        ("membership", {"first": "3/2/2020", "last": "4/2/2020"}, "Từ 03/02/2020 đến hết 04/02/2020"),
        ("membership", {"on": "31/12/2020"}, "Ngày 31/12/2020"),
        ("admissions", {"on": "31/12/2020"}, "Năm 2020"),
    ],
)
def test_the_period_is_said_in_words(binh: Client, name: str, query: dict[str, str], words: str) -> None:
    assert f"<strong>{words}</strong>" in binh.get(f"/bao-cao/{name}/T", query).content.decode()


def test_an_unknown_report_is_not_there(binh: Client) -> None:
    assert "Không có báo cáo" in read(binh, "/bao-cao/thu-gi-do/T", 404)


def test_units_sort_by_any_column_and_what_is_unknown_stands_last(binh: Client) -> None:
    def closing(order: str) -> list[int]:
        page = read(binh, "/bao-cao/membership/T", year="2020", by_child="1", sort=order, all="1")
        heads = re.findall(r'<th scope="col"[^>]*><a[^>]*>(.*?)</a>', page)
        at = next(n for n, head in enumerate(heads) if head.startswith("Đảng viên cuối kỳ"))
        body = page.split("report-units")[1].split("<tbody>")[1].split("</tbody>")[0]
        lines = body.split("</tr>")[:-2]  # the place's own line stands last
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)[at] for line in lines]
        return [int(re.sub(r"<[^>]+>", "", cell)) for cell in cells]

    rising, falling = closing("closing"), closing("-closing")
    assert rising == sorted(rising)
    assert falling == sorted(rising, reverse=True)
    assert len(set(rising)) > 1


def test_a_sorting_nobody_knows_changes_nothing(binh: Client) -> None:
    plain = read(binh, "/bao-cao/membership/T", year="2020", by_child="1")
    odd = read(binh, "/bao-cao/membership/T", year="2020", by_child="1", sort="<script>")
    assert first_cells(plain) == first_cells(odd)
    assert "<script>" not in odd


def test_who_may_not_open_lists_sees_figures_without_links(example: None) -> None:
    page = read(browser("Chi", "committee_member", "T"), "/bao-cao/membership/T", year="2020")
    assert "Đảng viên cuối kỳ" in page
    assert "/danh-sach/" not in page


def test_only_who_reports_them_gets_links_to_lists_by_ethnic_group(binh: Client) -> None:
    address = "/danh-sach/membership/T/stock.ethnic_minority"
    assert address in read(binh, "/bao-cao/membership/T", year="2020")
    tuan = browser("Tuấn", "grassroots_clerk", "T")
    page = read(tuan, "/bao-cao/membership/T", year="2020")
    assert address not in page
    assert "/danh-sach/membership/T/closing" in page


def test_charts_bring_their_data_and_their_tables(binh: Client) -> None:
    page = read(binh, "/bao-cao/membership/T", year="2020", by_child="1")
    [text] = re.findall(r'<script id="tang-giam" type="application/json">(.*?)</script>', page)
    data = json.loads(text)
    low_high = [step[:2] for step in data["steps"]]
    assert len(data["labels"]) == len(low_high) > 2
    assert data["labels"][0] == "Đảng viên đầu kỳ"
    assert "Bảng số liệu của hình" in page
    assert "echarts.common.min.js" in page


def test_a_page_without_charts_brings_no_drawing_program(binh: Client) -> None:
    assert "echarts" not in read(binh, "/bao-cao/screening/T", year="2020")


def test_the_spreadsheet_says_the_same_as_the_page(binh: Client) -> None:
    answer = binh.get("/bao-cao/membership/T/tep/xlsx", {"year": "2020", "by_child": "1"})
    assert answer["Content-Disposition"] == 'attachment; filename="membership-t-20200101-20201231.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert "Đảng bộ tỉnh Thử Nghiệm" in str(sheet["A1"].value)
    assert Event.objects.filter(verb="read.report").count() == 1


def test_the_csv_opens_with_its_tones(binh: Client) -> None:
    answer = binh.get("/bao-cao/membership/T/tep/csv", {"year": "2020"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert [row["label"] for row in rows if row["key"] == "closing"] == ["Đảng viên cuối kỳ"]


def test_the_word_file_has_the_head_of_a_party_paper(binh: Client) -> None:
    answer = binh.get("/bao-cao/classification/T/tep/docx", {"year": "2020", "by_child": "1"})
    document = Document(io.BytesIO(answer.content))
    left, right = document.tables[0].rows[0].cells
    assert (left.text, right.text) == ("ĐẢNG BỘ TỈNH THỬ NGHIỆM", "ĐẢNG CỘNG SẢN VIỆT NAM")
    labels = [row.cells[0].text for row in document.tables[1].rows]
    assert "Đảng viên được xếp loại" in labels


def test_findings_stand_in_the_word_file_with_their_mark(over_the_cap: Client) -> None:
    answer = over_the_cap.get("/bao-cao/classification/P/tep/docx", {"year": "2020"})
    lines = [line.text for line in Document(io.BytesIO(answer.content)).paragraphs]
    assert any(line.endswith("(căn cứ chưa kiểm chứng)") for line in lines)


def test_another_kind_of_file_is_not_there(binh: Client) -> None:
    assert binh.get("/bao-cao/membership/T/tep/exe", {"year": "2020"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/bao-cao/membership/24.01",
        "/bao-cao/membership/24.01/tep/xlsx",
        "/bao-cao/membership/24.01/chot",
        "/danh-sach/membership/24.01/closing",
    ],
)
def test_quang_gets_nothing_of_the_commune_beside_his(office: Office, address: str) -> None:
    quang = office.quang()
    there, nowhere = quang.get(address), quang.get(address.replace("24.01", "99"))
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_the_report_page_asks_few_queries_however_many_units(
    binh: Client, django_assert_max_num_queries: Any
) -> None:
    address = "/bao-cao/membership/T"
    binh.get(address, {"year": "2020", "by_child": "1"})
    with django_assert_max_num_queries(40):
        binh.get(address, {"year": "2020", "by_child": "1"})
