"""Slow down whoever guesses, and nobody else.

Wrong guesses are counted for an account *at an address*, or for a browser that this account has signed in
with before; never for an account alone. So nobody can shut somebody else out from elsewhere, and a person
who signs in every day is not slowed by a guesser in the same office.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from dangvu.access.rules.signing_in import (
    FORGOTTEN_AFTER,
    FREE_GUESSES,
    FREE_GUESSES_OF_ADDRESS,
    delays,
)

_GUESS = """
INSERT INTO access_throttle AS t (key, failures, failed_at, blocked_until)
VALUES (%(key)s, 1, clock_timestamp(), clock_timestamp() + make_interval(secs => (%(delays)s::int[])[1]))
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t.failed_at < clock_timestamp() - %(forgotten)s THEN 1 ELSE t.failures + 1 END,
    failed_at = clock_timestamp(),
    blocked_until = clock_timestamp() + make_interval(secs => (%(delays)s::int[])[
        least(CASE WHEN t.failed_at < clock_timestamp() - %(forgotten)s THEN 1 ELSE t.failures + 1 END,
              array_length(%(delays)s::int[], 1))])
WHERE t.blocked_until <= clock_timestamp()
RETURNING failures
"""
_WAIT = """
SELECT ceil(extract(epoch FROM blocked_until - clock_timestamp()))::int FROM access_throttle
WHERE key = %s AND blocked_until > clock_timestamp()
"""
_UNDO = """
UPDATE access_throttle SET failures = failures - 1, blocked_until = clock_timestamp()
WHERE key = %s AND failures > 0
"""


@dataclass(frozen=True, slots=True)
class Guess:
    """A secret about to be tried: the places it is counted under."""

    own: str
    address: str | None

    @property
    def counted(self) -> Sequence[tuple[str, int]]:
        """Key and number of free guesses of each place."""
        office = [(self.address, FREE_GUESSES_OF_ADDRESS)] if self.address else []
        return [*office, (self.own, FREE_GUESSES)]


class TooManyGuesses(Exception):
    """This place must wait; `seconds` says how long."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def guess_at(name: str, address: str, device: str = "") -> Guess:
    """The guess at the secret of the account called `name`, from an address or a known browser of its own."""
    hashed = hashlib.sha256(name.encode()).hexdigest()[:32]
    if device:
        return Guess(f"device:{device}:{hashed}", None)
    return Guess(f"pair:{address}:{hashed}", f"address:{address}")


def begin_guess(guess: Guess) -> None:
    """Count the guess before the secret is looked at, so that many at once gain nothing.

    Raises `TooManyGuesses` while this place must wait; nothing is then counted.
    """
    done: list[str] = []
    for key, free in guess.counted:
        if not _count(key, free):
            for counted in done:
                _run(_UNDO, [counted])
            raise TooManyGuesses(_wait(key))
        done.append(key)


def guessed_right(guess: Guess) -> None:
    """Forget the wrong guesses before this right one; those of the address keep counting."""
    _run("DELETE FROM access_throttle WHERE key = %s", [guess.own])
    if guess.address:
        _run(_UNDO, [guess.address])


def forget_old_guesses() -> None:
    """Remove what counts no more."""
    _run("DELETE FROM access_throttle WHERE failed_at < clock_timestamp() - %s", [FORGOTTEN_AFTER])


def _count(key: str, free: int) -> bool:
    asked: dict[str, Any] = {"key": key, "delays": delays(free), "forgotten": FORGOTTEN_AFTER}
    with connection.cursor() as cursor:
        cursor.execute(_GUESS, asked)
        return cursor.fetchone() is not None


def _wait(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, [key])
        row = cursor.fetchone()
    return max(1, row[0]) if row else 1


def _run(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
