"""Sealing on screen, and what has changed since."""

from datetime import date

import pytest
from django.test import Client

from dangvu.access.models import Account
from dangvu.audit.actor import Actor
from dangvu.members.models import Member
from dangvu.members.services import end_membership
from dangvu.statistics.sealed import SealedReport
from tests.web.cast import Office

SEAL = "/bao-cao/membership/24.01/chot?year=2026"


def sealed_by(client: Client, purpose: str = "Báo cáo năm", token: str = "một") -> SealedReport:
    answer = client.post(SEAL, {"purpose": purpose, "token": token}, follow=True)
    assert answer.status_code == 200
    return SealedReport.objects.latest("pk")


def test_tuan_seals_a_report_and_finds_it_again(office: Office) -> None:
    tuan = office.tuan()
    assert "Chốt để làm gì?" in tuan.get(SEAL).content.decode()
    sealed = sealed_by(tuan)
    page = tuan.get(f"/bao-cao-da-chot/{sealed.pk}").content.decode()
    assert sealed.hash in page
    assert "Đảng viên sinh hoạt chính thức vào ngày cuối kỳ" in page
    assert "Báo cáo năm" in tuan.get("/bao-cao-da-chot").content.decode()


def test_a_double_click_seals_once(office: Office) -> None:
    tuan = office.tuan()
    assert sealed_by(tuan) == sealed_by(tuan)
    assert SealedReport.objects.count() == 1


def test_an_empty_purpose_keeps_the_form_open(office: Office) -> None:
    answer = office.tuan().post(SEAL, {"purpose": " ", "token": "một"})
    assert answer.status_code == 422
    assert "Hãy ghi chốt báo cáo này để làm gì" in answer.content.decode()
    assert not SealedReport.objects.exists()


def test_what_was_typed_survives_an_error(office: Office) -> None:
    answer = office.tuan().post(SEAL, {"purpose": "<b>a</b>" * 60, "token": "một"})
    assert "&lt;b&gt;a&lt;/b&gt;" in answer.content.decode()


def test_the_comparison_names_the_act_that_changed_the_figures(office: Office) -> None:
    tuan = office.tuan()
    sealed = sealed_by(tuan)
    account = Account.objects.get(display_name="Tuấn")
    end_membership(
        Member.objects.get(code="DV1"),
        reason_out="died",
        actor=Actor(account.pk, "Tuấn"),
        on=date(2026, 5, 1),
    )
    page = tuan.get(f"/bao-cao-da-chot/{sealed.pk}/so-sanh").content.decode()
    assert "Kết thúc sinh hoạt đảng" in page
    assert "từ ngày 01/05/2026" in page
    assert "Đảng viên từ trần" in page


def test_without_changes_the_comparison_says_so(office: Office) -> None:
    tuan = office.tuan()
    sealed = sealed_by(tuan)
    page = tuan.get(f"/bao-cao-da-chot/{sealed.pk}/so-sanh").content.decode()
    assert "dữ liệu phía sau các số liệu này không thay đổi" in page


@pytest.mark.parametrize("ending", ["", "/so-sanh"])
def test_quang_cannot_tell_that_it_was_sealed(office: Office, ending: str) -> None:
    sealed = sealed_by(office.tuan())
    quang = office.quang()
    there, nowhere = (
        quang.get(f"/bao-cao-da-chot/{sealed.pk}{ending}"),
        quang.get(f"/bao-cao-da-chot/999999{ending}"),
    )
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content
    assert "Báo cáo năm" not in quang.get("/bao-cao-da-chot").content.decode()


def test_a_number_too_large_for_any_table_is_not_there(office: Office) -> None:
    assert office.tuan().get(f"/bao-cao-da-chot/{10**25}").status_code == 404


def test_a_secretary_reads_but_does_not_seal(office: Office) -> None:
    lan = office.lan()
    assert lan.get("/bao-cao/membership/24.01.1?year=2026").status_code == 200
    assert lan.get("/bao-cao/membership/24.01.1/chot?year=2026").status_code == 403
