"""The people behind a figure: page by page, recorded by name, with a reason where it is due."""

import io
import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from dangvu.statistics.asked import BadQuestion
from dangvu.statistics.services import lists
from tests.members.cast import recorded
from tests.web.cast import Office
from tests.web.conftest import TODAY
from tests.web.reports.conftest import browser

NAMES = re.compile(r'<th scope="row">(.*?)</th>')


def names(client: Client, address: str) -> list[str]:
    return NAMES.findall(client.get(address).content.decode())


def test_the_opening_is_recorded_with_those_on_the_list(binh: Client) -> None:
    page = binh.get("/danh-sach/classification/T/members.excellent", {"year": "2020"}).content.decode()
    assert "Phạm Thị Oanh" in page
    assert "7 dòng" in page
    event = Event.objects.get(verb="read.list")
    assert event.after is not None
    assert (event.after["rows"], len(event.after["members"])) == (7, 7)


def test_pages_follow_each_other_without_losing_or_repeating_anybody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 3)
    for number in range(2, 9):
        recorded(f"DV{number}", f"Nguyễn Văn {'AĂÂBCDĐ'[number - 2]}n", office.commune.hamlet_1)
    tuan = office.tuan()
    found, address = [], "/danh-sach/membership/24.01/closing?year=2026"
    while address:
        page = tuan.get(address).content.decode()
        found += NAMES.findall(page)
        following = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', page)
        address = (
            "/danh-sach/membership/24.01/closing" + following[1].replace("&amp;", "&") if following else ""
        )
    assert len(found) == len(set(found)) == 8
    assert found[0] == "Nguyễn Văn An"


@pytest.mark.parametrize("after", ["x", "1~2", "99999999999999999999~2020-01-01~1", "1~hôm qua~1", "-1"])
def test_a_broken_address_of_a_page_shows_the_first(binh: Client, after: str) -> None:
    address = "/danh-sach/membership/T/closing?year=2020"
    assert names(binh, f"{address}&after={after}") == names(binh, address)


def test_a_list_by_ethnic_group_asks_for_the_reason_first(binh: Client) -> None:
    address = "/danh-sach/membership/T/stock.ethnic_minority?year=2020"
    page = binh.get(address).content.decode()
    assert "Mở danh sách này để làm gì?" in page
    assert not Event.objects.filter(verb__startswith="read.list").exists()
    assert "hãy ghi lý do" in binh.post(address, {"reason": " "}).content.decode()
    assert binh.post(address, {"reason": "Báo cáo công tác dân tộc 2020"}).status_code == 302
    assert names(binh, address)
    event = Event.objects.get(verb="read.list_sensitive")
    assert event.after is not None
    assert event.after["reason"] == "Báo cáo công tác dân tộc 2020"


@pytest.mark.parametrize("role", ["grassroots_clerk", "cell_secretary", "standing_committee"])
@pytest.mark.parametrize("key", ["stock.ethnic_minority", "stock.religious"])
def test_other_roles_do_not_open_lists_by_ethnic_group_or_religion(
    example: None, role: str, key: str
) -> None:
    client = browser("Tuấn", role, "T")
    address = f"/danh-sach/membership/T/{key}?year=2020"
    assert client.get(address).status_code == 404
    assert client.post(address, {"reason": "tò mò"}).status_code == 404
    assert not Event.objects.filter(verb__startswith="read.list").exists()


def test_an_export_says_who_took_it_out_when_and_why(binh: Client) -> None:
    answer = binh.post("/danh-sach/membership/T/closing/tep?year=2020", {"reason": "=cmd|' /C calc'!A0"})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert str(sheet["A1"].value).startswith("Xuất từ Đảng vụ bởi Bình")
    assert sheet["C5"].value
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    event = Event.objects.get(verb="read.export")
    assert event.after is not None
    assert len(event.after["members"]) == event.after["rows"]


def test_without_a_reason_nothing_is_exported(binh: Client) -> None:
    answer = binh.post("/danh-sach/membership/T/closing/tep?year=2020", {"reason": ""})
    assert answer.status_code == 422
    assert "hãy ghi lý do" in answer.content.decode()
    assert not Event.objects.filter(verb="read.export").exists()


def test_who_may_read_lists_but_not_take_them_out_is_refused(example: None) -> None:
    client = browser("Dũng", "inspection_commission", "T")
    assert client.get("/danh-sach/membership/T/closing?year=2020").status_code == 200
    assert client.post("/danh-sach/membership/T/closing/tep?year=2020", {"reason": "a"}).status_code == 403


@pytest.mark.parametrize("key", ["stock.nothing", "stock.population_share", "x" * 300])
def test_a_figure_without_a_list_says_so(binh: Client, key: str) -> None:
    answer = binh.get(f"/danh-sach/membership/T/{key}", {"year": "2020"})
    assert answer.status_code == 404


def test_organisations_are_listed_by_name_with_what_stands_above(binh: Client) -> None:
    page = binh.get("/danh-sach/membership/T/organizations.grassroots", {"year": "2020"}).content.decode()
    assert "Đảng bộ xã Số 1" in page
    event = Event.objects.get(verb="read.list")
    assert event.after is not None
    assert "members" not in event.after


def test_the_verb_itself_asks_the_rights(office: Office) -> None:
    with pytest.raises(Refused):
        lists.open_list(
            "membership",
            organization_code="24.01",
            period=(TODAY, TODAY.replace(day=21)),
            key="closing",
            actor=Actor(None, "không ai"),
            today=TODAY,
        )
    with pytest.raises(BadQuestion, match="Không có báo cáo"):
        lists.open_list(
            "gì đó",
            organization_code="24.01",
            period=(TODAY, TODAY.replace(day=21)),
            key="closing",
            actor=Actor(None, "không ai"),
            today=TODAY,
        )
