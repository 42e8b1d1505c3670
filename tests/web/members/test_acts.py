"""Entering and correcting records: by verbs, with their documents, once, and without losing typed text."""

import re
from datetime import date

import pytest
from django.test import Client

from dangvu.audit.models import Event
from dangvu.documents.models import Document
from dangvu.members.models import Member, Membership, Post, Stage, Status
from tests.members.cast import HOA_JOINED, recorded
from tests.web.cast import Office

_PAPER = {
    "document_number": "15-QĐ/ĐU",
    "document_day": "20/11/2026",
    "document_issuer": "Đảng ủy xã Thử Nghiệm",
    "document_kind": "decision",
}


def _address(member: Member, word: str) -> str:
    return f"/dang-vien/{member.pk}/ghi/{word}"


def _open(browser: Client, member: Member, word: str) -> dict[str, str]:
    """The hidden fields of a form just opened."""
    page = browser.get(_address(member, word)).content.decode()
    return dict(re.findall(r'type="hidden" name="(version|form_word)" value="(\w+)"', page))


def _send(browser: Client, member: Member, word: str, **answers: str) -> int:
    hidden = _open(browser, member, word)
    return browser.post(_address(member, word), hidden | answers).status_code


def _typed(member: Member, **changed: str) -> dict[str, str]:
    """The form of correction as it opens, with some fields typed anew."""
    return {
        "on": "20/11/2026",
        "full_name": member.full_name,
        "sex": member.sex,
        "birth_date": "1/1/1980",
    } | changed


def test_tuan_moves_minh_by_a_decision_that_enters_the_register_with_it(office: Office) -> None:
    assert _send(office.tuan(), office.minh, "chuyen", on="1/11/2026", to="24.01.2", **_PAPER) == 302
    stay = Membership.objects.get(member=office.minh, valid_to=date(9999, 1, 1))
    assert (stay.organization, stay.valid_from) == (office.commune.hamlet_2, date(2026, 11, 1))
    act = Event.objects.get(verb="member.move")
    assert act.document_id == Document.objects.get(number="15-QĐ/ĐU").pk


def test_a_document_that_is_registered_already_is_not_registered_twice(office: Office) -> None:
    tuan = office.tuan()
    _send(tuan, office.minh, "chuyen", on="1/11/2026", to="24.01.2", **_PAPER)
    _send(tuan, office.minh, "chuc-vu", on="2/11/2026", post="secretary", **_PAPER)
    assert Post.objects.filter(member=office.minh).count() == 1
    assert Document.objects.count() == 1


def test_each_kind_of_act_does_what_it_says(office: Office) -> None:
    tuan = office.tuan()
    hoa = recorded("DV8", "Lê Thị Hòa", office.commune.hamlet_1, since=date(2025, 11, 3), full_from=None)
    assert _send(tuan, hoa, "cong-nhan", on="3/11/2026", **_PAPER) == 302
    assert Stage.objects.get(member=hoa, stage="full").valid_from == date(2026, 11, 3)
    assert _send(tuan, hoa, "tinh-trang", on="5/11/2026", status="exempt", **_PAPER) == 302
    assert _send(tuan, hoa, "tro-lai", on="9/11/2026", **_PAPER) == 302
    assert Status.objects.get(member=hoa).valid_to == date(2026, 11, 9)
    assert _send(tuan, hoa, "chuc-vu", on="10/11/2026", post="secretary", **_PAPER) == 302
    held = Post.objects.get(member=hoa)
    assert _send(tuan, hoa, "thoi-chuc", on="12/11/2026", which=str(held.pk), **_PAPER) == 302
    held.refresh_from_db()
    assert held.valid_to == date(2026, 11, 12)
    assert _send(tuan, hoa, "roi", on="15/11/2026", reason_out="withdrew", **_PAPER) == 302
    assert Membership.objects.get(member=hoa).reason_out == "withdrew"


def test_a_correction_keeps_what_stood_there(office: Office) -> None:
    answers = _typed(office.minh, home_town="Xã Thử Nghiệm")
    assert _send(office.tuan(), office.minh, "sua", **answers) == 302
    office.minh.refresh_from_db()
    assert office.minh.home_town == "Xã Thử Nghiệm"
    act = Event.objects.get(verb="member.correct")
    assert (act.before, act.after) == ({"home_town": ""}, {"home_town": "Xã Thử Nghiệm"})


def test_every_reason_of_a_refusal_is_said_and_what_was_typed_stays(office: Office) -> None:
    tuan = office.tuan()
    hoa = recorded("DV8", "Lê Thị Hòa", office.commune.hamlet_1, since=HOA_JOINED, full_from=None)
    hidden = _open(tuan, hoa, "cong-nhan")
    answer = tuan.post(_address(hoa, "cong-nhan"), hidden | {"on": "1/11/2026", **_PAPER})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "mới đủ 12 tháng" in page
    assert 'value="1/11/2026"' in page
    assert "15-QĐ/ĐU" in page
    assert not Document.objects.exists()
    assert not Event.objects.filter(verb="member.recognize_full").exists()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"on": "31/2/2026", "to": "24.01.2", **_PAPER}, "31/2/2026"),
        ({"on": "1/11/2026", "to": "24.01.2"}, "Hãy ghi như trên bản gốc"),
        ({"on": "1/11/2026", "to": "24.02.1", **_PAPER}, "không có chi bộ nào mang mã này"),
        ({"on": "1/11/2026", "to": "99.99", **_PAPER}, "không có chi bộ nào mang mã này"),
        ({"on": "1/11/2026", "to": "<script>alert(1)</script>", **_PAPER}, "&lt;script&gt;"),
        ({"on": "1/11/2026", "to": "x" * 5000, **_PAPER}, "5000"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(office: Office, answers: dict[str, str], said: str) -> None:
    tuan = office.tuan()
    hidden = _open(tuan, office.minh, "chuyen")
    answer = tuan.post(_address(office.minh, "chuyen"), hidden | answers)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Membership.objects.filter(member=office.minh).count() == 1


def test_the_second_of_two_tabs_sees_what_changed_and_loses_nothing(office: Office) -> None:
    tuan = office.tuan()
    second = _open(tuan, office.minh, "sua")
    assert _send(tuan, office.minh, "sua", **_typed(office.minh, home_town="Xã Một")) == 302
    typed = _typed(office.minh, occupation="Làm ruộng")
    answer = tuan.post(_address(office.minh, "sua"), second | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Trong lúc bạn đang điền" in page
    assert "Làm ruộng" in page
    office.minh.refresh_from_db()
    assert (office.minh.home_town, office.minh.occupation) == ("Xã Một", "")
    hidden = dict(re.findall(r'type="hidden" name="(version|form_word)" value="(\w+)"', page))
    assert (
        tuan.post(_address(office.minh, "sua"), hidden | typed | {"home_town": "Xã Một"}).status_code == 302
    )
    office.minh.refresh_from_db()
    assert (office.minh.home_town, office.minh.occupation) == ("Xã Một", "Làm ruộng")


def test_a_form_sent_twice_is_acted_on_once(office: Office) -> None:
    tuan = office.tuan()
    hidden = _open(tuan, office.minh, "chuc-vu")
    answers = hidden | {"on": "2/11/2026", "post": "secretary", **_PAPER}
    statuses = [tuan.post(_address(office.minh, "chuc-vu"), answers).status_code for _click in range(2)]
    assert statuses == [302, 302]
    assert Post.objects.count() == 1
    assert Event.objects.filter(verb="member.appoint").count() == 1


def test_only_acts_that_lead_on_are_offered(office: Office) -> None:
    offered = dict(office.tuan().get(f"/dang-vien/{office.minh.pk}").context["acts"])
    assert "chuyen" in offered
    assert not offered.keys() & {"cong-nhan", "tro-lai", "thoi-chuc"}


def test_who_only_reads_is_offered_no_act_and_gets_into_none(office: Office) -> None:
    chi = office.browser("Chi", "cell_committee_member", office.commune.hamlet_1)
    assert chi.get(f"/dang-vien/{office.minh.pk}").context["acts"] == []
    assert chi.get(_address(office.minh, "sua")).status_code == 403
    assert office.quang().get(_address(office.minh, "sua")).status_code == 404
    assert office.tuan().get(_address(office.minh, "khong-co")).status_code == 404
