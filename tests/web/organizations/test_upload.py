"""Bình brings a file of acts: mistakes at their lines, the preview, all acts together or none."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dangvu.members.models import Membership
from dangvu.reorganizations.models import ActFile
from tests.members.cast import TODAY, recorded
from tests.web.cast import Office

pytestmark = pytest.mark.django_db

_ADDRESS = "/viec-to-chuc/nap-tep"
_HEAD = "order,act,code,successor_code,parent_code,name,kind,on,decision_number,decision_date,body_code\n"
_MERGE = "1,merge,24.01.1,24.01.2,,,,2025-07-01,124-QĐ/TU,2025-06-16,24\n"
_NAME = "2,rename,24.01.2,,,Chi bộ thôn Một Hai,,2025-07-01,124-QĐ/TU,2025-06-16,24\n"


def _send(browser: Client, lines: str) -> Any:
    return browser.post(_ADDRESS, {"file": SimpleUploadedFile("viec.csv", (_HEAD + lines).encode())})


def _agree(page: str) -> dict[str, str]:
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page))
    return {name: unescape(value) for name, value in fields.items()} | {"step": "apply"}


def test_binh_looks_at_a_file_and_carries_all_its_acts_out(office: Office) -> None:
    browser = office.binh()
    page = _send(browser, _MERGE + _NAME).content.decode()
    for words in ("Chi bộ thôn Một Hai", "Trần Văn Minh (DV1)", "Trước và sau bằng nhau"):
        assert words in page
    assert not ActFile.objects.exists()
    answer = browser.post(_ADDRESS, _agree(page))
    file = ActFile.objects.get()
    assert answer["Location"] == f"/viec-to-chuc/{file.pk}"
    assert (file.name, file.acts_count) == ("viec.csv", 2)
    assert Membership.objects.get(valid_to__gt=TODAY).organization.code == "24.01.2"


def test_the_same_file_is_not_applied_twice(office: Office) -> None:
    browser = office.binh()
    sent = _agree(_send(browser, _MERGE).content.decode())
    assert browser.post(_ADDRESS, sent).status_code == 302
    for again in (browser.post(_ADDRESS, sent), _send(browser, _MERGE)):
        assert again["Location"] == f"/viec-to-chuc/{ActFile.objects.get().pk}"
    assert ActFile.objects.count() == 1


def test_what_changed_since_the_preview_is_shown_first(office: Office) -> None:
    browser = office.binh()
    sent = _agree(_send(browser, _MERGE).content.decode())
    recorded("DV3", "Phạm Văn Tuấn", office.commune.hamlet_1)
    answer = browser.post(_ADDRESS, sent)
    assert answer.status_code == 409
    assert not ActFile.objects.exists()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("1,merge,24.01.1\n", "Dòng có 3 ô"),
        (_MERGE.replace("2025-07-01", "1/7/2025"), "1/7/2025"),
        ("", "Tệp không có việc nào"),
    ],
)
def test_mistakes_are_told_with_their_line(office: Office, lines: str, words: str) -> None:
    answer = _send(office.binh(), lines)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_file_that_is_no_table_says_so(office: Office) -> None:
    program = SimpleUploadedFile("viec.csv", b"MZ\x90\x00\xff\xfe" * 50)
    answer = office.binh().post(_ADDRESS, {"file": program})
    assert answer.status_code == 422
    assert "UTF-8" in answer.content.decode()


def test_without_a_file_the_field_says_so(office: Office) -> None:
    answer = office.binh().post(_ADDRESS, {})
    assert answer.status_code == 422
    assert "office-field-error" in answer.content.decode()


def test_acts_outside_ones_scope_name_nothing_of_it(office: Office) -> None:
    board = office.browser("Ban tổ chức", "organization_board", office.commune.other_commune)
    answer = _send(board, _MERGE)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "trong phạm vi của bạn" in page
    assert "Chi bộ thôn 1" not in page
    assert "Trần Văn Minh" not in page


def test_without_the_right_nothing_is_uploaded(office: Office) -> None:
    assert _send(office.tuan(), _MERGE).status_code == 403
