"""Members of a place in Vietnamese order of names, page by page.

Two plans give the same page. "Walk": go along the index of names and test each person's cell against the
place; quick where many belong to it. "Take": take everybody of the place and sort; quick where few do. The
walk looks at a window of names only; where that does not fill a page, the place is taken after all.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from dangvu.members.selectors.places import Size, size_of

PAGE = 50
#: How many names one walk looks at before it gives up.
WINDOW = 20_000

Cursor = tuple[str, int]


class MemberRow(NamedTuple):
    """A line of a list, with code and name of the cell of the day (None: in no cell then)."""

    id: int
    code: str
    full_name: str
    birth_date: date
    sex: str
    organization_id: int | None
    organization: str | None
    organization_name: str | None
    name_key: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines in order. `next` is what to ask the following page `after`, None on the last one."""

    rows: tuple[MemberRow, ...]
    next: Cursor | None

    @property
    def names(self) -> dict[int, str]:
        """The names of the cells on the day, by their id."""
        return {
            row.organization_id: row.organization_name
            for row in self.rows
            if row.organization_id is not None and row.organization_name is not None
        }


#: A line of the page; the names of the cells are looked up only for the lines that are on it.
LINES = """
    SELECT member.id, member.code, member.full_name, member.birth_date, member.sex,
        found.organization_id, cell.code, name.name, member.name_key
    FROM (SELECT *, row_number() OVER () AS position FROM ({found}) ordered) found
    JOIN members_member member ON member.id = found.id
    LEFT JOIN organizations_organization cell ON cell.id = found.organization_id
    LEFT JOIN organizations_organizationname name ON name.organization_id = found.organization_id
        AND name.valid_from <= %(on)s AND name.valid_to > %(on)s
    ORDER BY found.position
"""
#: The person's cell on the day, if it lies under the place. LIMIT keeps the order of who is tested.
CELL_UNDER_PLACE = """
    CROSS JOIN LATERAL (
        SELECT membership.organization_id FROM members_membership membership
        JOIN organizations_organizationlink link ON link.descendant_id = membership.organization_id
        WHERE membership.member_id = member.id AND membership.kind = 'official'
          AND membership.valid_from <= %(on)s AND membership.valid_to > %(on)s
          AND link.ancestor_id = %(place)s AND link.valid_from <= %(on)s AND link.valid_to > %(on)s
        LIMIT 1
    ) stay
"""
#: The same where the organisations of the place are few enough to be listed once for all.
CELL_IN_LISTED_PLACE = """
    JOIN LATERAL (
        SELECT membership.organization_id FROM members_membership membership
        WHERE membership.member_id = member.id AND membership.kind = 'official'
          AND membership.valid_from <= %(on)s AND membership.valid_to > %(on)s
        LIMIT 1
    ) stay ON (stay.organization_id IN (
        SELECT descendant_id FROM organizations_organizationlink
        WHERE ancestor_id = %(place)s AND valid_from <= %(on)s AND valid_to > %(on)s
        OFFSET 0
    )) IS TRUE
"""
#: How a person found otherwise is tested against a place of each size.
CELL_OF = {
    Size.SMALL: CELL_UNDER_PLACE,
    Size.MIDDLE: CELL_IN_LISTED_PLACE,
    Size.LARGE: CELL_UNDER_PLACE,
}
AFTER = "(member.name_key, member.id) > (%(after_key)s, %(after_id)s)"
ORDER = "ORDER BY member.name_key, member.id"
_WALK = f"""
    SELECT member.id, stay.organization_id FROM (
        SELECT member.name_key, member.id FROM members_member member WHERE {AFTER}
        {ORDER} LIMIT %(window)s
    ) member
    {{cell}}
    {ORDER} LIMIT %(limit)s
"""
#: Everybody in an official cell under the place on the day.
TAKEN = """
    organizations_organizationlink link
    JOIN members_membership stay ON stay.organization_id = link.descendant_id
    JOIN members_member member ON member.id = stay.member_id
"""
IN_PLACE = """
    link.ancestor_id = %(place)s AND link.valid_from <= %(on)s AND link.valid_to > %(on)s
    AND stay.kind = 'official' AND stay.valid_from <= %(on)s AND stay.valid_to > %(on)s
"""
_TAKE = f"""
    SELECT member.id, stay.organization_id FROM {TAKEN}
    WHERE {IN_PLACE} AND {AFTER} {ORDER} LIMIT %(limit)s
"""


def list_members(place_id: int, on: date, *, after: Cursor | None = None, limit: int = PAGE) -> Page:
    """Return the official members of the organisation and all below it on that day, by name.

    At most three queries, whatever the size.
    """
    asked = {"place": place_id, "window": WINDOW}
    size = size_of(place_id, on)
    walk = _WALK.format(cell=CELL_OF[size])
    plans = (_TAKE,) if size is Size.SMALL else (walk, _TAKE)
    return page_of(plans, asked, on=on, after=after, limit=limit)


def page_of(
    plans: tuple[str, ...], asked: dict[str, Any], *, on: date, after: Cursor | None, limit: int
) -> Page:
    """Return the page of the first plan that fills it; the last one has the last word.

    A plan is a query of `id` and `organization_id` in the order of names, at most `limit` of them.
    """
    key, member_id = after or ("", 0)
    asked = {**asked, "on": on, "after_key": key, "after_id": member_id, "limit": limit + 1}
    rows: list[MemberRow] = []
    for plan in plans:
        rows = _fetch(LINES.format(found=plan), asked)
        if len(rows) > limit:
            break
    shown = tuple(rows[:limit])
    return Page(shown, (shown[-1].name_key, shown[-1].id) if len(rows) > limit and shown else None)


def _fetch(statement: str, asked: dict[str, Any]) -> list[MemberRow]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return [MemberRow._make(row) for row in cursor.fetchall()]
