"""Lan prints a slip for Hoa; Tuấn and Bình give Lan her account back; Vy gives out roles."""

import re

import pytest
from django.test import Client

from dangvu.access.models import Account, Grant
from dangvu.audit.models import Event
from tests.access.cast import Hamlet, officer
from tests.members.cast import recorded
from tests.web.accounts.conftest import SignIn, days

pytestmark = pytest.mark.django_db

NEW = "núi Dành bóng ngả chiều hôm"


def _as(name: str, sign_in: SignIn) -> Client:
    browser = Client()
    assert sign_in(name, browser=browser).status_code == 302
    return browser


def _code(page: str) -> str:
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert found, page
    return found[0]


def _use(name: str, code: str, password: str = NEW, browser: Client | None = None) -> int:
    typed = {"login": name, "code": code, "password": password, "again": password}
    return (browser or Client()).post("/dang-nhap/phieu", typed).status_code


def test_lan_opens_an_account_for_hoa_prints_the_slip_and_hoa_comes_in(
    cast: dict[str, Account], hamlet: Hamlet, sign_in: SignIn
) -> None:
    hoa = recorded("DV9", "Nguyễn Thị Hoa", hamlet.cell, full_from=None)
    typed = {"display_name": "Nguyễn Thị Hoa", "username": "hoa", "phone": "0987 654 321"}
    lan = _as("lan", sign_in)
    page = lan.post(f"/dang-vien/{hoa.pk}/tai-khoan", typed).content.decode()
    assert _use("0987654321", _code(page)) == 302
    assert _use("hoa", _code(page)) == 422, "a slip works once"
    browser = Client()
    assert sign_in("hoa", NEW, browser=browser).status_code == 302
    account = Account.objects.get(username="hoa")
    assert account.member_id == hoa.pk
    assert account.grants.get().role == "member"
    assert "Ai đã xem hồ sơ của tôi" in browser.get("/tai-khoan-cua-toi").content.decode()
    again = lan.get(f"/dang-vien/{hoa.pk}/tai-khoan")
    assert again["Location"] == f"/tai-khoan/{account.pk}"


def test_quang_finds_neither_the_member_nor_the_account(
    cast: dict[str, Account], hamlet: Hamlet, sign_in: SignIn
) -> None:
    minh = recorded("DV8", "Trần Văn Minh", hamlet.cell)
    quang = _as("quang", sign_in)
    assert quang.get(f"/dang-vien/{minh.pk}/tai-khoan").status_code == 404
    assert quang.get(f"/tai-khoan/{cast['minh'].pk}").status_code == 404
    page = quang.get("/tai-khoan").content.decode()
    assert not re.search(r">(minh|lan|tuan|vy)<", page)
    for verb in ("phieu", "khoi-phuc"):
        assert quang.post(f"/tai-khoan/{cast['minh'].pk}/{verb}", {}).status_code == 404


def test_lan_sees_the_accounts_of_her_cell_only(cast: dict[str, Account], sign_in: SignIn) -> None:
    page = _as("lan", sign_in).get("/tai-khoan").content.decode()
    assert set(re.findall(r"<td>(minh|lan|tuan|binh|quang|vy)</td>", page)) == {"lan", "minh"}


def test_minh_a_plain_member_has_no_list_of_accounts(cast: dict[str, Account], sign_in: SignIn) -> None:
    assert _as("minh", sign_in).get("/tai-khoan").status_code == 403


def test_lost_by_lan_asked_by_tuan_confirmed_by_binh(cast: dict[str, Account], sign_in: SignIn) -> None:
    lan, tuan, binh = cast["lan"], _as("tuan", sign_in), _as("binh", sign_in)
    asked = tuan.post(f"/tai-khoan/{lan.pk}/khoi-phuc", {"reason": "Mất điện thoại; đã gặp trực tiếp"})
    assert asked.status_code == 302
    number = lan.recoveries.get().pk
    own = tuan.post(f"/tai-khoan/khoi-phuc/{number}/xac-nhan")
    assert (own.status_code, "người thứ hai" in own.content.decode()) == (422, True)
    assert "Mất điện thoại" in binh.get("/tai-khoan").content.decode()
    code = _code(binh.post(f"/tai-khoan/khoi-phuc/{number}/xac-nhan").content.decode())
    assert _use("lan", code) == 302
    assert sign_in("lan", NEW).status_code == 302


def test_lan_who_did_not_ask_sees_it_and_stops_it(cast: dict[str, Account], sign_in: SignIn) -> None:
    lan, tuan, binh = _as("lan", sign_in), _as("tuan", sign_in), _as("binh", sign_in)
    tuan.post(f"/tai-khoan/{cast['lan'].pk}/khoi-phuc", {"reason": "Nghe nói bị mất"})
    number = cast["lan"].recoveries.get().pk
    assert "Nếu bạn không nhờ" in lan.get("/tai-khoan-cua-toi").content.decode()
    assert _as("minh", sign_in).post(f"/tai-khoan/khoi-phuc/{number}/huy").status_code == 404
    assert lan.post(f"/tai-khoan/khoi-phuc/{number}/huy").status_code == 302
    assert binh.post(f"/tai-khoan/khoi-phuc/{number}/xac-nhan").status_code == 422


def test_codes_of_slips_are_guessed_slowly_too(cast: dict[str, Account]) -> None:
    browser = Client()
    for _ in range(6):
        _use("minh", "AAAA-AAAA-AAAA", browser=browser)
    typed = {"login": "minh", "code": "AAAA-AAAA-AAAA", "password": NEW, "again": NEW}
    assert "hãy thử lại sau" in browser.post("/dang-nhap/phieu", typed).content.decode()


def test_vy_gives_a_role_for_a_time_and_takes_it_back(
    cast: dict[str, Account], hamlet: Hamlet, sign_in: SignIn
) -> None:
    vy, minh = _as("vy", sign_in), cast["minh"]
    typed = {
        "role": "cell_committee_member",
        "organization": "24.01.1",
        "valid_from": days(0),
        "last_day": days(30),
        "decision": "Quyết định 12-QĐ/ĐU ngày 3/2/2026",
    }
    assert vy.post(f"/tai-khoan/{minh.pk}/vai-tro", typed).status_code == 302
    grant = Grant.objects.get(role="cell_committee_member")
    assert (grant.valid_to - grant.valid_from).days == 31
    twice = vy.post(f"/tai-khoan/{minh.pk}/vai-tro", typed)
    assert (twice.status_code, "đã có vai trò này" in twice.content.decode()) == (422, True)
    vy.post(f"/tai-khoan/{minh.pk}/vai-tro/{grant.pk}/thu-hoi")
    assert not Grant.objects.filter(pk=grant.pk).exists(), "given and taken back on one day"
    verbs = Event.objects.filter(subject_id=minh.pk, actor_account_id=cast["vy"].pk).values_list(
        "verb", flat=True
    )
    assert list(verbs.order_by("id")) == ["account.grant", "account.end_grant"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("valid_from", "30/02/2026", "30/02/2026"),
        ("valid_from", "", ""),
        ("organization", "99.99", "99.99"),
        ("organization", "", "mã tổ chức"),
        ("role", "king", "king"),
        ("role", "local_operator", ""),
        ("decision", "", ""),
        ("last_day", "1/1/1990", "phải sau ngày"),
    ],
)
def test_what_vy_typed_wrong_is_said_and_nothing_is_given(
    cast: dict[str, Account], sign_in: SignIn, field: str, value: str, said: str
) -> None:
    before = Grant.objects.count()
    typed = {
        "role": "cell_committee_member",
        "organization": "24.01.1",
        "valid_from": days(0),
        "last_day": "",
        "decision": "<script>alert(1)</script>",
    }
    answer = _as("vy", sign_in).post(f"/tai-khoan/{cast['minh'].pk}/vai-tro", typed | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "<script>alert" not in page
    assert Grant.objects.count() == before


def test_lan_and_tuan_give_no_roles_and_lock_nobody(cast: dict[str, Account], sign_in: SignIn) -> None:
    for name in ("lan", "tuan"):
        browser = _as(name, sign_in)
        for verb in ("vai-tro", "khoa"):
            assert browser.post(f"/tai-khoan/{cast['minh'].pk}/{verb}", {"locked": "1"}).status_code in (
                403,
                404,
            )
        assert browser.get("/tai-khoan/mo").status_code == 403
    assert Account.objects.get(username="minh").is_active


def test_vy_locks_and_unlocks_minh_but_not_the_last_administrator(
    cast: dict[str, Account], sign_in: SignIn
) -> None:
    vy = _as("vy", sign_in)
    vy.post(f"/tai-khoan/{cast['minh'].pk}/khoa", {"locked": "1"})
    assert not Account.objects.get(username="minh").is_active
    vy.post(f"/tai-khoan/{cast['minh'].pk}/khoa", {"locked": "0"})
    assert Account.objects.get(username="minh").is_active
    answer = vy.post(f"/tai-khoan/{cast['vy'].pk}/khoa", {"locked": "1"})
    assert (answer.status_code, "người cuối cùng" in answer.content.decode()) == (422, True)


def test_an_ended_role_opens_nothing_any_more(
    cast: dict[str, Account], hamlet: Hamlet, sign_in: SignIn
) -> None:
    lan = _as("lan", sign_in)
    assert lan.get("/tai-khoan").status_code == 200
    grant = Grant.objects.get(account=cast["lan"])
    Grant.objects.filter(pk=grant.pk).update(valid_to="2026-01-01")
    assert lan.get("/tai-khoan").status_code == 403


def test_vy_sees_no_personal_record_anywhere(
    cast: dict[str, Account], hamlet: Hamlet, sign_in: SignIn
) -> None:
    member = recorded("DV7", "Lê Thị Bí Mật", hamlet.cell, citizen_id="012345678901")
    vy = _as("vy", sign_in)
    for address in ("/", "/tai-khoan", f"/tai-khoan/{cast['minh'].pk}", f"/tim?q={member.full_name}"):
        page = vy.get(address).content.decode()
        assert "Bí Mật</" not in page
        assert "012345678901" not in page
    assert vy.get("/ai-da-doc").status_code == 403


def test_the_administrators_link_opens_the_first_account(db: None) -> None:
    from django.utils import timezone

    from dangvu.access.services import actor_of_os_user, print_founding_code

    operator = actor_of_os_user()
    code = print_founding_code(actor=operator, on=timezone.localdate())
    browser = Client()
    assert browser.get(f"/mo-dau/{code}").status_code == 200
    typed = {"display_name": "Vy", "username": "vy", "password": NEW, "again": "khác"}
    assert browser.post(f"/mo-dau/{code}", typed).status_code == 422
    assert browser.post("/mo-dau/AAAA-BBBB-CCCC", typed | {"again": NEW}).status_code == 422
    assert browser.post(f"/mo-dau/{code}", typed | {"again": NEW}).status_code == 302
    assert browser.get(f"/mo-dau/{code}").status_code == 404
    assert officer("vy", "auditor", None).name == "vy"
