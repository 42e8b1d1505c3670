"""The size of a place, which decides how its members are found."""

from datetime import date

from django.db import connection

#: Above so many organisations it is quicker to walk all names and test the place than to sort the place:
#: the two cross near 30,000 members, at about twenty to a cell.
LARGE_PLACE = 1500

_COUNT = """
    SELECT count(*) FROM organizations_organizationlink link
    JOIN members_membership stay ON stay.organization_id = link.descendant_id
    WHERE link.ancestor_id = %(place)s AND link.valid_from <= %(on)s AND link.valid_to > %(on)s
      AND stay.kind = 'official' AND stay.valid_from <= %(on)s AND stay.valid_to > %(on)s
"""
_ORGANIZATIONS = """
    SELECT count(*) FROM (
        SELECT 1 FROM organizations_organizationlink
        WHERE ancestor_id = %(place)s AND valid_from <= %(on)s AND valid_to > %(on)s
        LIMIT %(limit)s
    ) counted
"""


def count_under(place_id: int, on: date) -> int:
    """Return how many official members the organisation and all below it had on that day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"place": place_id, "on": on})
        return int(cursor.fetchone()[0])


def is_large(place_id: int | None, on: date) -> bool:
    """Whether so many organisations stand under the place that walking all names is quicker; one query."""
    if place_id is None:
        return True
    with connection.cursor() as cursor:
        cursor.execute(_ORGANIZATIONS, {"place": place_id, "on": on, "limit": LARGE_PLACE})
        return int(cursor.fetchone()[0]) == LARGE_PLACE
