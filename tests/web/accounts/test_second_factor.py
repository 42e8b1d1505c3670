"""Lan adds the application on her telephone, and from then on it is asked for."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from dangvu.access.models import Account
from dangvu.audit.models import Event
from tests.web.accounts.conftest import PASSWORD, SignIn

pytestmark = pytest.mark.django_db

ADD = "/tai-khoan-cua-toi/buoc-hai/ung-dung"
CODES = "/tai-khoan-cua-toi/buoc-hai/ma-du-phong"


def _code(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def _confirm(client: Client) -> None:
    """Who changes the way they sign in confirms who they are, by the password."""
    client.post("/tai-khoan-cua-toi/xac-nhan", {"password": PASSWORD})


def _added(client: Client) -> str:
    _confirm(client)
    page = client.get(ADD).content.decode()
    found = re.search(r'value="([A-Z2-7]{32})"', page)
    assert found
    assert "Dùng ứng dụng xác thực" in page
    assert client.post(ADD, {"code": _code(found[1])}).status_code == 302
    return found[1]


def test_the_code_of_the_application_is_asked_for_after_the_password(
    client: Client,
    cast: dict[str, Account],
    sign_in: SignIn,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    sign_in("lan")
    with django_capture_on_commit_callbacks(execute=True):
        secret = _added(client)
    assert Event.objects.filter(verb="account.add_second_factor", subject_id=cast["lan"].pk).count() == 1
    other = Client()
    assert sign_in("lan", browser=other)["Location"] == "/dang-nhap/buoc-hai"
    assert other.get("/tai-khoan-cua-toi").status_code == 302, "the password alone opens nothing"
    page = other.post("/dang-nhap/buoc-hai", {"code": "000000"}).content.decode()
    assert "Mã không đúng" in page
    assert other.post("/dang-nhap/buoc-hai", {"code": _code(secret, 1)}).status_code == 302
    assert other.get("/tai-khoan-cua-toi").status_code == 200


def test_a_recovery_code_is_shown_once_and_opens_the_door_once(
    client: Client, cast: dict[str, Account], sign_in: SignIn
) -> None:
    sign_in("lan")
    _added(client)
    codes = re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode())
    assert len(codes) == 10
    for status in (302, 200):
        other = Client()
        sign_in("lan", browser=other)
        assert other.post("/dang-nhap/buoc-hai", {"code": codes[0]}).status_code == status
    client.get("/tai-khoan-cua-toi")
    assert codes[1] not in client.get(CODES).content.decode()


def test_a_copy_of_the_database_does_not_hold_the_secret(
    client: Client, cast: dict[str, Account], sign_in: SignIn
) -> None:
    sign_in("lan")
    secret = _added(client)
    kept = Authenticator.objects.get(user=cast["lan"], type="totp").data["secret"]
    assert secret not in kept


def test_codes_are_guessed_only_a_few_times(
    client: Client, cast: dict[str, Account], sign_in: SignIn
) -> None:
    sign_in("lan")
    secret = _added(client)
    thief = Client()
    sign_in("lan", browser=thief)
    for number in range(12):
        page = thief.post("/dang-nhap/buoc-hai", {"code": f"{number:06d}"}).content.decode()
    assert "nhập sai nhiều lần" in page
    thief.post("/dang-nhap/buoc-hai", {"code": _code(secret, 1)})
    assert thief.get("/tai-khoan-cua-toi").status_code == 302


@pytest.mark.parametrize(
    "address",
    ["", "/ung-dung", "/ung-dung/tat", "/ma-du-phong", "/ma-du-phong/moi"],
)
def test_its_pages_speak_vietnamese(
    client: Client, cast: dict[str, Account], sign_in: SignIn, address: str
) -> None:
    sign_in("lan")
    _confirm(client)
    if address != "/ung-dung":
        _added(client)
    answer = client.get(f"/tai-khoan-cua-toi/buoc-hai{address}")
    assert answer.status_code == 200
    words = re.sub(r"<[^>]*>", " ", answer.content.decode())
    english = re.findall(
        r"\b(?:Two|Factor|Code|Codes|Recovery|Authenticator|Sign|Confirm|Key|Download|are|you)\b", words
    )
    assert not english


def test_before_the_change_lan_confirms_who_she_is_and_the_form_she_sent_goes_on(
    client: Client, cast: dict[str, Account], sign_in: SignIn
) -> None:
    sign_in("lan")
    held = client.get(ADD)
    assert held["Location"].startswith("/tai-khoan-cua-toi/xac-nhan?next=")
    page = client.get(held["Location"]).content.decode()
    assert "Xác nhận đúng là bạn" in page
    sent = client.post(ADD, {"code": "123456"})
    assert "Mật khẩu không đúng" in client.post(sent["Location"], {"password": "sai"}).content.decode()
    answer = client.post(sent["Location"], {"password": PASSWORD})
    assert answer.status_code == 200
    assert "Mã không đúng" in answer.content.decode(), "the form arrived"
