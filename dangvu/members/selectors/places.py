"""The size of a place, which decides how its members are found."""

from datetime import date
from enum import Enum

from django.db import connection

_COUNT = """
    SELECT count(*) FROM organizations_organizationlink link
    JOIN members_membership stay ON stay.organization_id = link.descendant_id
    WHERE link.ancestor_id = %(place)s AND link.valid_from <= %(on)s AND link.valid_to > %(on)s
      AND stay.kind = 'official' AND stay.valid_from <= %(on)s AND stay.valid_to > %(on)s
"""
# Walking looks at 50 x all / place names, 2 microseconds each; taking at all of the place, 0.7 each. They
# cross where place² = 143 x all: at 28,000 members of a nation, 3,500 of a province. Above an eighth of all
# organisations a list of them costs more than asking for each. All sizes are estimated from the statistics
# of the tables and the number of organisations under the place.
_SIZE = """
    WITH every AS (
        SELECT greatest(people.reltuples, 1) AS members, greatest(places.reltuples, 8) AS organizations
        FROM pg_class people, pg_class places
        WHERE people.oid = 'members_member'::regclass AND places.oid = 'organizations_organization'::regclass
    ), bound AS (
        SELECT ceil(organizations * sqrt(143 / members))::bigint AS small,
            ceil(organizations / 8)::bigint AS large
        FROM every
    ), under AS (
        SELECT count(*) AS organizations FROM (
            SELECT 1 FROM organizations_organizationlink
            WHERE ancestor_id = %(place)s AND valid_from <= %(on)s AND valid_to > %(on)s
            LIMIT (SELECT greatest(small, large) FROM bound)
        ) counted
    )
    SELECT under.organizations < bound.small, under.organizations >= bound.large FROM under, bound
"""


class Size(Enum):
    """How the members of a place are found best.

    SMALL: take everybody and sort. MIDDLE: walk all names and test them against a list of the place's
    organisations. LARGE: walk all names and ask for each whether its cell lies under the place.
    """

    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"


def count_under(place_id: int, on: date) -> int:
    """Return how many official members the organisation and all below it had on that day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"place": place_id, "on": on})
        return int(cursor.fetchone()[0])


def size_of(place_id: int | None, on: date) -> Size:
    """Return the size of the place on that day; one query at most."""
    if place_id is None:
        return Size.LARGE
    with connection.cursor() as cursor:
        cursor.execute(_SIZE, {"place": place_id, "on": on})
        small, large = cursor.fetchone()
    return Size.SMALL if small else Size.LARGE if large else Size.MIDDLE
