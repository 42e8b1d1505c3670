"""A level of the tree on a day: names, kinds, and how many organisations and members stand under each."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from dangvu.organizations.models import Kind

#: Lines of one level that are sent at once; the rest follows on request.
LEVEL = 200


class Branch(NamedTuple):
    """An organisation of the level; `units` stand directly under it, `members` in it and all below it."""

    id: int
    code: str
    name: str
    kind: str
    sector: str
    units: int
    members: int

    @property
    def kind_name(self) -> str:
        """What people call its kind; a sentence where it does not live on the day."""
        return kind_name(self.kind)


class Level(NamedTuple):
    """Lines by code; `after` is the code after which the level goes on, "" where it is whole."""

    branches: tuple[Branch, ...]
    after: str


#: One query whatever the number of lines: what stands under each is counted for the lines sent only.
_LEVEL = """
    WITH line AS (
        SELECT o.id, o.code FROM organizations_organization o WHERE {where} AND o.code > %(after)s
        ORDER BY o.code LIMIT %(most)s
    ), counted AS (
        SELECT link.ancestor_id AS id, count(*) AS members
        FROM organizations_organizationlink link
        JOIN members_membership stay ON stay.organization_id = link.descendant_id
        WHERE link.ancestor_id IN (SELECT id FROM line)
          AND link.valid_from <= %(on)s AND link.valid_to > %(on)s
          AND stay.kind = 'official' AND stay.valid_from <= %(on)s AND stay.valid_to > %(on)s
        GROUP BY 1
    ), below AS (
        SELECT parent_id AS id, count(*) AS units FROM organizations_organizationparent
        WHERE parent_id IN (SELECT id FROM line) AND valid_from <= %(on)s AND valid_to > %(on)s
        GROUP BY 1
    )
    SELECT line.id, line.code, coalesce(name.name, (
            SELECT nearest.name FROM organizations_organizationname nearest
            WHERE nearest.organization_id = line.id ORDER BY nearest.valid_from DESC LIMIT 1
        ), line.code), coalesce(kind.kind, ''), coalesce(kind.sector, ''),
        coalesce(below.units, 0), coalesce(counted.members, 0)
    FROM line
    LEFT JOIN organizations_organizationname name ON name.organization_id = line.id
        AND name.valid_from <= %(on)s AND name.valid_to > %(on)s
    LEFT JOIN organizations_organizationkind kind ON kind.organization_id = line.id
        AND kind.valid_from <= %(on)s AND kind.valid_to > %(on)s
    LEFT JOIN below ON below.id = line.id
    LEFT JOIN counted ON counted.id = line.id
    ORDER BY line.code
"""
_UNDER = """o.id IN (
    SELECT organization_id FROM organizations_organizationparent
    WHERE parent_id = %(parent)s AND valid_from <= %(on)s AND valid_to > %(on)s
)"""
_THESE = "o.id = ANY(%(ids)s)"
_TOPS = """o.valid_from <= %(on)s AND o.valid_to > %(on)s AND NOT EXISTS (
    SELECT FROM organizations_organizationparent placed
    WHERE placed.organization_id = o.id AND placed.valid_from <= %(on)s AND placed.valid_to > %(on)s
)"""


def level_under(parent_id: int, on: date, *, after: str = "", most: int = LEVEL) -> Level:
    """Return what stands directly under the organisation on the day."""
    return _level(_UNDER, {"parent": parent_id}, on, after, most)


def top_level(roots: Sequence[int] | None, on: date, *, after: str = "", most: int = LEVEL) -> Level:
    """Return these organisations; None: all that stand under none on the day."""
    if roots is None:
        return _level(_TOPS, {}, on, after, most)
    return _level(_THESE, {"ids": list(roots)}, on, after, most)


def lines_of(organization_id: int, on: date) -> Branch:
    """Return the organisation itself as a line."""
    return _level(_THESE, {"ids": [organization_id]}, on, "", 1).branches[0]


def kind_name(kind: str) -> str:
    """What people call the kind; "không hoạt động vào ngày này" for none."""
    return str(Kind(kind).label) if kind else "không hoạt động vào ngày này"


def _level(where: str, asked: dict[str, Any], on: date, after: str, most: int) -> Level:
    with connection.cursor() as cursor:
        cursor.execute(_LEVEL.format(where=where), {**asked, "on": on, "after": after, "most": most + 1})
        rows = tuple(Branch._make(row) for row in cursor.fetchall())
    more = len(rows) > most
    return Level(rows[:most], rows[most - 1].code if more else "")
