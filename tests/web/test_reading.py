"""The read-only pages: what a visitor of the demo meets, and that nobody else gets in."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from dangvu.access.models import Account
from dangvu.access.services import actor_of_os_user
from dangvu.audit.models import Event
from dangvu.exchange.services.load import load

EXAMPLE = Path(__file__).resolve().parent.parent / "data" / "example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client: Client) -> Client:
    """Somebody who may look at everything of the example committee."""
    actor = actor_of_os_user()
    load(EXAMPLE, actor=actor)
    client.force_login(Account.objects.get(pk=actor.account_id or 0))
    return client


def test_the_first_page_names_the_committees_with_their_members(visitor: Client) -> None:
    page = visitor.get("/to-chuc", {"on": "31/12/2021"}).content.decode()
    assert "Đảng bộ tỉnh Thử Nghiệm" in page
    assert "35 đảng viên" in page
    assert "Số liệu ngày <strong>31/12/2021" in page


def test_a_committee_shows_the_tree_of_the_day(visitor: Client) -> None:
    before = visitor.get("/to-chuc/T/truc-thuoc", {"on": "30/06/2021"}).content.decode()
    after = visitor.get("/to-chuc/T/truc-thuoc", {"on": "01/07/2021"}).content.decode()
    assert "Đảng bộ xã Số 1" in before
    assert "Đảng bộ xã Số 1" not in after


def test_the_history_of_a_merged_committee_names_its_successor(visitor: Client) -> None:
    page = visitor.get("/to-chuc/T.001/lich-su", {"on": "30/06/2021"}).content.decode()
    assert 'Sáp nhập vào <a href="/to-chuc/T.002">Đảng bộ xã Số 2</a> (T.002)' in page


@pytest.mark.parametrize(
    "name", ["membership", "admissions", "classification", "screening", "discipline", "inspections"]
)
def test_every_report_opens_with_its_children(visitor: Client, name: str) -> None:
    answer = visitor.get(f"/bao-cao/{name}/T", {"year": "2020", "by_child": "1"})
    assert answer.status_code == 200
    assert "Theo tổ chức trực thuộc" in answer.content.decode()


def test_a_figure_opens_the_people_it_counts_and_the_opening_is_recorded(visitor: Client) -> None:
    report = visitor.get("/bao-cao/classification/T", {"year": "2020"}).content.decode()
    address = "/danh-sach/classification/T/members.excellent?from=2020-01-01&amp;to=2021-01-01"
    assert address in report
    page = visitor.get(address.replace("&amp;", "&")).content.decode()
    assert "7 dòng" in page
    assert "Phạm Thị Oanh" in page
    event = Event.objects.get(verb="read.list")
    assert event.after is not None
    assert event.after["rows"] == 7


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/to-chuc/KHONG.CO", "nằm ngoài phạm vi của bạn"),
        ("/bao-cao/membership/T?year=abc", "không phải là năm"),
        ("/bao-cao/thu-gi-do/T?year=2020", "Không có báo cáo"),
        ("/bao-cao/membership/T?from=2020-05-01&to=2020-05-01", "Kỳ báo cáo trống"),
        ("/danh-sach/membership/T/stock.nothing?year=2020", "stock.nothing"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(visitor: Client, address: str, sentence: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 404
    assert sentence in answer.content.decode()


def test_before_signing_in_nothing_opens(client: Client, db: None) -> None:
    for address in ("/", "/to-chuc/T", "/bao-cao/membership/T", "/danh-sach/membership/T/closing"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/dang-nhap?next=/")


def test_no_page_carries_inline_script_or_style(visitor: Client) -> None:
    answer = visitor.get("/bao-cao/membership/T", {"year": "2020", "by_child": "1"})
    page = answer.content.decode()
    assert all(" src=" in tag for tag in page.split("<script")[1:])
    assert "style=" not in page
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_page_asks_the_same_number_of_queries_however_many_units_it_names(
    visitor: Client, django_assert_max_num_queries: object
) -> None:
    visitor.get("/to-chuc/T", {"on": "01/06/2020"})  # the first visit begins the session
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        visitor.get("/to-chuc/T", {"on": date(2020, 6, 1).isoformat()})
