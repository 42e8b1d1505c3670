"""Đức the auditor sees who read what; Minh sees who read him; nobody else sees either."""

import pytest
from django.test import Client

from dangvu.access.models import Account
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.audit.services.reading import record_reading
from tests.web.cast import Office, signed_in
from tests.web.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(office: Office) -> int:
    """Lan opened Minh's record."""
    place = office.commune.hamlet_1.pk
    lan = Actor(4711, "Lan")
    subject = ("member", office.minh.pk)
    return record_reading(
        "member", actor=lan, on=TODAY, subject=subject, organization_id=place, reason="Kiểm tra"
    )


def _minh(office: Office) -> Client:
    account = Account.objects.create(username="minh", display_name="Minh", member_id=office.minh.pk)
    return signed_in(account)


def test_the_auditor_sees_the_reading_by_code_not_by_name(office: Office, read: int) -> None:
    auditor = office.browser("Đức", "auditor", None)
    page = auditor.get("/ai-da-doc").content.decode()
    for words in ("Lan", "Mở hồ sơ", "DV1", "Chi bộ thôn 1", "Kiểm tra"):
        assert words in page
    assert "Trần Văn Minh" not in page
    assert Event.objects.filter(verb="read.readings").count() == 1, "the auditor is watched too"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"member": "DV1"}, True),
        ({"first": "21/11/2026"}, None),
        ({"reader": "duc"}, False),
        ({"first": "1/1/2020", "last": "2/1/2020"}, False),
    ],
)
def test_the_auditor_asks(office: Office, read: int, query: dict[str, str], found: bool | None) -> None:
    auditor = office.browser("duc", "auditor", None)
    page = auditor.get("/ai-da-doc", query).content.decode()
    if found is not None:
        assert ("Chi bộ thôn 1</td>" in page) is found


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"member": "DV99"}, "Không có đảng viên mang mã này"),
        ({"reader": "ai-do"}, "Không có tài khoản"),
        ({"first": "31/02/2026"}, "31/02/2026"),
        ({"first": "2/1/2026", "last": "1/1/2026"}, "Ngày cuối"),
    ],
)
def test_a_wrong_question_is_told_and_nothing_is_shown(
    office: Office, read: int, query: dict[str, str], said: str
) -> None:
    answer = office.browser("Đức", "auditor", None).get("/ai-da-doc", query)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Chi bộ thôn 1</td>" not in answer.content.decode()


def test_an_auditor_of_another_commune_sees_nothing_of_this_one(office: Office, read: int) -> None:
    page = office.browser("Đức", "auditor", office.commune.other_commune).get("/ai-da-doc").content.decode()
    assert "DV1" not in page
    page = office.browser("Hạnh", "auditor", office.commune.commune).get("/ai-da-doc").content.decode()
    assert "DV1" in page


def test_minh_sees_who_read_his_record(office: Office, read: int) -> None:
    page = _minh(office).get("/ho-so-cua-toi/ai-da-xem").content.decode()
    assert "Lan" in page
    assert "Kiểm tra" in page


def test_a_case_not_yet_announced_stays_hidden_from_minh(office: Office) -> None:
    subject = ("member", office.minh.pk)
    record_reading("member", actor=Actor(8, "Dũng"), on=TODAY, subject=subject, case=("inspection", 1))
    assert "Dũng" not in _minh(office).get("/ho-so-cua-toi/ai-da-xem").content.decode()


def test_lan_sees_neither_the_list_nor_minhs_page(office: Office, read: int) -> None:
    lan = office.lan()
    assert lan.get("/ai-da-doc").status_code == 403
    page = lan.get("/ho-so-cua-toi/ai-da-xem").content.decode()
    assert "chưa gắn với hồ sơ" in page
    assert "Kiểm tra" not in page
