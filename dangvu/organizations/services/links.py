"""The closure of the tree by period: derived from the parents, rebuilt here and nowhere else.

A link (ancestor, descendant, depth) holds exactly on the days on which a chain of `depth` parents leads from
the descendant to the ancestor. Periods that touch are one row. Only rows that differ are written, so that
readers of other places never wait and a second rebuild changes nothing.
"""

from collections.abc import Iterable
from typing import Any, LiteralString

from django.db import connection, transaction

#: Longer chains of parents do not exist in any Party; they are a cycle.
DEEPEST = 32

_CHAINS: LiteralString = """
    create temp table chains on commit drop as
    with recursive chain (ancestor_id, descendant_id, depth, valid_from, valid_to) as (
        {start}
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

# Two parents in turn may stand under one grandparent: its link then comes in touching pieces. The pieces of a
# link never share a day, so they leave no gap exactly when their days add up to the span from first to last.
_JOINED: LiteralString = """
    create temp table new_links on commit drop as
    select ancestor_id, descendant_id, depth, min(valid_from) as valid_from, max(valid_to) as valid_to,
           sum(valid_to - valid_from) = max(valid_to) - min(valid_from) as whole
    from chains group by 1, 2, 3
"""

_WITH_GAPS: LiteralString = """
    with parted as (
        delete from new_links where not whole returning ancestor_id, descendant_id, depth
    ), runs as (
        select c.ancestor_id, c.descendant_id, c.depth,
               unnest(range_agg(daterange(c.valid_from, c.valid_to))) as days
        from parted join chains c using (ancestor_id, descendant_id, depth) group by 1, 2, 3
    )
    insert into new_links
    select ancestor_id, descendant_id, depth, lower(days), upper(days), true from runs
"""

_DIFFERENCE: LiteralString = """
    create temp table differing on commit drop as
    select ancestor_id, descendant_id, depth, valid_from, valid_to, max(id) as id
    from (
        select null::bigint as id, ancestor_id, descendant_id, depth, valid_from, valid_to from new_links
        union all
        select id, ancestor_id, descendant_id, depth, valid_from, valid_to
        from organizations_organizationlink where {scope}
    ) either
    group by 1, 2, 3, 4, 5 having count(*) = 1
"""

_REMOVE: LiteralString = """
    delete from organizations_organizationlink l using differing d where l.id = d.id
"""

_ADD: LiteralString = """
    insert into organizations_organizationlink (ancestor_id, descendant_id, depth, valid_from, valid_to)
    select ancestor_id, descendant_id, depth, valid_from, valid_to from differing where id is null
    order by ancestor_id, descendant_id
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


# What always stood under one of the given organisations, below which nothing changed: its links inside stay.
_INNER: LiteralString = """
    create temp table inner_links on commit drop as
    select l.ancestor_id, l.descendant_id, l.depth, l.valid_from, l.valid_to
    from organizations_organizationlink l
    join organizations_organization o
      on (o.id, o.valid_from, o.valid_to) = (l.descendant_id, l.valid_from, l.valid_to)
    where l.ancestor_id = any(%(ids)s)
"""

_TANGLED: LiteralString = """
    with recursive above (id) as (
        select parent_id from organizations_organizationparent where organization_id = any(%(ids)s)
        union
        select p.parent_id from above a
        join organizations_organizationparent p on p.organization_id = a.id
    )
    select exists (
        select id from affected where id in (
            select id from above
            union
            select ancestor_id from organizations_organizationlink
            where descendant_id = any(%(ids)s) and depth > 0))
"""

_WHOLE_TREE: LiteralString = "select id, id, 0, valid_from, valid_to from organizations_organization"
_FROM_THE_AFFECTED: LiteralString = _WHOLE_TREE + " where id in (select id from affected)"
_FROM_THE_MOVED: LiteralString = (
    "select * from ("
    + _FROM_THE_AFFECTED
    + """
        and id not in (select descendant_id from inner_links)
        union all
        select * from inner_links) beginnings
    """
)
_OF_THE_AFFECTED: LiteralString = "descendant_id in (select id from affected)"
# Nothing above the moved is among the affected: an affected ancestor lies inside, and its links stay.
_OUTSIDE_THE_MOVED: LiteralString = (
    _OF_THE_AFFECTED
    + """ and (ancestor_id not in (select id from affected)
               or descendant_id not in (select descendant_id from inner_links))"""
)


class CyclicTree(Exception):
    """The parents form a cycle on some day; the closure cannot be built."""


def rebuild_links() -> None:
    """Rebuild the closure of the whole tree. Raises `CyclicTree`; nothing is written then."""
    with transaction.atomic():
        _drop_temporary_tables()
        _compute(_WHOLE_TREE)
        _write("true")


def rebuild_links_under(ids: Iterable[int]) -> None:
    """Rebuild the links of these organisations and of all that ever stand under them (`ids`: primary keys).

    To be told every organisation whose life or parents changed; deleted ones lose their links. Where whole
    subtrees moved and nothing below changed, only the links above them are touched. Raises `CyclicTree`.
    """
    changed = {"ids": list(ids)}
    with transaction.atomic():
        _drop_temporary_tables()
        _execute(_AFFECTED, changed)
        _execute("create unique index on affected (id)")
        _execute("analyze affected")
        if _ask(_TANGLED, changed):
            _compute(_FROM_THE_AFFECTED)
            _write(_OF_THE_AFFECTED)
        else:
            _execute(_INNER, changed)
            _compute(_FROM_THE_MOVED)
            _execute(
                "delete from new_links using affected where ancestor_id = id and descendant_id in "
                "(select descendant_id from inner_links)"
            )
            _write(_OUTSIDE_THE_MOVED)


def _compute(start: LiteralString) -> None:
    _execute(_CHAINS.format(start=start), {"deepest": DEEPEST})
    _execute(_JOINED)
    _execute(_WITH_GAPS)
    found = _ask("select max(descendant_id) from new_links where depth >= %(deepest)s", {"deepest": DEEPEST})
    if found:
        raise CyclicTree(f"Cây tổ chức có vòng lặp cấp trên (tổ chức id={found}).")


def _write(scope: LiteralString) -> None:
    _execute(_DIFFERENCE.format(scope=scope))
    _execute("analyze differing")
    _execute(_REMOVE)
    _execute(_ADD)
    _drop_temporary_tables()


def _drop_temporary_tables() -> None:
    for table in ("chains", "new_links", "differing", "affected", "inner_links"):
        _execute(f"drop table if exists {table}")


def _ask(sql: LiteralString, parameters: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


def _execute(sql: LiteralString, parameters: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
