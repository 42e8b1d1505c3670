"""Who acts at the command line."""

import os
from datetime import date

import pytest

from dangvu.access.models import Account, Grant
from dangvu.access.permissions import may
from dangvu.access.services import actor_named, actor_of_os_user, actors
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from dangvu.kernel.periods import FOREVER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _vy_at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actors, "os_user_name", lambda: "vy")


def test_vy_who_installs_the_program_becomes_the_local_operator_and_the_event_says_so() -> None:
    vy = actor_of_os_user()
    event = Event.objects.get(verb="account.found_installation")
    assert (event.actor_account_id, event.actor_name) == (vy.account_id, "vy")
    grant = Grant.objects.get()
    assert (grant.role, grant.organization, grant.valid_to) == ("local_operator", None, FOREVER)
    assert grant.event_id == event.pk
    assert may(vy, "exchange.dump", on=grant.valid_from)


def test_vy_is_the_same_account_the_second_time() -> None:
    assert actor_of_os_user() == actor_of_os_user()
    assert Account.objects.count() == 1


def test_the_account_of_the_installer_has_no_password_to_guess() -> None:
    actor_of_os_user()
    assert not Account.objects.get().has_usable_password()


def test_quang_who_owns_a_machine_account_is_not_thereby_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    actor_of_os_user()
    monkeypatch.setattr(actors, "os_user_name", lambda: "quang")
    with pytest.raises(Refused, match="“quang” chưa gắn với tài khoản nào"):
        actor_of_os_user()
    assert Account.objects.count() == 1


def test_tuan_works_under_his_name_with_as() -> None:
    account = Account.objects.create(username="tuấn", display_name="Tuấn")
    tuan = actor_named("tua\u0302\u0301n")
    assert (tuan.account_id, tuan.name) == (account.pk, "Tuấn")


def test_an_unknown_name_after_as_is_refused() -> None:
    with pytest.raises(Refused, match="Không có tài khoản “hoa”"):
        actor_named("hoa")


def test_a_locked_account_does_not_act() -> None:
    Account.objects.create(username="dung", is_active=False)
    with pytest.raises(Refused, match="đã bị khóa"):
        actor_named("dung")


def test_a_user_of_the_machine_without_a_name_gets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "geteuid", lambda: 2_000_000_001)
    assert actors.os_user_name() == "uid-2000000001"


def test_a_grant_without_any_decision_cannot_be_stored() -> None:
    from django.db import IntegrityError

    account = Account.objects.create(username="tuan")
    with pytest.raises(IntegrityError, match="grant_rests_on_a_decision"):
        Grant.objects.create(account=account, role="member", valid_from=date(2026, 1, 1))
