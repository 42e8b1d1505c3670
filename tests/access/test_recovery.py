"""Lan lost her password and her telephone; Tuấn asks, Bình confirms, and she is back."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from dangvu.access.models import Account, Recovery
from dangvu.access.services import ask_recovery, confirm_recovery, lock_account, use_slip, withdraw_recovery
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from tests.access.cast import Hamlet, found_hamlet, officer

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
OLD, NEW = "mật khẩu cũ của Lan", "sông Thương nước chảy đôi dòng"
REASON = "Đã gặp trực tiếp, xem thẻ đảng viên"


@pytest.fixture
def hamlet() -> Hamlet:
    return found_hamlet()


@pytest.fixture
def lan(hamlet: Hamlet) -> Account:
    account = Account.objects.get(pk=officer("lan", "cell_secretary", hamlet.cell).account_id or 0)
    account.set_password(OLD)
    account.save()
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return account


@pytest.fixture
def tuan(hamlet: Hamlet) -> Actor:
    return officer("tuan", "grassroots_clerk", hamlet.commune)


@pytest.fixture
def binh(hamlet: Hamlet) -> Actor:
    return officer("binh", "organization_board", hamlet.commune)


def test_two_officers_give_lan_her_account_back(lan: Account, tuan: Actor, binh: Actor) -> None:
    asked = ask_recovery(lan, reason=REASON, actor=tuan, on=TODAY)
    assert authenticate(username="lan", password=OLD) == lan
    printed = confirm_recovery(asked.pk, actor=binh, on=TODAY)
    assert authenticate(username="lan", password=OLD) == lan, "until the slip is used nothing is taken away"
    use_slip(lan, printed.code, NEW, on=TODAY)
    assert authenticate(username="lan", password=NEW) == lan
    assert authenticate(username="lan", password=OLD) is None
    assert not Authenticator.objects.filter(user=lan).exists()
    events = Event.objects.filter(subject_kind="account", subject_id=lan.pk).order_by("id")
    assert [(one.verb, one.actor_name) for one in events] == [
        ("account.ask_recovery", "tuan"),
        ("account.confirm_recovery", "binh"),
        ("account.print_slip", "binh"),
        ("account.use_slip", "lan"),
    ]


def test_one_officer_twice_is_refused(lan: Account, tuan: Actor, binh: Actor) -> None:
    asked = ask_recovery(lan, reason=REASON, actor=tuan, on=TODAY)
    with pytest.raises(Refused, match="người thứ hai"):
        confirm_recovery(asked.pk, actor=tuan, on=TODAY)
    with pytest.raises(IntegrityError, match="recovery_by_two"), transaction.atomic():
        Recovery.objects.filter(pk=asked.pk).update(confirmed_by=tuan.account_id)
    confirm_recovery(asked.pk, actor=binh, on=TODAY)
    with pytest.raises(Refused, match="đã được xác nhận"):
        confirm_recovery(asked.pk, actor=binh, on=TODAY)


def test_nobody_recovers_their_own_account(hamlet: Hamlet, tuan: Actor, binh: Actor) -> None:
    own = Account.objects.get(pk=tuan.account_id or 0)
    with pytest.raises(Refused, match="tự khôi phục"):
        ask_recovery(own, reason=REASON, actor=tuan, on=TODAY)
    asked = ask_recovery(own, reason=REASON, actor=binh, on=TODAY)
    with pytest.raises(Refused, match="tự khôi phục"):
        confirm_recovery(asked.pk, actor=tuan, on=TODAY)


def test_the_second_officer_needs_the_right_there(lan: Account, tuan: Actor, hamlet: Hamlet) -> None:
    asked = ask_recovery(lan, reason=REASON, actor=tuan, on=TODAY)
    dung = officer("dung", "inspection_commission", hamlet.commune)
    quang = officer("quang", "grassroots_clerk", hamlet.other_cell)
    for stranger in (dung, quang):
        with pytest.raises(Refused, match="không có quyền"):
            confirm_recovery(asked.pk, actor=stranger, on=TODAY)
        with pytest.raises(Refused, match="không có quyền"):
            withdraw_recovery(asked.pk, actor=stranger, on=TODAY)


@pytest.mark.parametrize(("days", "fresh"), [(6, True), (7, False)])
def test_a_forgotten_request_is_not_confirmed_later(
    lan: Account, tuan: Actor, binh: Actor, days: int, fresh: bool
) -> None:
    asked = ask_recovery(lan, reason=REASON, actor=tuan, on=TODAY)
    if fresh:
        confirm_recovery(asked.pk, actor=binh, on=TODAY + timedelta(days=days))
    else:
        with pytest.raises(Refused, match="quá 7 ngày"):
            confirm_recovery(asked.pk, actor=binh, on=TODAY + timedelta(days=days))


def test_lan_who_finds_her_telephone_again_drops_the_request(lan: Account, tuan: Actor, binh: Actor) -> None:
    asked = ask_recovery(lan, reason=REASON, actor=tuan, on=TODAY)
    withdraw_recovery(asked.pk, actor=Actor(lan.pk, "Lan"), on=TODAY)
    with pytest.raises(Refused, match="đã bị hủy"):
        confirm_recovery(asked.pk, actor=binh, on=TODAY)
    ask_recovery(lan, reason=REASON, actor=tuan, on=TODAY)


def test_all_that_stands_against_a_request_is_said_at_once(lan: Account, tuan: Actor, binh: Actor) -> None:
    ask_recovery(lan, reason=REASON, actor=tuan, on=TODAY)
    lock_account(lan, True, actor=tuan, on=TODAY)
    with pytest.raises(Refused) as refusal:
        ask_recovery(lan, reason=" ", actor=binh, on=TODAY)
    codes = {finding.code for finding in refusal.value.findings}
    assert codes == {"recovery.locked", "recovery.reason", "recovery.twice"}
