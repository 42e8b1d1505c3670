"""The paper file on screen: in official order, what is missing, filed and struck out by acts."""

import re

from django.test import Client

from dangvu.audit.models import Event
from dangvu.members.models import FilePaper
from tests.web.cast import Office


def _send(browser: Client, office: Office, word: str, **answers: str) -> int:
    address = f"/dang-vien/{office.minh.pk}/ghi/{word}"
    page = browser.get(address).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(version|form_word)" value="(\w+)"', page))
    return browser.post(address, hidden | answers).status_code


def _file(browser: Client, office: Office) -> str:
    return browser.get(f"/dang-vien/{office.minh.pk}?phan=giay-to").content.decode()


def test_lan_sees_what_is_missing_and_the_next_step(office: Office) -> None:
    page = _file(office.lan(), office)
    assert "Còn thiếu 17 loại giấy tờ" in page
    assert "bổ sung “Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng”" in " ".join(page.split()).replace(
        "</strong>", ""
    )


def test_a_filed_paper_is_no_longer_missing_until_it_is_struck_out(office: Office) -> None:
    lan = office.lan()
    answers = {"on": "20/11/2026", "item": "a1", "dated": "5/1/2014", "note": "Trung tâm chính trị"}
    assert _send(lan, office, "giay-to", **answers) == 302
    page = _file(lan, office)
    assert "Còn thiếu 16 loại" in page
    assert "05/01/2014 · Trung tâm chính trị" in page
    paper = FilePaper.objects.get(member=office.minh)
    assert _send(lan, office, "bo-giay-to", on="20/11/2026", which=str(paper.pk)) == 302
    assert "Còn thiếu 17 loại" in _file(lan, office)
    struck = Event.objects.get(verb="member.strike_paper")
    assert struck.before == {"item": "a1", "dated": "2014-01-05", "note": "Trung tâm chính trị"}


def test_a_paper_from_the_day_after_it_was_filed_is_refused(office: Office) -> None:
    answers = {"on": "20/11/2026", "item": "a1", "dated": "21/11/2026"}
    assert _send(office.lan(), office, "giay-to", **answers) == 422
    assert not FilePaper.objects.exists()


def test_the_list_finds_whose_file_lacks_a_paper(office: Office) -> None:
    lan = office.lan()
    address = "/to-chuc/24.01.1/dang-vien"
    assert len(lan.get(address, {"missing": "paper_c1"}).context["rows"]) == 1
    _send(lan, office, "giay-to", on="20/11/2026", item="c1")
    assert lan.get(address, {"missing": "paper_c1"}).context["rows"] == []


def test_the_file_is_closed_to_who_reads_masked_records(office: Office) -> None:
    chi = office.browser("Chi", "cell_committee_member", office.commune.hamlet_1)
    assert "Thành phần hồ sơ" not in _file(chi, office)
