"""Who gets into a page: inside the scope with the right; 404 outside it, 403 without the right."""

from datetime import date

import pytest
from django.test import Client

from dangvu.access.models import Account
from tests.web.cast import Office, grant

_PAGE = "/to-chuc/{}"
_LIST = "/danh-sach/membership/{}/closing?year=2026"


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("24.01", 200),  # her own commune
        ("24.01.1", 200),  # a cell under it
        ("24", 404),  # above
        ("24.02", 404),  # beside
        ("24.02.1", 404),
        ("nothing", 404),
    ],
)
def test_tuan_sees_his_commune_and_what_stands_under_it(office: Office, code: str, status: int) -> None:
    assert office.tuan().get(_PAGE.format(code)).status_code == status


def test_quang_learns_nothing_of_the_commune_beside_his(office: Office) -> None:
    quang = office.quang()
    there, nowhere = quang.get(_PAGE.format("24.01")), quang.get(_PAGE.format("99.99"))
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_the_breadcrumb_begins_where_the_persons_scope_begins(office: Office) -> None:
    page = office.lan().get("/").content.decode()
    assert "Chi bộ thôn 1" in page
    assert "Đảng bộ xã Thử Nghiệm" not in page
    assert "Đảng bộ tỉnh Thử Nghiệm" not in page


def test_without_the_right_inside_the_scope_the_page_is_refused_by_name(office: Office) -> None:
    reader = office.browser("Chi", "cell_committee_member", office.commune.hamlet_1)
    assert reader.get(_PAGE.format("24.01.1")).status_code == 200
    answer = reader.get(_LIST.format("24.01.1"))
    assert answer.status_code == 403
    assert "mở danh sách người hoặc tổ chức sau một số liệu" in answer.content.decode()


def test_the_administrator_cannot_tell_which_organisations_exist(office: Office) -> None:
    vy = office.vy()
    there, nowhere = vy.get(_PAGE.format("24.01")), vy.get(_PAGE.format("99.99"))
    assert there.status_code == nowhere.status_code == 403
    assert there.content == nowhere.content


@pytest.mark.parametrize(
    ("since", "until", "status"),
    [
        (date(2026, 1, 1), date(2026, 11, 21), 200),  # today is the last day
        (date(2026, 1, 1), date(2026, 11, 20), 404),  # ended yesterday
        (date(2026, 11, 21), date(2027, 1, 1), 404),  # begins tomorrow
    ],
)
def test_a_role_opens_pages_on_its_days_only(office: Office, since: date, until: date, status: int) -> None:
    browser = grant("Lan", "cell_secretary", office.commune.hamlet_1, since=since, until=until)
    assert browser.get(_PAGE.format("24.01.1")).status_code == status


def test_rights_are_those_of_today_whatever_day_is_shown(office: Office) -> None:
    browser = grant("Lan", "cell_secretary", office.commune.hamlet_1, since=date(2026, 11, 1))
    assert browser.get(_PAGE.format("24.01.1"), {"on": "31/12/2020"}).status_code == 200


def test_a_locked_account_opens_nothing(office: Office) -> None:
    lan = office.lan()
    Account.objects.filter(display_name="Lan").update(is_active=False)
    assert lan.get(_PAGE.format("24.01.1")).status_code == 302


def test_every_page_says_why_it_can_be_seen(office: Office) -> None:
    page = office.tuan().get(_PAGE.format("24.01.1")).content.decode()
    assert "Bạn giữ vai trò “Cán bộ văn phòng đảng ủy cơ sở” tại Đảng bộ xã Thử Nghiệm" in page
    assert "từ ngày 01/01/2000 (Phân công của Ban Thường vụ)." in page


def test_who_has_not_signed_in_is_asked_to_and_comes_back(office: Office) -> None:
    answer = Client().get(_PAGE.format("24.01"), {"on": "2020-12-31"})
    assert answer.status_code == 302
    assert answer["Location"] == "/dang-nhap?next=/to-chuc/24.01%3Fon%3D2020-12-31"


def test_a_part_of_a_page_asked_for_after_the_session_ended_says_so(office: Office) -> None:
    assert Client().get("/tim", {"q": "minh"}, headers={"HX-Request": "true"}).status_code == 401


def test_pages_of_people_are_kept_by_no_cache_and_no_frame(office: Office) -> None:
    answer = office.lan().get("/")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
