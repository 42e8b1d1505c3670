"""A member's page: who sees how much, what it tells, and that each opening is on record."""

from datetime import date

import pytest

from dangvu.access.models import Account
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.members.models import Member
from dangvu.members.services import correct_member, give_status, move_member
from tests.members.cast import HOA_JOINED, recorded
from tests.web.cast import Office

_CITIZEN = "024080000123"


@pytest.fixture
def lien(office: Office) -> Member:
    return recorded(
        "DV7",
        "Nguyễn Thị Liên",
        office.commune.hamlet_1,
        citizen_id=_CITIZEN,
        home_town="Xã Thử Nghiệm",
        religion="Không",
        ethnicity="Tày",
        admission_decision_date=date(2015, 3, 20),
    )


def _page(member: Member, part: str = "") -> str:
    return f"/dang-vien/{member.pk}" + (f"?phan={part}" if part else "")


def _actor(name: str) -> Actor:
    return Actor(Account.objects.get(display_name=name).pk, name)


def test_lan_reads_a_life_beside_its_summary(office: Office, lien: Member) -> None:
    page = office.lan().get(_page(lien)).content.decode()
    assert "Kết nạp vào Đảng tại Chi bộ thôn 1" in page
    assert "Được công nhận đảng viên chính thức" in page
    assert "11 năm 8 tháng" in page
    assert "Đảng viên chính thức" in page


def test_lan_finds_nguyen_thi_lien_without_accents_and_opens_her_page(office: Office, lien: Member) -> None:
    lan = office.lan()
    found = lan.get("/tim", {"q": "nguyen thi lien"}).content.decode()
    assert f'href="{_page(lien)}"' in found
    assert lan.get(_page(lien)).status_code == 200


def test_a_move_is_told_once_and_the_day_shown_decides_what_is_told(office: Office, lien: Member) -> None:
    tuan = office.tuan()
    move_member(lien, to=office.commune.hamlet_2, actor=_actor("Tuấn"), on=date(2026, 5, 1))
    page = tuan.get(_page(lien)).content.decode()
    assert "Chuyển sinh hoạt đảng đến Chi bộ thôn 2" in page
    assert "đi khỏi" not in page
    before = tuan.get(_page(lien), {"on": "30/04/2026"}).content.decode()
    assert "Chuyển sinh hoạt đảng đến" not in before


def test_the_end_of_probation_and_of_a_status_are_told_ahead(office: Office, lien: Member) -> None:
    tuan = office.tuan()
    hoa = recorded("DV8", "Lê Thị Hòa", office.commune.hamlet_1, since=HOA_JOINED, full_from=None)
    assert "03/02/2027: Hết 12 tháng dự bị" in tuan.get(_page(hoa)).content.decode()
    give_status(lien, status="exempt", until=date(2027, 1, 1), actor=_actor("Tuấn"), on=date(2026, 6, 1))
    assert "31/12/2026: Hết thời hạn" in tuan.get(_page(lien)).content.decode()


@pytest.mark.parametrize("part", ["dien-bien", "danh-gia", "sinh-hoat", "ho-so", "sua-doi", "khong-co"])
def test_every_part_opens(office: Office, lien: Member, part: str) -> None:
    assert office.lan().get(_page(lien, part)).status_code == 200


def test_the_whole_record_is_shown_to_lan_and_masked_for_a_committee_member(
    office: Office, lien: Member
) -> None:
    chi = office.browser("Chi", "cell_committee_member", office.commune.hamlet_1)
    whole, masked = (who.get(_page(lien, "ho-so")).content.decode() for who in (office.lan(), chi))
    for secret in (_CITIZEN, "01/01/1980", "Xã Thử Nghiệm</dd>", "Tày"):
        assert secret in whole
        assert secret not in masked
    assert "1980" in masked


def test_what_was_corrected_is_not_told_to_who_sees_masked_records(office: Office, lien: Member) -> None:
    office.tuan()
    correct_member(lien, {"citizen_id": "024080000999"}, actor=_actor("Tuấn"), on=date(2026, 6, 1))
    chi = office.browser("Chi", "cell_committee_member", office.commune.hamlet_1)
    assert _CITIZEN in office.lan().get(_page(lien, "sua-doi")).content.decode()
    masked = chi.get(_page(lien, "sua-doi")).content.decode()
    assert _CITIZEN not in masked
    assert "024080000999" not in masked


def test_each_opening_is_a_reading_whole_or_masked(office: Office, lien: Member) -> None:
    chi = office.browser("Chi", "cell_committee_member", office.commune.hamlet_1)
    office.lan().get(_page(lien))
    chi.get(_page(lien))
    readings = Event.objects.filter(subject_kind="member", subject_id=lien.pk).order_by("id")
    assert list(readings.values_list("actor_name", "verb")) == [
        ("Lan", "read.member"),
        ("Chi", "read.member_masked"),
    ]


def test_outside_the_scope_a_person_does_not_exist(office: Office, lien: Member) -> None:
    quang = office.quang()
    there, nowhere = quang.get(_page(lien)), quang.get("/dang-vien/999999")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    assert office.vy().get(_page(lien)).status_code == 403


def test_the_page_asks_few_questions(
    office: Office, lien: Member, django_assert_max_num_queries: object
) -> None:
    lan = office.lan()
    lan.get(_page(lien))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        lan.get(_page(lien))
