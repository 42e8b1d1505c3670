"""Anything in one's scope is found from anywhere, and nothing else."""

import pytest

from tests.members.cast import recorded
from tests.web.cast import Office

_PART = {"HX-Request": "true"}


@pytest.mark.parametrize("typed", ["tran van minh", "Trần Văn Minh", "minh tran", "TRẦN MINH", "DV1"])
def test_lan_finds_minh_however_she_types_him(office: Office, typed: str) -> None:
    page = office.lan().get("/tim", {"q": typed}, headers=_PART).content.decode()
    assert "Trần Văn Minh" in page
    assert "Chi bộ thôn 1" in page
    assert "<html" not in page


def test_quang_does_not_find_minh_nor_his_cell(office: Office) -> None:
    quang = office.quang()
    for typed in ("minh", "DV1", "thôn 1", "24.01"):
        page = quang.get("/tim", {"q": typed}, headers=_PART).content.decode()
        assert "Minh" not in page
        assert "Chi bộ thôn 1" not in page
        assert "Thử Nghiệm" not in page


@pytest.mark.parametrize("typed", ["thon 1", "Thôn 1", "chi bo thon 1", "24.01.1"])
def test_an_organisation_is_found_by_words_without_tones_or_by_code(office: Office, typed: str) -> None:
    page = office.tuan().get("/tim", {"q": typed}, headers=_PART).content.decode()
    assert "Chi bộ thôn 1" in page
    assert "Chi bộ thôn 2" not in page


def test_the_whole_page_shows_more_than_the_box(office: Office) -> None:
    for number in range(12):
        recorded(f"DV2{number:02}", "Lê Thị Hoa", office.commune.hamlet_1)
    lan = office.lan()
    part = lan.get("/tim", {"q": "hoa"}, headers=_PART).content.decode()
    assert part.count("Lê Thị Hoa") == 8
    assert "Xem thêm kết quả" in part
    assert lan.get("/tim", {"q": "hoa"}).content.decode().count("Lê Thị Hoa") == 12


def test_a_control_character_in_the_address_is_refused_in_words(office: Office) -> None:
    answer = office.lan().get("/tim", {"q": "\x001.2"})
    assert answer.status_code == 400
    assert "Máy chủ không đọc được yêu cầu này." in answer.content.decode()


@pytest.mark.parametrize(
    "typed", ["", " ", "a", "%", "'; --", "<script>alert(1)</script>", "😀" * 500, "\u0301"]
)
def test_odd_input_finds_nothing_and_breaks_nothing(office: Office, typed: str) -> None:
    answer = office.lan().get("/tim", {"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_who_reads_masked_records_finds_by_name_and_sees_the_year_of_birth_alone(office: Office) -> None:
    reader = office.browser("Chi", "cell_committee_member", office.commune.hamlet_1)
    page = reader.get("/tim", {"q": "minh"}, headers=_PART).content.decode()
    assert "Trần Văn Minh" in page
    assert "sinh 1980" in page
    assert "01/01/1980" not in page
    assert "Minh" not in reader.get("/tim", {"q": "DV1"}, headers=_PART).content.decode()


def test_the_administrator_finds_nobody(office: Office) -> None:
    assert "Minh" not in office.vy().get("/tim", {"q": "minh"}, headers=_PART).content.decode()
