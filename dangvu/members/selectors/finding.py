"""Find a person by any part of the name in any order, without accents, or by code, card or citizen number.

The dictionary of folded names answers which names fit; then one of three plans, chosen by how many people
may bear them and by the size of the place, gives the page. Guesses at typing errors come only after nothing
was found.
"""

from datetime import date
from typing import Any

from django.db import connection

from dangvu.members.selectors.lists import (
    CELL_UNDER_PLACE,
    COLUMNS,
    IN_PLACE,
    PAGE,
    TAKEN,
    WINDOW,
    Cursor,
    Page,
    page_of,
)
from dangvu.members.selectors.places import is_large
from dangvu.members.selectors.words import every_word, numbers_of, one_mistake, words_of

#: So many bearers of the fitting names are fetched and sorted; for more another plan is quicker.
_MANY_BEARERS = 3000

_HITS = """
    WITH hits AS (
        SELECT count(*) AS names FROM (
            SELECT 1 FROM members_foldedname WHERE words @@ to_tsquery('simple', %(words)s) LIMIT %(limit)s
        ) counted
    )
    SELECT names, (
        SELECT greatest(people.reltuples, 1) / greatest(dictionary.reltuples, 1)
        FROM pg_class people, pg_class dictionary
        WHERE people.oid = 'members_member'::regclass AND dictionary.oid = 'members_foldedname'::regclass
    ) FROM hits
"""
_AFTER = "(member.name_key, member.id) > (%(after_key)s, %(after_id)s)"
_ORDER = "ORDER BY member.name_key, member.id LIMIT %(limit)s"
_FITS = "words @@ to_tsquery('simple', %(words)s)"

#: Where no place is asked for, people in no cell are found as well.
_CELL_ANYWHERE = """
    LEFT JOIN LATERAL (
        SELECT membership.organization_id FROM members_membership membership
        WHERE membership.member_id = member.id AND membership.kind = 'official'
          AND membership.valid_from <= %(on)s AND membership.valid_to > %(on)s
        LIMIT 1
    ) stay ON true
    LEFT JOIN organizations_organization cell ON cell.id = stay.organization_id
"""

_BY_NUMBER = """
    SELECT {columns} FROM (
        SELECT * FROM members_member WHERE code LIKE ANY(%(prefixes)s)
        UNION SELECT * FROM members_member WHERE citizen_id = ANY(%(numbers)s) AND citizen_id <> ''
        UNION SELECT * FROM members_member WHERE card_number = ANY(%(numbers)s) AND card_number <> ''
        UNION SELECT * FROM members_member WHERE old_card_number = ANY(%(numbers)s) AND old_card_number <> ''
    ) member
    {cell}
    WHERE {after} {order}
"""
_BY_NAMES = """
    SELECT {columns} FROM (
        SELECT id FROM members_foldedname WHERE {fits}
    ) name
    JOIN members_member member ON member.folded_name_id = name.id
    {cell}
    WHERE {after} {order}
"""
_BY_WALK = """
    SELECT {columns} FROM (
        SELECT * FROM members_member member WHERE {after}
        ORDER BY member.name_key, member.id LIMIT %(window)s
    ) member
    CROSS JOIN LATERAL (
        SELECT 1 FROM members_foldedname name WHERE name.id = member.folded_name_id AND {fits} LIMIT 1
    ) fitting
    {cell}
    {order}
"""
_BY_PLACE = f"""
    SELECT {COLUMNS} FROM {TAKEN}
    JOIN members_foldedname name ON name.id = member.folded_name_id
    WHERE {IN_PLACE} AND {_FITS} AND {_AFTER} {_ORDER}
"""


def search(
    text: str, *, place_id: int | None, on: date, limit: int = PAGE, after: Cursor | None = None
) -> Page:
    """Return the people who fit, by name, among the official members under the place on that day.

    Without a place everybody on record is searched, also who left. "nguyen van an", "Nguyễn Văn An" and
    "an nguyen" find the same person; a text with digits is looked for among codes (from their beginning),
    cards and citizen numbers first.
    """
    asked: dict[str, Any] = {"place": place_id, "window": WINDOW}
    if numbers := numbers_of(text):
        asked |= {"numbers": numbers, "prefixes": [f"{_literal(number)}%" for number in numbers]}
        found = page_of((_plan(_BY_NUMBER, place_id),), asked, on=on, after=after, limit=limit)
        if found.rows:
            return found
    words = words_of(text)
    if not words:
        return Page((), None, {})
    asked["words"] = every_word(words)
    found = page_of(_plans(asked["words"], place_id, on), asked, on=on, after=after, limit=limit)
    guess = one_mistake(words)
    if found.rows or after is not None or not guess:
        return found
    asked["words"] = guess
    return page_of(_plans(guess, place_id, on), asked, on=on, after=None, limit=limit)


def _plans(words: str, place_id: int | None, on: date) -> tuple[str, ...]:
    """Choose by how many people may bear a fitting name, and by the size of the place."""
    by_names = _plan(_BY_NAMES, place_id)
    if _bearers(words) <= _MANY_BEARERS:
        return (by_names,)
    if place_id is not None and not is_large(place_id, on):
        return (_BY_PLACE,)
    return (_plan(_BY_WALK, place_id), by_names)


def _bearers(words: str) -> float:
    """Estimate how many people bear a name that fits."""
    with connection.cursor() as cursor:
        cursor.execute(_HITS, {"words": words, "limit": _MANY_BEARERS + 1})
        names, bearers_of_a_name = cursor.fetchone()
    return float(names) * max(float(bearers_of_a_name), 1)


def _plan(statement: str, place_id: int | None) -> str:
    cell = _CELL_ANYWHERE if place_id is None else CELL_UNDER_PLACE
    return statement.format(columns=COLUMNS, cell=cell, after=_AFTER, order=_ORDER, fits=_FITS)


def _literal(text: str) -> str:
    """The text as LIKE takes it letter by letter."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
