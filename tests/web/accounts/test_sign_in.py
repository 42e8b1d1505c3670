"""Signing in: by name or telephone, slowly for guessers, never shut for others."""

import re

import pytest
from django.test import Client

from dangvu.access.models import Account
from dangvu.audit.models import Event
from tests.web.accounts.conftest import PASSWORD, SignIn

pytestmark = pytest.mark.django_db


def _inside(client: Client) -> bool:
    return bool(client.get("/tai-khoan-cua-toi").status_code == 200)


@pytest.mark.parametrize("typed", ["lan", " Lan ", "LAN", "0912345678", "+84 912 345 678"])
def test_lan_signs_in_by_her_name_or_her_telephone(
    client: Client, cast: dict[str, Account], sign_in: SignIn, typed: str
) -> None:
    Account.objects.filter(username="lan").update(phone="0912345678")
    answer = sign_in(typed)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert _inside(client)
    event = Event.objects.get(verb="account.sign_in")
    assert (event.actor_account_id, event.after) == (cast["lan"].pk, {"address": "10.0.0.1"})


@pytest.mark.parametrize(("name", "password"), [("lan", "sai"), ("khong-co", PASSWORD), ("minh", "")])
def test_a_wrong_name_reads_like_a_wrong_password(
    client: Client, cast: dict[str, Account], sign_in: SignIn, name: str, password: str
) -> None:
    answer = sign_in(name, password)
    assert not _inside(client)
    if password:
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()
    assert "khong-co" not in answer.content.decode().replace('value="khong-co"', "")


def test_the_page_speaks_vietnamese_offers_no_sign_up_and_lists_nobody(client: Client, db: None) -> None:
    page = re.sub(r"<[^>]*>", " ", client.get("/dang-nhap").content.decode())
    assert "Tên đăng nhập hoặc số điện thoại" in page
    assert not re.search(r"Sign|Password|trình diễn|sign-?up|reset|email", page, re.IGNORECASE)
    for closed in (
        "/accounts/signup/",
        "/signup/",
        "/dang-ky",
        "/accounts/password/reset/",
        "/accounts/email/",
    ):
        assert client.get(closed).status_code == 404


def test_without_https_no_passkey_is_offered(
    client: Client, cast: dict[str, Account], sign_in: SignIn
) -> None:
    assert "khóa bảo mật" not in client.get("/dang-nhap").content.decode()
    assert client.get("/dang-nhap/khoa-bao-mat").status_code == 404
    sign_in("lan")
    assert client.get("/tai-khoan-cua-toi/buoc-hai/khoa").status_code == 404


def test_quang_who_guesses_lans_password_waits_and_lan_does_not(
    cast: dict[str, Account], sign_in: SignIn
) -> None:
    quang, lan = Client(), Client()
    for _ in range(6):
        sign_in("lan", "đoán mò", at="10.0.0.7", browser=quang)
    answer = sign_in("lan", at="10.0.0.7", browser=quang)
    assert "hãy thử lại sau" in answer.content.decode(), "even the right password waits there"
    assert sign_in("lan", at="10.0.0.8", browser=lan).status_code == 302
    assert sign_in("minh", at="10.0.0.7", browser=quang).status_code == 302
    assert Account.objects.get(username="lan").is_active


def test_lan_whose_browser_is_known_gets_in_behind_the_same_address_as_the_guesser(
    cast: dict[str, Account], sign_in: SignIn
) -> None:
    lan, quang = Client(), Client()
    sign_in("lan", browser=lan)
    lan.post("/dang-xuat")
    for _ in range(8):
        sign_in("lan", "đoán mò", browser=quang)
    assert sign_in("lan", browser=Client()).status_code == 200
    assert sign_in("lan", browser=lan).status_code == 302


def test_a_made_up_device_cookie_helps_nobody(cast: dict[str, Account], sign_in: SignIn) -> None:
    quang = Client()
    for number in range(7):
        quang.cookies["dangvu_device"] = f"eyJkIjoieCJ9:{number}"
        answer = sign_in("lan", "đoán mò", browser=quang)
    assert "hãy thử lại sau" in answer.content.decode()


def test_a_locked_account_reads_that_it_is_locked_only_with_the_right_password(
    client: Client, cast: dict[str, Account], sign_in: SignIn
) -> None:
    sign_in("lan")
    Account.objects.filter(username="lan").update(is_active=False)
    assert not _inside(client), "an open session ends with the lock"
    assert sign_in("lan")["Location"] == "/dang-nhap/da-khoa"
    assert "bị khóa" in client.get("/dang-nhap/da-khoa").content.decode()
    assert "bị khóa" not in sign_in("lan", "sai").content.decode()


def test_after_signing_in_the_person_is_where_they_wanted_to_go_but_never_elsewhere(
    cast: dict[str, Account],
) -> None:
    for wanted, reached in (("/tai-khoan-cua-toi", "/tai-khoan-cua-toi"), ("https://example.com/x", "/")):
        typed = {"login": "lan", "password": PASSWORD, "next": wanted}
        assert Client().post("/dang-nhap", typed)["Location"] == reached


def test_who_is_not_signed_in_is_sent_to_the_door(client: Client, db: None) -> None:
    for address in ("/tai-khoan-cua-toi", "/tai-khoan", "/ai-da-doc", "/ho-so-cua-toi/ai-da-xem"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, f"/dang-nhap?next={address}")


def test_two_hundred_people_of_one_office_sign_in_one_after_another(hamlet: object, sign_in: SignIn) -> None:
    for number in range(200):
        account = Account(username=f"nguoi{number}")
        account.set_password(PASSWORD)
        account.save()
    answers = [sign_in(f"nguoi{number}", browser=Client()).status_code for number in range(200)]
    assert answers == [302] * 200


def test_lan_signs_out_everywhere_else(cast: dict[str, Account], sign_in: SignIn) -> None:
    phone, office = Client(), Client()
    sign_in("lan", browser=phone, at="10.0.0.5")
    sign_in("lan", browser=office)
    page = office.get("/tai-khoan-cua-toi/phien").content.decode()
    assert "10.0.0.5" in page
    assert "Đăng xuất ở mọi nơi khác" in page
    office.post("/tai-khoan-cua-toi/phien")
    assert not _inside(phone)
    assert _inside(office)


def test_a_changed_password_ends_the_other_sessions_and_is_in_the_journal(
    cast: dict[str, Account], sign_in: SignIn
) -> None:
    phone, office = Client(), Client()
    sign_in("lan", browser=phone)
    sign_in("lan", browser=office)
    new = "núi Dành bóng ngả chiều hôm"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert office.post("/tai-khoan-cua-toi/mat-khau", typed).status_code == 302
    assert not _inside(phone)
    assert _inside(office)
    assert Event.objects.filter(verb="account.change_password", subject_id=cast["lan"].pk).count() == 1


@pytest.mark.parametrize(
    ("new", "why"), [("12345678901", "số"), ("ngắn", "10"), ("password123", "phổ biến"), ("lan lan lan", "")]
)
def test_a_weak_password_is_refused_in_vietnamese(
    client: Client, cast: dict[str, Account], sign_in: SignIn, new: str, why: str
) -> None:
    sign_in("lan")
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post("/tai-khoan-cua-toi/mat-khau", typed)
    assert cast["lan"].check_password(PASSWORD)
    if why:
        assert answer.status_code == 200
        assert why in answer.content.decode()
