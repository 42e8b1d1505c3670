"""Lists of members: filters, columns, paging, and what stays closed."""

from datetime import date

import pytest
from django.test import Client

from dangvu.audit.models import Event
from dangvu.members.models import Member, Status
from dangvu.organizations.models import Organization
from tests.members.cast import HOA_JOINED, recorded
from tests.web.cast import Office


@pytest.fixture
def people(office: Office) -> Office:
    """Beside Minh: Hòa on probation, An exempt and old, Bích long in the Party, one in the other hamlet."""
    hamlet = office.commune.hamlet_1
    recorded("DV2", "Lê Thị Hòa", hamlet, since=HOA_JOINED, full_from=None)
    old = recorded("DV3", "Nguyễn Văn An", hamlet, citizen_id="024080000555")
    Status.objects.create(member=old, status="exempt", valid_from=date(2024, 1, 1))
    recorded("DV4", "Phạm Thị Bích", hamlet, admission_decision_date=date(1985, 2, 3))
    recorded("DV5", "Vũ Văn Kiên", office.commune.hamlet_2)
    Member.objects.filter(code="DV2").update(sex="female", birth_date=date(2000, 5, 1), ethnicity_code="02")
    Member.objects.filter(code="DV3").update(birth_date=date(1946, 11, 20), occupation_code="retired")
    Member.objects.filter(code="DV4").update(sex="female", birth_date=date(1965, 1, 1))
    return office


def _address(place: Organization) -> str:
    return f"/to-chuc/{place.code}/dang-vien"


def _names(browser: Client, place: Organization, **asked: str) -> list[str]:
    answer = browser.get(_address(place), asked)
    assert answer.status_code == 200
    return [row.code for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["DV3", "DV4", "DV2", "DV5", "DV1"]),
        ({"stage": "probationary"}, ["DV2"]),
        ({"status": "exempt"}, ["DV3"]),
        ({"status": "active", "sex": "male"}, ["DV5", "DV1"]),
        ({"age_from": "80"}, ["DV3"]),
        ({"age_from": "81"}, []),
        ({"age_to": "26"}, ["DV2"]),
        ({"age_to": "25"}, []),
        ({"party_age_from": "40"}, ["DV4"]),
        ({"party_age_from": "41", "party_age_to": "41"}, ["DV4"]),
        ({"party_age_from": "42"}, []),
        ({"occupation": "retired"}, ["DV3"]),
        ({"missing": "citizen_id", "sex": "male"}, ["DV5", "DV1"]),
    ],
)
def test_a_filter_finds_who_fits_and_nobody_else(
    people: Office, asked: dict[str, str], codes: list[str]
) -> None:
    assert sorted(_names(people.tuan(), people.commune.commune, **asked)) == sorted(codes)


def test_the_list_of_a_place_holds_its_own_people_in_the_order_of_names(people: Office) -> None:
    tuan = people.tuan()
    assert _names(tuan, people.commune.hamlet_1) == ["DV3", "DV4", "DV2", "DV1"]
    assert _names(tuan, people.commune.hamlet_2) == ["DV5"]


def test_pages_follow_each_other_and_lose_nobody(people: Office) -> None:
    for number in range(120):
        recorded(f"DVX{number}", f"Hoàng Văn Tư {number}", people.commune.hamlet_2)
    tuan, seen, after = people.tuan(), [], ""
    for _page in range(4):
        answer = tuan.get(_address(people.commune.commune), {"sex": "male", "after": after})
        seen += [row.code for row in answer.context["rows"]]
        after = answer.context["after"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 123


def test_a_page_cannot_be_begun_after_somebody_of_another_place(people: Office) -> None:
    stranger = recorded("DV9", "Hồ Thị Lạ", people.commune.other_hamlet)
    tuan = people.tuan()
    whole = _names(tuan, people.commune.commune)
    assert _names(tuan, people.commune.commune, after=str(stranger.pk)) == whole


def test_lan_opens_her_own_list_from_the_menu_and_quang_not_hers(people: Office) -> None:
    lan = people.lan()
    assert lan.get("/dang-vien")["Location"] == _address(people.commune.hamlet_1)
    there = people.quang().get(_address(people.commune.hamlet_1))
    assert there.status_code == 404


def test_a_wrong_age_says_what_to_do_and_shows_nobody(people: Office) -> None:
    answer = people.tuan().get(_address(people.commune.commune), {"age_from": "tám mươi"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy ghi số năm tròn" in page
    assert "tám mươi" in page
    assert "Nguyễn Văn An" not in page


def test_lists_by_ethnicity_are_for_who_reports_them_and_ask_why(people: Office) -> None:
    place = people.commune.commune
    tuan, binh = people.tuan(), people.binh()
    assert "Dân tộc" not in tuan.get(_address(place)).content.decode()
    assert len(_names(tuan, place, ethnicity="02")) == 5  # not his to ask: the whole list
    without = binh.get(_address(place), {"ethnicity": "02"})
    assert without.status_code == 422
    assert "Hãy ghi lý do" in without.content.decode()
    assert _names(binh, place, ethnicity="02", reason="Báo cáo công tác dân tộc") == ["DV2"]
    reading = Event.objects.get(verb="read.list_sensitive")
    assert reading.actor_name == "Bình"
    assert reading.after == {"members": ["DV2"], "count": 1, "reason": "Báo cáo công tác dân tộc"}


def test_an_opened_list_is_a_reading_of_everybody_on_it(people: Office) -> None:
    people.lan().get(_address(people.commune.hamlet_1))
    reading = Event.objects.get(verb="read.list")
    assert reading.after is not None
    assert reading.after["members"] == ["DV1", "DV2", "DV3", "DV4"]


def test_masked_lists_tell_the_year_of_birth_and_no_card(people: Office) -> None:
    Member.objects.filter(code="DV3").update(card_number="24000777")
    asked = {"cot": ["birth_date", "card_number"]}
    chi = people.browser("Chi", "cell_committee_member", people.commune.hamlet_1)
    masked = chi.get(_address(people.commune.hamlet_1), asked).content.decode()
    whole = people.lan().get(_address(people.commune.hamlet_1), asked).content.decode()
    for secret in ("20/11/1946", "24000777"):
        assert secret in whole
        assert secret not in masked
    assert "1946" in masked


def test_chosen_columns_stand_in_the_table(people: Office) -> None:
    answer = people.lan().get(_address(people.commune.hamlet_1), {"cot": ["stage", "occupation"]})
    assert [label for word, label in answer.context["columns"]] == ["Loại đảng viên", "Nghề nghiệp"]
    assert "Dự bị" in answer.content.decode()


def test_a_list_asks_few_questions(people: Office, django_assert_max_num_queries: object) -> None:
    tuan = people.tuan()
    address = _address(people.commune.commune)
    tuan.get(address)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        tuan.get(address, {"stage": "full"})
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        tuan.get(address)
