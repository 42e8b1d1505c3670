"""Quang guesses Lan's password. He has to wait; Lan does not."""

from datetime import timedelta

import pytest
from django.db import connection

from dangvu.access.models import Throttle
from dangvu.access.rules.signing_in import FREE_GUESSES, FREE_GUESSES_OF_ADDRESS, delays
from dangvu.access.services.throttling import (
    TooManyGuesses,
    begin_guess,
    forget_old_guesses,
    guess_at,
    guessed_right,
)

pytestmark = pytest.mark.django_db

QUANGS, LANS = "10.0.0.7", "10.0.0.8"


def _wrong(times: int, name: str = "lan", address: str = QUANGS, device: str = "") -> int:
    """Guess wrong so often; returns the seconds to wait at the first refusal, 0 when none came."""
    for _ in range(times):
        try:
            begin_guess(guess_at(name, address, device))
        except TooManyGuesses as refusal:
            return refusal.seconds
    return 0


def _later(seconds: int) -> None:
    Throttle.objects.all().update(
        failed_at=Throttle.objects.values_list("failed_at", flat=True)[0] - timedelta(seconds=seconds),
        blocked_until=Throttle.objects.values_list("blocked_until", flat=True)[0]
        - timedelta(seconds=seconds),
    )


@pytest.mark.parametrize(
    ("nth", "seconds"), [(1, 0), (5, 0), (6, 5), (7, 10), (8, 20), (9, 40), (13, 640), (14, 900), (100, 900)]
)
def test_the_wait_doubles_from_the_sixth_wrong_guess_and_ends_at_a_quarter_of_an_hour(
    nth: int, seconds: int
) -> None:
    listed = delays(FREE_GUESSES)
    assert listed[min(nth, len(listed)) - 1] == seconds


def test_quang_waits_after_six_and_lan_signs_in_from_her_own_place() -> None:
    assert _wrong(FREE_GUESSES + 1) == 0
    assert 1 <= _wrong(1) <= 5
    begin_guess(guess_at("lan", LANS))
    begin_guess(guess_at("minh", QUANGS))


def test_lan_is_not_slowed_even_at_quangs_address_when_her_browser_is_known() -> None:
    for number in range(FREE_GUESSES_OF_ADDRESS + 10):
        _wrong(1, name=f"nobody{number}")
    assert _wrong(1, name="hoa") > 0, "the address as a whole waits"
    begin_guess(guess_at("lan", QUANGS, device="lan's own"))
    begin_guess(guess_at("lan", LANS))


def test_a_stolen_browser_waits_too() -> None:
    assert _wrong(FREE_GUESSES + 2, device="lan's own") > 0


def test_what_is_refused_is_not_counted_so_the_wait_ends() -> None:
    _wrong(FREE_GUESSES + 1)
    for _ in range(20):
        assert _wrong(1) <= 5
    _later(6)
    assert _wrong(1) == 0
    assert 5 < _wrong(1) <= 10


def test_a_right_guess_forgets_the_wrong_ones() -> None:
    for _ in range(10):
        assert _wrong(FREE_GUESSES - 1) == 0
        guess = guess_at("lan", QUANGS)
        begin_guess(guess)
        guessed_right(guess)
    assert Throttle.objects.get(key__startswith="address").failures == 10 * (FREE_GUESSES - 1)


def test_after_a_day_nothing_is_held_against_anybody() -> None:
    _wrong(FREE_GUESSES + 1)
    _later(25 * 3600)
    assert _wrong(FREE_GUESSES) == 0
    _later(25 * 3600)
    forget_old_guesses()
    assert not Throttle.objects.exists()


def test_no_name_is_kept_with_the_guesses() -> None:
    _wrong(1, name="nguyenvanbi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(key, ' ') FROM access_throttle")
        assert "nguyenvanbi" not in cursor.fetchone()[0]
