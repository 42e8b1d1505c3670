"""Bình carries out acts on organisations step by step: fills in, looks, carries out, prints, takes back."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from dangvu.members.models import Membership
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import name_on
from dangvu.reorganizations.models import ActFile
from tests.members.cast import TODAY, recorded
from tests.web.cast import Office

pytestmark = pytest.mark.django_db

DECISION = {
    "on": "1/7/2025", "decision_number": "124-QĐ/TU", "decision_date": "16.6.2025", "body_code": "24",
}  # fmt: skip
MERGE = {**DECISION, "step": "preview", "successor_code": "24.01.2"}
_MERGE = "/to-chuc/24.01.1/viec/merge"


def _agree(page: str) -> dict[str, str]:
    """What the preview sends when its button is pressed."""
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    return {name: unescape(value) for name, value in fields.items()} | {"step": "apply"}


def _merged(browser: Client) -> ActFile:
    page = browser.post(_MERGE, MERGE).content.decode()
    answer = browser.post(_MERGE, _agree(page))
    assert answer.status_code == 302, answer.content.decode()
    return ActFile.objects.get()


def test_binh_merges_two_cells_and_nobody_is_lost(office: Office) -> None:
    hoa = recorded("DV2", "Lê Thị Hoa", office.commune.hamlet_2)
    browser = office.binh()
    page = browser.post(_MERGE, MERGE).content.decode()
    for words in (
        "124-QĐ/TU ngày 16/06/2025",
        "sáp nhập vào",
        "Trần Văn Minh (DV1)",
        "Trước và sau bằng nhau",
    ):
        assert words in page
    assert not ActFile.objects.exists()
    answer = browser.post(_MERGE, _agree(page))
    file = ActFile.objects.get()
    assert answer["Location"] == f"/viec-to-chuc/{file.pk}"
    cells = Membership.objects.filter(valid_to__gt=TODAY).values_list("member__code", "organization__code")
    assert set(cells) == {("DV1", "24.01.2"), (hoa.code, "24.01.2")}


def test_the_sheet_of_what_was_done_names_who_came_and_has_places_to_sign(office: Office) -> None:
    recorded("DV2", "Lê Thị Hoa", office.commune.hamlet_2)
    browser = office.binh()
    page = browser.get(f"/viec-to-chuc/{_merged(browser).pk}").content.decode()
    for words in (
        "Bảng đối chiếu đảng viên",
        "Trần Văn Minh (DV1)",
        "Đại diện bên giao",
        "Trước và sau bằng nhau",
    ):
        assert words in page
    row = re.sub(r"<[^>]+>", " ", page[page.index("Chi bộ thôn 2") :])
    assert row.split()[4:10] == ["24.01.2", "1", "0", "1", "2", "Cộng"]


def test_a_double_click_carries_out_once(office: Office) -> None:
    browser = office.binh()
    sent = _agree(browser.post(_MERGE, MERGE).content.decode())
    first, second = browser.post(_MERGE, sent), browser.post(_MERGE, sent)
    assert ActFile.objects.count() == 1
    assert second.status_code in (302, 404, 422)
    assert first["Location"] == second["Location"]


def test_what_changed_since_the_preview_is_shown_before_anything_is_written(office: Office) -> None:
    browser = office.binh()
    sent = _agree(browser.post(_MERGE, MERGE).content.decode())
    recorded("DV3", "Phạm Văn Tuấn", office.commune.hamlet_1)
    answer = browser.post(_MERGE, sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Hồ sơ đã thay đổi từ lúc bạn xem trước" in page
    assert "Phạm Văn Tuấn (DV3)" in page
    assert not ActFile.objects.exists()
    assert browser.post(_MERGE, _agree(page)).status_code == 302


def test_everything_in_the_way_is_said_at_once_and_nothing_can_be_pressed(office: Office) -> None:
    answer = office.binh().post(
        "/to-chuc/24.01/viec/wind_up", {**DECISION, "step": "preview", "on": "1/7/2025"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chi bộ thôn 1 (24.01.1)" in page
    assert 'value="apply"' not in page


@pytest.mark.parametrize(
    ("act", "typed", "words"),
    [
        ("rename", {"name": ""}, "office-field-error"),
        ("rename", {"name": "A", "on": "31/2/2025"}, "31/2/2025"),
        ("move", {"parent_code": "24.99"}, "Không có tổ chức đảng mang mã “24.99”"),
        ("merge", {"successor_code": "24.01.2", "others": "24.98\n24.97"}, "“24.97”"),
        ("rename", {"name": "B", "body_code": "99"}, "office-field-error"),
    ],
)
def test_a_wrong_field_is_told_at_the_field_and_keeps_what_was_typed(
    office: Office, act: str, typed: dict[str, str], words: str
) -> None:
    answer = office.binh().post(f"/to-chuc/24.01.1/viec/{act}", {**DECISION, "step": "preview", **typed})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in page
    assert "124-QĐ/TU" in page


def test_going_back_to_mend_keeps_what_was_typed(office: Office) -> None:
    page = office.binh().post(_MERGE, {**MERGE, "step": "edit"}).content.decode()
    assert 'value="124-QĐ/TU"' in page
    assert 'value="24.01.2"' in page


@pytest.mark.parametrize(
    ("act", "typed", "name"),
    [
        ("rename", {"name": "Chi bộ thôn Mới"}, "Chi bộ thôn Mới"),
        ("convert", {"kind": "grassroots_cell", "sector": ""}, "Chi bộ thôn 1"),
        ("move", {"parent_code": "24.02"}, "Chi bộ thôn 1"),
    ],
)
def test_the_other_acts_go_the_same_way(office: Office, act: str, typed: dict[str, str], name: str) -> None:
    browser = office.binh()
    address = f"/to-chuc/24.01.1/viec/{act}"
    page = browser.post(address, {**DECISION, "step": "preview", **typed}).content.decode()
    answer = browser.post(address, _agree(page))
    if act == "convert":  # a grassroots cell does not stand under a grassroots committee
        assert answer.status_code == 422
        return
    assert answer.status_code == 302, answer.content.decode()
    one = Organization.objects.get(code="24.01.1")
    assert name_on([one.pk], TODAY)[one.pk] == name


def test_binh_founds_a_cell_and_splits_another_into_it(office: Office) -> None:
    recorded("DV2", "Lê Thị Hoa", office.commune.hamlet_1)
    browser = office.binh()
    split = {
        **DECISION, "step": "preview", "code1": "24.01.3", "name1": "Chi bộ thôn 3", "kind1": "cell",
        "parent1": "24.01", "m-DV2": "1", "keep": "on",
    }  # fmt: skip
    page = browser.post("/to-chuc/24.01.1/viec/split", split).content.decode()
    assert browser.post("/to-chuc/24.01.1/viec/split", _agree(page)).status_code == 302
    stays = Membership.objects.filter(valid_to__gt=TODAY).values_list("member__code", "organization__code")
    assert set(stays) == {("DV1", "24.01.1"), ("DV2", "24.01.3")}
    found = {**DECISION, "step": "preview", "code": "24.01.4", "name": "Chi bộ thôn 4", "kind": "cell"}
    page = browser.post("/to-chuc/24.01/viec/establish", found).content.decode()
    assert browser.post("/to-chuc/24.01/viec/establish", _agree(page)).status_code == 302
    assert Organization.objects.filter(code="24.01.4", valid_from=date(2025, 7, 1)).exists()


def test_taking_back_restores_and_is_listed(office: Office) -> None:
    browser = office.binh()
    file = _merged(browser)
    assert (
        "Không có gì ghi sau đó phụ thuộc" in browser.get(f"/viec-to-chuc/{file.pk}/thu-hoi").content.decode()
    )
    assert browser.post(f"/viec-to-chuc/{file.pk}/thu-hoi").status_code == 302
    assert Membership.objects.get().organization.code == "24.01.1"
    assert "đã thu hồi" in browser.get("/viec-to-chuc").content.decode()
    again = browser.post(f"/viec-to-chuc/{file.pk}/thu-hoi", follow=True).content.decode()
    assert "đã được thu hồi từ trước" in again


def test_taking_back_is_refused_naming_what_depends_on_it(office: Office) -> None:
    browser = office.binh()
    file = _merged(browser)
    name = {**DECISION, "step": "preview", "on": "1/8/2025", "name": "Chi bộ thôn Một Hai"}
    page = browser.post("/to-chuc/24.01.2/viec/rename", name).content.decode()
    assert browser.post("/to-chuc/24.01.2/viec/rename", _agree(page)).status_code == 302
    answer = browser.post(f"/viec-to-chuc/{file.pk}/thu-hoi")
    assert answer.status_code == 422
    assert "Đổi tên" in answer.content.decode()
    file.refresh_from_db()
    assert file.state == "applied"


def test_tuan_without_the_right_is_refused_and_quang_finds_nothing(office: Office) -> None:
    file = _merged(office.binh())
    tuan, quang = office.tuan(), office.quang()
    for address in ("/to-chuc/24.01.1/viec", _MERGE, "/viec-to-chuc", f"/viec-to-chuc/{file.pk}"):
        assert tuan.get(address).status_code == 403
    assert quang.get(_MERGE).status_code == 404
    assert quang.post(_MERGE, MERGE).status_code == 404


def test_a_board_of_another_commune_neither_sees_nor_takes_back(office: Office) -> None:
    file = _merged(office.binh())
    board = office.browser("Ban tổ chức", "organization_board", office.commune.other_commune)
    assert "24.01" not in board.get("/viec-to-chuc").content.decode()
    for address in (f"/viec-to-chuc/{file.pk}", f"/viec-to-chuc/{file.pk}/thu-hoi"):
        assert board.get(address).status_code == 404
    outside = {**DECISION, "step": "preview", "successor_code": "24.01.2"}
    answer = board.post("/to-chuc/24.02.1/viec/merge", outside)
    assert answer.status_code == 422
    assert "Chi bộ thôn 2" not in answer.content.decode()


def test_an_act_that_does_not_exist_is_not_here(office: Office) -> None:
    assert office.binh().get("/to-chuc/24.01.1/viec/xoa").status_code == 404


@pytest.mark.parametrize("address", ["/to-chuc/24.01.1/viec", _MERGE, "/viec-to-chuc"])
def test_no_page_asks_more_than_twelve_questions(
    office: Office, address: str, django_assert_max_num_queries: object
) -> None:
    browser = office.binh()
    browser.get(address)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        browser.get(address)
