"""Vy opens the first administrator's account by the link that the console shows."""

from datetime import date, timedelta

import pytest

from dangvu.access.models import Account
from dangvu.access.permissions import may
from dangvu.access.services import (
    actor_named,
    actor_of_os_user,
    found_administrator,
    needs_administrator,
    print_founding_code,
)
from dangvu.kernel.findings import Refused

pytestmark = pytest.mark.django_db

TODAY = date.today()
PASSWORD = "sông Thương nước chảy đôi dòng"


def _found(code: str, *, username: str = "vy", password: str = PASSWORD, on: date = TODAY) -> Account:
    return found_administrator(code, username=username, display_name="Vy", password=password, on=on)


def test_an_installation_without_people_who_sign_in_needs_an_administrator() -> None:
    operator = actor_of_os_user()
    assert needs_administrator(TODAY)
    vy = _found(print_founding_code(actor=operator, on=TODAY))
    assert vy.check_password(PASSWORD)
    assert may(actor_named("vy"), "account.manage", on=TODAY)
    assert not may(actor_named("vy"), "member.read", on=TODAY)
    assert not needs_administrator(TODAY)


def test_the_link_opens_one_account_only() -> None:
    code = print_founding_code(actor=actor_of_os_user(), on=TODAY)
    _found(code)
    with pytest.raises(Refused, match="đã dùng"):
        _found(code, username="vy2")


def test_a_second_link_ends_the_first_and_none_works_once_somebody_is_there() -> None:
    operator = actor_of_os_user()
    first = print_founding_code(actor=operator, on=TODAY)
    second = print_founding_code(actor=operator, on=TODAY)
    with pytest.raises(Refused):
        _found(first)
    _found(second)
    with pytest.raises(Refused):
        _found(print_founding_code(actor=operator, on=TODAY), username="quang")
    assert not Account.objects.filter(username="quang").exists()


def test_the_link_ends_after_tomorrow_and_a_weak_password_does_not_use_it_up() -> None:
    code = print_founding_code(actor=actor_of_os_user(), on=TODAY)
    with pytest.raises(Refused):
        _found(code, on=TODAY + timedelta(days=2))
    with pytest.raises(Refused):
        _found(code, password="12345")
    assert _found(code, on=TODAY + timedelta(days=1)).username == "vy"


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "x" * 5000])
def test_an_invented_link_opens_nothing(code: str) -> None:
    print_founding_code(actor=actor_of_os_user(), on=TODAY)
    with pytest.raises(Refused):
        _found(code)
