"""Read a part of the dated tree into a draft, and write a draft's changes back.

Only the reorganizations (and the loading of packages) write the tree. Whoever does holds `lock_tree` first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from dangvu.audit.services.rows import RowChanges, change_rows, next_ids
from dangvu.organizations.draft import DraftTree, Node, Series, Stretch

_TREE_LOCK = 0x44564F52  # "DVOR"

_LIVES = "organizations_organization"
_NAMES = "organizations_organizationname"
_FORMS = "organizations_organizationkind"
_PARENTS = "organizations_organizationparent"


def lock_tree() -> None:
    """Wait until nobody else writes the tree; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_TREE_LOCK])


def lock_organizations(ids: Iterable[int]) -> None:
    """Keep others from adding rows that refer to these organisations until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from organizations_organization where id = any(%s) order by id for update", [list(ids)]
        )


def load_draft(codes: Iterable[str], *, with_children: Iterable[str] = (), since: date) -> DraftTree:
    """Return a draft of the organisations named, of all that ever stood above them, and of their parts.

    The parts are what stands directly under `with_children` on some day from `since`. Unknown codes are left
    out. A fixed number of queries.
    """
    named, parents = list(set(codes)), list(set(with_children))
    ids = _ask(
        """
        with named as (select id from organizations_organization where code = any(%s))
        select id from named
        union
        select l.ancestor_id from organizations_organizationlink l
        where l.descendant_id in (select id from named)
        union
        select p.organization_id from organizations_organizationparent p
        join organizations_organization o on o.id = p.parent_id
        where o.code = any(%s) and p.valid_to > %s
        """,
        [named, parents, since],
    )
    return DraftTree(_nodes([number for (number,) in ids]))


def _nodes(ids: list[int]) -> list[Node]:
    lives = _ask(
        "select id, code, valid_from, valid_to from organizations_organization where id = any(%s)", [ids]
    )
    names = _stretches(_NAMES, "t.name", ids)
    forms = _stretches(_FORMS, "t.kind, t.sector", ids)
    parents = _stretches(
        _PARENTS, "(select code from organizations_organization o where o.id = t.parent_id)", ids
    )
    return [
        Node(
            code, begun, ended, id=number,
            names=Series(names[number]), forms=Series(forms[number]), parents=Series(parents[number]),
        )
        for number, code, begun, ended in lives
    ]  # fmt: skip


def _stretches(table: str, fields: str, ids: list[int]) -> dict[int, list[Stretch[Any]]]:
    found: dict[int, list[Stretch[Any]]] = defaultdict(list)
    statement = f"""select t.organization_id, t.id, t.valid_from, t.valid_to, {fields}
                    from {table} t where t.organization_id = any(%s)"""
    for organization, row_id, begun, ended, *values in _ask(statement, [ids]):
        value = values[0] if len(values) == 1 else tuple(values)
        found[organization].append(Stretch(value, begun, ended, row_id))
    return found


def _ask(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def number_new(tree: DraftTree) -> None:
    """Give every new organisation of the draft its primary key."""
    new = [node for node in tree.nodes.values() if node.is_new and node.id is None]
    for node, number in zip(new, next_ids(_LIVES, len(new)), strict=True):
        node.id = number


def write_draft(tree: DraftTree, events: Sequence[int]) -> list[int]:
    """Write what differs; `events[act]` is the event of each act.

    Returns the ids of organisations whose life or place changed. The closure is not touched: call
    `rebuild_links_under` with the answer, or `rebuild_links`.
    """
    number_new(tree)
    touched = tree.touched()
    for changes in (
        *_lives(touched, events),
        *_series(_NAMES, ("name",), touched, events, lambda node: node.names, lambda name: (name,)),
        *_series(_FORMS, ("kind", "sector"), touched, events, lambda node: node.forms, tuple),
        *_series(
            _PARENTS, ("parent_id",), touched, events,
            lambda node: node.parents, lambda code: (tree.nodes[code].id,),
        ),
    ):  # fmt: skip
        change_rows(changes)
    return [node.id for node in touched if node.id is not None and _moved(node)]


def _moved(node: Node) -> bool:
    return node.is_new or node.life_touched or node.parents.differs


def _lives(touched: Iterable[Node], events: Sequence[int]) -> tuple[RowChanges, RowChanges]:
    founded = RowChanges(_LIVES, ("id", "code", "valid_from", "valid_to", "event_id"))
    ended = RowChanges(_LIVES, ("id", "valid_to"))
    for node in touched:
        if node.is_new and node.act is not None:
            founded.inserted.append((node.id, node.code, node.begun, node.ended, events[node.act]))
        elif node.life_touched:
            ended.updated.append((node.id, node.ended))
    return founded, ended


def _series(
    table: str,
    columns: tuple[str, ...],
    touched: Iterable[Node],
    events: Sequence[int],
    of: Callable[[Node], Series[Any]],
    fields: Callable[[Any], tuple[Any, ...]],
) -> tuple[RowChanges, RowChanges]:
    """The rows of one property: replaced ones are deleted, closed ones updated, then opened ones inserted."""
    closed = RowChanges(table, ("id", "valid_from", "valid_to", *columns))
    rows: list[tuple[Any, ...]] = []
    for node in touched:
        series = of(node)
        closed.deleted += series.dropped
        for one in series.stretches:
            # Rows that stay may name organisations that are not in the draft.
            if one.row_id is None and one.act is not None:
                opened = (one.valid_from, one.valid_to, *fields(one.value))
                rows.append((*opened, node.id, events[one.act]))
            elif one.row_id in series.touched:
                closed.updated.append((one.row_id, one.valid_from, one.valid_to, *fields(one.value)))
    numbers = next_ids(table, len(rows))
    numbered: list[Sequence[Any]] = [(number, *row) for number, row in zip(numbers, rows, strict=True)]
    return closed, RowChanges(table, (*closed.columns, "organization_id", "event_id"), inserted=numbered)
