"""The committee of the worked example on screen, as a visitor of the demo meets it; nobody else gets in."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from dangvu.access.models import Account
from dangvu.access.services import actor_of_os_user
from dangvu.exchange.services.load import load

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"

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
    ("address", "sentence"),
    [
        ("/to-chuc/KHONG.CO", "nằm ngoài phạm vi của bạn"),
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
    answer = visitor.get("/to-chuc/T", {"on": "30/06/2021"})
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
