"""What people type into the search, drawn from the members of a place, and how long the answers take."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from random import Random

from django.db import connection

from bench.lines import milliseconds
from dangvu.members.selectors import search

_SEARCHES = 200
_DRAWN = """
    select member.full_name from organizations_organizationlink link
    join members_membership stay on stay.organization_id = link.descendant_id
    join members_member member on member.id = stay.member_id
    where link.ancestor_id = %(place)s and link.valid_from <= %(on)s and link.valid_to > %(on)s
      and stay.kind = 'official' and stay.valid_from <= %(on)s and stay.valid_to > %(on)s
    order by hashint8(member.id), member.id limit %(count)s
"""


def times(texts: Sequence[str], place: int | None, on: date) -> list[float]:
    """Return the milliseconds of each search, after a few that are not counted."""
    for text in texts[:5]:
        search(text, place_id=place, on=on)
    return [milliseconds(partial(search, text, place_id=place, on=on)) for text in texts]


def names_under(place: int, on: date) -> list[str]:
    """Return full names of people drawn evenly from all members of the place, the same on every run."""
    with connection.cursor() as cursor:
        cursor.execute(_DRAWN, {"place": place, "on": on, "count": _SEARCHES})
        return [row[0] for row in cursor.fetchall()]


def prefixes(names: Sequence[str]) -> list[str]:
    """The beginning of each full name as it is typed: family name, middle name, some letters."""
    return [name[: max(6, len(name) - 2)] for name in names]


def parts(names: Sequence[str]) -> list[str]:
    """A part of each name: its end, given and family name, all of it, the given name alone."""
    chance, found = Random(11), []
    for name in names:
        words = name.split()
        ways = [" ".join(words[1:]), f"{words[-1]} {words[0]}", name, words[-1], " ".join(words[-2:])]
        found.append(chance.choice(ways))
    return found


def with_mistakes(names: Sequence[str]) -> list[str]:
    """Each name with a letter too many in its first word."""
    return [f"{name[0]}x{name[1:]}" for name in names]
