"""Find a person by any part of the name in any order, without accents, or by code, card or citizen number.

The dictionary of folded names answers which names fit; then one of three plans, chosen by how many people
may bear them and by the size of the place, gives the page. Guesses at typing errors come only after nothing
was found.
"""

import json
from datetime import date
from typing import Any

from django.db import connection

from dangvu.members.models import FoldedName
from dangvu.members.selectors.lists import (
    CELL_OF,
    CELL_UNDER_PLACE,
    IN_PLACE,
    PAGE,
    TAKEN,
    WINDOW,
    Cursor,
    Page,
    page_of,
)
from dangvu.members.selectors.places import Size, size_of
from dangvu.members.selectors.typing_errors import guess
from dangvu.members.selectors.words import every_word, numbers_of, whole_words, words_of

#: Up to so many names that fit, nothing else is asked.
FEW_NAMES = 10
#: Up to so many people who bear a fitting name, the place does not matter.
FEW_BEARERS = 500
#: Above so many names that fit it is quicker to walk the dictionary in order than to fetch and sort them.
MANY_NAMES = 10_000
#: Of a code's beginning that fits more people only so many are looked at: such a search must be longer.
_MOST_CODES = 1000
#: The letter after all others: what begins with a text lies between the text and the text followed by it.
_LAST_LETTER = "\U0010ffff"

_FITS = "words @@ to_tsquery('simple', %(words)s)"
_ESTIMATE = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM members_foldedname WHERE {_FITS}"
_BEARERS_OF_A_NAME = """
    SELECT greatest(people.reltuples, 1) / greatest(dictionary.reltuples, 1)
    FROM pg_class people, pg_class dictionary
    WHERE people.oid = 'members_member'::regclass AND dictionary.oid = 'members_foldedname'::regclass
"""

#: Where no place is asked for, people in no cell are found as well.
_CELL_ANYWHERE = """
    LEFT JOIN LATERAL (
        SELECT membership.organization_id FROM members_membership membership
        WHERE membership.member_id = member.id AND membership.kind = 'official'
          AND membership.valid_from <= %(on)s AND membership.valid_to > %(on)s
        LIMIT 1
    ) stay ON true
"""
_CODE = """
    (SELECT id FROM members_member WHERE code >= %({low})s AND code < %({high})s ORDER BY code LIMIT {most})
"""
_NUMBERS = " UNION ".join(
    f"SELECT id FROM members_member WHERE {column} = ANY(%(numbers)s) AND {column} <> ''"
    for column in ("citizen_id", "card_number", "old_card_number")
)
_AFTER = """
    (name.given_first, member.name_key, member.id) > (%(after_given)s, %(after_key)s, %(after_id)s)
"""
_ORDER = "ORDER BY name.given_first, member.name_key, member.id LIMIT %(limit)s"
_BEARERS = """
    CROSS JOIN LATERAL (
        SELECT name_key, id FROM members_member WHERE folded_name_id = name.id OFFSET 0
    ) member
"""
# OFFSET 0 has the inner query planned by itself: the limit outside would lure the planner into other ways.
_BY_NUMBER = f"""
    SELECT member.id, stay.organization_id FROM ({{codes}} UNION {_NUMBERS}) numbered
    JOIN members_member member ON member.id = numbered.id
    JOIN members_foldedname name ON name.id = member.folded_name_id
    {{cell}}
    WHERE {_AFTER} {_ORDER}
"""
_BY_NAMES = f"""
    SELECT member.id, stay.organization_id FROM (
        SELECT id, given_first FROM members_foldedname WHERE {_FITS} AND given_first >= %(after_given)s
        ORDER BY given_first OFFSET 0
    ) name
    {_BEARERS}
    {{cell}}
    WHERE {_AFTER} {_ORDER}
"""
_BY_WALK = f"""
    SELECT member.id, stay.organization_id FROM (
        SELECT id, given_first, words FROM members_foldedname WHERE given_first >= %(after_given)s
        ORDER BY given_first LIMIT %(window)s
    ) name
    {_BEARERS}
    {{cell}}
    WHERE name.{_FITS} AND {_AFTER} {_ORDER}
"""
_BY_PLACE = f"""
    SELECT member.id, stay.organization_id FROM {TAKEN}
    JOIN members_foldedname name ON name.id = member.folded_name_id
    WHERE {IN_PLACE} AND name.{_FITS} AND {_AFTER} {_ORDER}
"""


def search(
    text: str, *, place_id: int | None, on: date, limit: int = PAGE, after: Cursor | None = None
) -> Page:
    """Return the people who fit, among the official members under the place on that day.

    They stand in the order of given names without accents, then of names: An, Ân, Anh.
    Without a place everybody on record is searched, also who left. "nguyen van an", "Nguyễn Văn An" and
    "an nguyen" find the same person; a text with digits is looked for among codes (from their beginning),
    cards and citizen numbers first.
    """
    asked: dict[str, Any] = {"place": place_id, "window": WINDOW, "after_given": _given_first(after)}
    if numbers := numbers_of(text):
        cell = _CELL_ANYWHERE if place_id is None else CELL_UNDER_PLACE
        plan, codes = _by_number(numbers, cell)
        found = page_of((plan,), asked | codes, on=on, after=after, limit=limit)
        if found.rows:
            return found
    words = words_of(text)
    if not words:
        return Page((), None)
    found, last = Page((), None), ""
    for ask in (whole_words, every_word, guess):
        question = ask(words)
        if question in ("", last):
            continue
        last = question
        plans = _plans(question, place_id, on)
        found = page_of(plans, asked | {"words": question}, on=on, after=after, limit=limit)
        if found.rows:
            break
    return found


def _given_first(after: Cursor | None) -> str:
    """Where in the dictionary the person stands after whom the page begins."""
    if after is None:
        return ""
    found = FoldedName.objects.filter(members=after[1]).values_list("given_first", flat=True).first()
    return found or ""


def _by_number(numbers: list[str], cell: str) -> tuple[str, dict[str, Any]]:
    """The question for a code, card or citizen number in any of its spellings, with its values."""
    asked: dict[str, Any] = {"numbers": numbers}
    codes = []
    for place, number in enumerate(numbers):
        low, high = f"low_{place}", f"high_{place}"
        codes.append(_CODE.format(low=low, high=high, most=_MOST_CODES))
        asked |= {low: number, high: number + _LAST_LETTER}
    return _BY_NUMBER.format(codes=" UNION ".join(codes), cell=cell), asked


def _plans(words: str, place_id: int | None, on: date) -> tuple[str, ...]:
    """Choose by how many names fit, how many people may bear them, and the size of the place."""
    cell = _CELL_ANYWHERE if place_id is None else CELL_UNDER_PLACE
    names = _names(words)
    if names <= FEW_NAMES or names * _bearers_of_a_name() <= FEW_BEARERS:
        return (_BY_NAMES.format(cell=cell),)
    if place_id is not None:
        size = size_of(place_id, on)
        if size is Size.SMALL:
            return (_BY_PLACE,)
        cell = CELL_OF[size]
    if names <= MANY_NAMES:
        return (_BY_NAMES.format(cell=cell),)
    return (_BY_WALK.format(cell=cell), _BY_NAMES.format(cell=cell))


def _names(words: str) -> float:
    """Return about how many names fit, by the statistics of the dictionary."""
    with connection.cursor() as cursor:
        cursor.execute(_ESTIMATE, {"words": words})
        told = cursor.fetchone()[0]
    plan = json.loads(told) if isinstance(told, str) else told
    return float(plan[0]["Plan"]["Plan Rows"])


def _bearers_of_a_name() -> float:
    """Return about how many people bear one name of the dictionary."""
    with connection.cursor() as cursor:
        cursor.execute(_BEARERS_OF_A_NAME)
        return max(float(cursor.fetchone()[0]), 1)
