"""The size of a place, which decides how its members are found."""

from datetime import date

from django.db import connection

_COUNT = """
    SELECT count(*) FROM organizations_organizationlink link
    JOIN members_membership stay ON stay.organization_id = link.descendant_id
    WHERE link.ancestor_id = %(place)s AND link.valid_from <= %(on)s AND link.valid_to > %(on)s
      AND stay.kind = 'official' AND stay.valid_from <= %(on)s AND stay.valid_to > %(on)s
"""
# Walking looks at 50 x all / place names, 2 microseconds each; taking at all of the place, 0.7 each. They
# cross where place² = 143 x all: at 28,000 members of a nation, 3,500 of a province. Both sizes are
# estimated from the statistics of the tables and the number of organisations under the place.
_IS_LARGE = """
    WITH every AS (
        SELECT greatest(people.reltuples, 1) AS members, greatest(places.reltuples, 1) AS organizations
        FROM pg_class people, pg_class places
        WHERE people.oid = 'members_member'::regclass AND places.oid = 'organizations_organization'::regclass
    ), bound AS (
        SELECT ceil(organizations * sqrt(143 / members))::bigint AS organizations FROM every
    )
    SELECT count(*) >= (SELECT organizations FROM bound) FROM (
        SELECT 1 FROM organizations_organizationlink
        WHERE ancestor_id = %(place)s AND valid_from <= %(on)s AND valid_to > %(on)s
        LIMIT (SELECT organizations FROM bound)
    ) under
"""


def count_under(place_id: int, on: date) -> int:
    """Return how many official members the organisation and all below it had on that day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"place": place_id, "on": on})
        return int(cursor.fetchone()[0])


def is_large(place_id: int | None, on: date) -> bool:
    """Whether walking all names is quicker than taking the place and sorting it; one query at most."""
    if place_id is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(_IS_LARGE, {"place": place_id, "on": on})
        return bool(cursor.fetchone()[0])
