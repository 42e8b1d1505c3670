"""The day shown and the place stay until they are changed."""

import pytest

from tests.web.cast import Office


@pytest.mark.parametrize(
    "typed", ["31/12/2025", "31-12-2025", "31.12.2025", "31122025", "2025-12-31", "ngày 31 tháng 12 năm 2025"]
)
def test_a_day_is_taken_as_people_write_it(office: Office, typed: str) -> None:
    page = office.lan().get("/", {"on": typed}).content.decode()
    assert "<strong>31/12/2025</strong>" in page


def test_the_day_is_kept_on_the_next_pages_and_says_that_it_is_not_today(office: Office) -> None:
    lan = office.lan()
    lan.get("/", {"on": "31/12/2025"})
    page = lan.get("/to-chuc/24.01.1").content.decode()
    assert "<strong>31/12/2025</strong>" in page
    assert "không phải hôm nay" in page
    assert 'class="is-past"' in page


@pytest.mark.parametrize("typed", ["", "20/11/2026"])
def test_going_back_to_today_is_not_kept_so_that_tomorrow_shows_tomorrow(office: Office, typed: str) -> None:
    lan = office.lan()
    lan.get("/", {"on": "31/12/2025"})
    page = lan.get("/", {"on": typed}).content.decode()
    assert "<strong>20/11/2026</strong>" in page
    assert "is-past" not in page
    assert "on" not in lan.session


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2025", "chỉ có 28 ngày"),
        ("12/2025", "thiếu ngày"),
        ("<b>x</b>", "Không đọc được ngày"),
        ("9" * 5000, "Không đọc được"),
    ],
)
def test_a_wrong_day_is_explained_and_the_day_before_stays(office: Office, typed: str, sentence: str) -> None:
    lan = office.lan()
    lan.get("/", {"on": "31/12/2025"})
    page = lan.get("/", {"on": typed}).content.decode()
    assert sentence in page
    assert "Vẫn đang xem ngày trước đó." in page
    assert "<strong>31/12/2025</strong>" in page
    assert "<b>x</b>" not in page


def test_the_day_control_keeps_what_else_the_address_asks(office: Office) -> None:
    page = office.lan().get("/tim", {"q": "minh"}).content.decode()
    assert '<input type="hidden" name="q" value="minh">' in page


def test_the_place_opened_last_is_shown_on_the_next_page(office: Office) -> None:
    tuan = office.tuan()
    assert 'aria-current="location">Đảng bộ xã Thử Nghiệm<' in tuan.get("/").content.decode()
    tuan.get("/to-chuc/24.01.2")
    assert 'aria-current="location">Chi bộ thôn 2<' in tuan.get("/").content.decode()


def test_a_place_that_is_no_longer_in_scope_is_left(office: Office) -> None:
    lan = office.lan()
    session = lan.session
    session["place"] = "24.02.1"
    session.save()
    page = lan.get("/").content.decode()
    assert "Chi bộ thôn Đông" not in page
    assert "Chi bộ thôn 1" in page


def test_the_first_page_asks_few_questions(office: Office, django_assert_max_num_queries: object) -> None:
    lan = office.lan()
    lan.get("/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert lan.get("/").status_code == 200
