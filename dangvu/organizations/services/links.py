"""The closure of the tree by period: derived from the parents, rebuilt here and nowhere else.

A link (ancestor, descendant, depth) holds exactly on the days on which a chain of `depth` parents leads from
the descendant to the ancestor. Periods that touch are one row. Only rows that differ are written, so that
readers of other places never wait and a second rebuild changes nothing.
"""

from collections.abc import Iterable
from typing import Any, LiteralString, cast

from django.db import connection, transaction

#: Longer chains of parents do not exist in any Party; they are a cycle.
DEEPEST = 32

_CHAINS: LiteralString = """
    create temp table new_links on commit drop as
    with recursive chain (ancestor_id, descendant_id, depth, valid_from, valid_to) as (
        select id, id, 0, valid_from, valid_to from organizations_organization where {start}
        union all
        select p.parent_id, c.descendant_id, c.depth + 1,
               greatest(c.valid_from, p.valid_from), least(c.valid_to, p.valid_to)
        from chain c
        join organizations_organizationparent p
          on p.organization_id = c.ancestor_id and p.valid_from < c.valid_to and c.valid_from < p.valid_to
        where c.depth < %(deepest)s
    )
    select * from chain
"""

# Two parents in turn may stand under one grandparent: its link then comes in touching pieces.
_JOIN_PIECES: LiteralString = """
    with pieces as (
        select ancestor_id, descendant_id, depth, range_agg(daterange(valid_from, valid_to)) as days
        from new_links where descendant_id in (
            select l.descendant_id from new_links l where l.ancestor_id in (
                select organization_id from organizations_organizationparent group by 1 having count(*) > 1))
        group by 1, 2, 3 having count(*) > 1
    ), gone as (
        delete from new_links n using pieces p
        where (n.ancestor_id, n.descendant_id, n.depth) = (p.ancestor_id, p.descendant_id, p.depth)
    )
    insert into new_links
    select ancestor_id, descendant_id, depth, lower(day), upper(day) from pieces, unnest(days) as day
"""

_REMOVE: LiteralString = """
    delete from organizations_organizationlink l
    where {scope} and not exists (
        select from new_links n
        where (n.descendant_id, n.ancestor_id, n.depth, n.valid_from, n.valid_to)
            = (l.descendant_id, l.ancestor_id, l.depth, l.valid_from, l.valid_to))
"""

_ADD: LiteralString = """
    insert into organizations_organizationlink (ancestor_id, descendant_id, depth, valid_from, valid_to)
    select n.ancestor_id, n.descendant_id, n.depth, n.valid_from, n.valid_to from new_links n
    where not exists (
        select from organizations_organizationlink l
        where (n.descendant_id, n.ancestor_id, n.depth, n.valid_from, n.valid_to)
            = (l.descendant_id, l.ancestor_id, l.depth, l.valid_from, l.valid_to))
    order by n.ancestor_id, n.descendant_id
"""

# All that ever stands under the given organisations, by the old links or by the parents as they are now.
_AFFECTED: LiteralString = """
    create temp table affected on commit drop as
    with recursive below (id) as (
        select unnest(%(ids)s::bigint[])
        union
        select p.organization_id from below b
        join organizations_organizationparent p on p.parent_id = b.id
    )
    select id from below
    union
    select descendant_id from organizations_organizationlink where ancestor_id = any(%(ids)s)
"""


class CyclicTree(Exception):
    """The parents form a cycle on some day; the closure cannot be built."""


def rebuild_links() -> None:
    """Rebuild the closure of the whole tree. Raises `CyclicTree`; nothing is written then."""
    with transaction.atomic():
        _drop_temporary_tables()
        _compute("true")
        _write("true")


def rebuild_links_under(ids: Iterable[int]) -> None:
    """Rebuild the links of these organisations and of all that ever stand under them (`ids`: primary keys).

    For organisations that were founded, moved or ended; deleted ones lose their links. Raises `CyclicTree`.
    """
    with transaction.atomic():
        _drop_temporary_tables()
        _execute(_AFFECTED, {"ids": list(ids)})
        _execute("create unique index on affected (id)")
        _execute("analyze affected")
        _compute("id in (select id from affected)")
        _write("l.descendant_id in (select id from affected)")


def _compute(start: LiteralString) -> None:
    _execute(cast("LiteralString", _CHAINS.format(start=start)), {"deepest": DEEPEST})
    _execute("analyze new_links")
    _execute(_JOIN_PIECES)
    with connection.cursor() as cursor:
        cursor.execute("select descendant_id from new_links where depth >= %s limit 1", [DEEPEST])
        found = cursor.fetchone()
    if found:
        raise CyclicTree(f"Cây tổ chức có vòng lặp cấp trên (tổ chức id={found[0]}).")


def _write(scope: LiteralString) -> None:
    _execute(cast("LiteralString", _REMOVE.format(scope=scope)))
    _execute(_ADD)
    _drop_temporary_tables()


def _drop_temporary_tables() -> None:
    _execute("drop table if exists new_links")
    _execute("drop table if exists affected")


def _execute(sql: LiteralString, parameters: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
