"""An organisation's page on any day, and the tree it stands in."""

from datetime import date

import pytest
from django.test import Client

from dangvu.audit.models import Event
from dangvu.kernel.periods import FOREVER
from dangvu.members.models import Post
from dangvu.organizations.models import OrganizationName, Succession
from tests.members.cast import recorded
from tests.organizations.trees import plant
from tests.web.cast import Office

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def _post(office: Office, post: str, since: date, until: date = FOREVER) -> None:
    Post.objects.create(
        member=office.minh, organization=office.commune.hamlet_1, post=post, valid_from=since, valid_to=until
    )


def _page(browser: Client, address: str, **asked: str) -> str:
    answer = browser.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def test_lan_meets_her_cell_with_kind_members_and_committee(office: Office) -> None:
    _post(office, "secretary", date(2024, 3, 1))
    page = _page(office.lan(), "/to-chuc/24.01.1")
    for words in ("Chi bộ trực thuộc", "Chi bộ thôn 1", "Bí thư", "Trần Văn Minh", "01/03/2024"):
        assert words in page


def test_the_committee_shown_by_name_is_recorded_as_read(office: Office) -> None:
    _post(office, "secretary", date(2024, 3, 1))
    _page(office.lan(), "/to-chuc/24.01.1")
    event = Event.objects.get(verb="read.list")
    assert event.after == {"list": "committee", "rows": 1, "members": ["DV1"]}


def test_who_may_not_read_members_sees_posts_without_names(office: Office) -> None:
    _post(office, "secretary", date(2024, 3, 1))
    union = office.browser("Hội phụ nữ", "mass_organization", office.commune.commune)
    page = _page(union, "/to-chuc/24.01.1")
    assert "Bí thư" in page
    assert "Trần Văn Minh" not in page
    assert not Event.objects.filter(verb="read.list").exists()


def test_a_post_nobody_holds_any_more_is_vacant_since_its_last_day(office: Office) -> None:
    _post(office, "deputy_secretary", date(2020, 1, 1), date(2026, 5, 1))
    page = _page(office.lan(), "/to-chuc/24.01.1")
    assert "Khuyết Phó Bí thư từ ngày 01/05/2026" in page
    assert "Chưa ghi ai giữ chức vụ Bí thư." in page


@pytest.mark.parametrize(("until", "told"), [(date(2027, 5, 19), True), (date(2027, 5, 20), False)])
def test_an_end_within_half_a_year_is_told_ahead(office: Office, until: date, told: bool) -> None:
    _post(office, "secretary", date(2024, 1, 1), until)
    assert ("nhiệm kỳ đến hết ngày" in _page(office.lan(), "/to-chuc/24.01.1")) is told


def test_the_page_of_another_day_shows_the_committee_of_that_day(office: Office) -> None:
    _post(office, "secretary", date(2020, 1, 1), date(2022, 1, 1))
    lan = office.lan()
    assert "Trần Văn Minh" in _page(lan, "/to-chuc/24.01.1", on="31/12/2021")
    assert "Khuyết Bí thư từ ngày 01/01/2022" in _page(lan, "/to-chuc/24.01.1", on="1/1/2022")


def test_before_its_founding_an_organisation_says_when_it_begins(office: Office) -> None:
    assert "chưa thành lập (thành lập ngày 01/01/2000)" in _page(
        office.lan(), "/to-chuc/24.01.1", on="1/1/1990"
    )


def test_the_history_names_what_was_and_hides_successors_out_of_scope(office: Office) -> None:
    cell = office.commune.hamlet_1
    OrganizationName.objects.filter(organization=cell).update(valid_to=date(2020, 1, 1))
    OrganizationName.objects.create(
        organization=cell, name="Chi bộ thôn Một", valid_from=date(2020, 1, 1), valid_to=FOREVER
    )
    Succession.objects.create(
        organization=office.commune.other_hamlet, successor=cell, succeeded_on=date(2019, 5, 1),
        act="merged_into", decision_number="12-QĐ/ĐU", decision_date=date(2019, 4, 20),
    )  # fmt: skip
    mine = _page(office.lan(), "/to-chuc/24.01.1/lich-su")
    for words in (
        "Mang tên Chi bộ thôn 1",
        "Mang tên Chi bộ thôn Một",
        "Trực thuộc",
        "12-QĐ/ĐU ngày 20/04/2019",
    ):
        assert words in mine
    assert "một tổ chức đảng ngoài phạm vi của bạn" in mine
    assert "24.02" not in mine
    assert "Chi bộ thôn Đông" in _page(office.binh(), "/to-chuc/24.01.1/lich-su")


@pytest.mark.parametrize(
    "address", ["/to-chuc/24.01.1", "/to-chuc/24.01.1/truc-thuoc", "/to-chuc/24.01.1/lich-su"]
)
def test_quang_of_another_commune_gets_nothing(office: Office, address: str) -> None:
    answer = office.quang().get(address)
    assert answer.status_code == 404
    assert "thôn 1" not in answer.content.decode()


def test_binh_opens_the_tree_branch_by_branch_with_counts(office: Office) -> None:
    browser = office.binh()
    top = _page(browser, "/to-chuc")
    for words in (
        "Đảng bộ tỉnh Thử Nghiệm",
        "Đảng bộ xã Thử Nghiệm",
        "Đảng bộ xã Bên Cạnh",
        "2 tổ chức · 1 đảng viên",
    ):
        assert words in top
    assert "Chi bộ thôn 1" not in top
    level = browser.get("/to-chuc/24.01/truc-thuoc", headers=HTMX).content.decode()
    assert "Chi bộ thôn 1" in level
    assert "<html" not in level


def test_lan_meets_her_own_cell_as_the_top_of_the_tree(office: Office) -> None:
    page = _page(office.lan(), "/to-chuc")
    assert "Chi bộ thôn 1" in page
    assert "Chi bộ thôn 2" not in page


def test_a_member_is_counted_where_they_were_on_the_day(office: Office) -> None:
    recorded("DV9", "Lê Thị Hoa", office.commune.hamlet_2, since=date(2026, 2, 3), full_from=None)
    browser = office.binh()
    for day, words in (("2/2/2026", "0 đảng viên"), ("3/2/2026", "1 đảng viên")):
        level = browser.get("/to-chuc/24.01/truc-thuoc", {"on": day, "after": "24.01.1"}, headers=HTMX)
        assert words in level.content.decode()


def test_a_long_level_goes_on_where_it_stopped(office: Office) -> None:
    for number in range(205):
        plant(f"24.01.5{number:03}", under=office.commune.commune, name=f"Chi bộ số {number}")
    browser = office.binh()
    first = browser.get("/to-chuc/24.01/truc-thuoc", headers=HTMX).content.decode()
    assert first.count("data-branch>") == 200
    assert "?after=24.01.5197" in first
    rest = browser.get("/to-chuc/24.01/truc-thuoc", {"after": "24.01.5197"}, headers=HTMX).content.decode()
    assert rest.count("data-branch>") == 7


@pytest.mark.parametrize("typed", ["thon 1", "Chi bộ thôn 1", "24.01.1"])
def test_searching_inside_the_tree_finds_by_name_or_code(office: Office, typed: str) -> None:
    page = _page(office.tuan(), "/to-chuc", tim=typed)
    assert "Chi bộ thôn 1" in page
    assert "thôn Đông" not in page


def test_nothing_found_says_what_to_do(office: Office) -> None:
    assert "Hãy thử ít chữ hơn" in _page(office.tuan(), "/to-chuc", tim="thôn Đông")


@pytest.mark.parametrize(
    "address", ["/to-chuc", "/to-chuc/24.01", "/to-chuc/24.01/truc-thuoc", "/to-chuc/24.01/lich-su"]
)
def test_no_page_asks_more_than_twelve_questions(
    office: Office, address: str, django_assert_max_num_queries: object
) -> None:
    browser = office.tuan()
    browser.get(address)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        browser.get(address)
