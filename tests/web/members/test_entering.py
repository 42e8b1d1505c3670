"""Entering a person into a cell from the screen."""

import re
from datetime import date

import pytest
from django.test import Client

from dangvu.documents.models import Document
from dangvu.members.models import Member, Membership, Stage
from tests.web.cast import Office

_ADDRESS = "/to-chuc/24.01.1/dang-vien/moi"
_ANSWERS = {
    "way": "admitted",
    "on": "3/2/2026",
    "document_number": "20-QĐ/ĐU",
    "document_day": "20/1/2026",
    "document_issuer": "Đảng ủy xã Thử Nghiệm",
    "document_kind": "decision",
    "code": "DV50",
    "full_name": "Nguye\u0302\u0303n Thị  Lan",  # decomposed letters and two blanks, as some keyboards type
    "sex": "female",
    "birth_date": "19.5.1998",
}


def _hidden(browser: Client) -> dict[str, str]:
    page = browser.get(_ADDRESS).content.decode()
    return dict(re.findall(r'type="hidden" name="(version|form_word)" value="(\w+)"', page))


def test_tuan_enters_a_new_member_who_is_then_found_and_on_probation(office: Office) -> None:
    tuan = office.tuan()
    answers = _hidden(tuan) | _ANSWERS
    first, second = (tuan.post(_ADDRESS, answers) for _click in range(2))
    lan = Member.objects.get(code="DV50")
    assert first["Location"] == second["Location"] == f"/dang-vien/{lan.pk}"
    assert (lan.full_name, lan.birth_date) == ("Nguyễn Thị Lan", date(1998, 5, 19))
    assert Membership.objects.get(member=lan).organization == office.commune.hamlet_1
    assert Stage.objects.get(member=lan).stage == "probationary"
    assert "Nguyễn Thị Lan" in tuan.get("/tim", {"q": "nguyen thi lan"}).content.decode()


@pytest.mark.parametrize("stage", ["full", "probationary"])
def test_who_comes_from_elsewhere_comes_in_with_their_stage(office: Office, stage: str) -> None:
    tuan = office.tuan()
    assert tuan.post(_ADDRESS, _hidden(tuan) | _ANSWERS | {"way": stage}).status_code == 302
    assert Stage.objects.get(member__code="DV50").stage == stage
    assert Membership.objects.get(member__code="DV50").reason_in == "transferred_in"


def test_a_taken_code_is_refused_and_nothing_is_half_written(office: Office) -> None:
    tuan = office.tuan()
    answer = tuan.post(_ADDRESS, _hidden(tuan) | _ANSWERS | {"code": office.minh.code})
    assert answer.status_code == 422
    assert "đã có người mang" in answer.content.decode()
    assert not Document.objects.exists()
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed"), [("birth_date", ""), ("birth_date", "30/2/1998"), ("full_name", " "), ("code", "")]
)
def test_a_wrong_field_keeps_the_rest(office: Office, field: str, typed: str) -> None:
    tuan = office.tuan()
    answer = tuan.post(_ADDRESS, _hidden(tuan) | _ANSWERS | {field: typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert "20-QĐ/ĐU" in answer.content.decode()


def test_quang_enters_nobody_into_the_cell_beside(office: Office) -> None:
    quang = office.quang()
    assert quang.get(_ADDRESS).status_code == quang.post(_ADDRESS, _ANSWERS).status_code == 404
    assert Member.objects.count() == 1
