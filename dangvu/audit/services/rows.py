"""Write many rows of a table at once and remember what they looked like before and after.

The images stand in the temporary table `row_images` until the transaction ends; the act that wrote the rows
keeps them, so that it can be taken back exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

from django.db import connection
from psycopg import sql

_IMAGES: LiteralString = """
    create temp table if not exists row_images
        (table_name text, row_id bigint, before jsonb, after jsonb) on commit drop
"""


@dataclass(slots=True)
class RowChanges:
    """What is to be done to one table.

    `columns` begins with id; every row of `inserted` and `updated` has all of them, in order.
    """

    table: str
    columns: tuple[str, ...]
    inserted: list[Sequence[Any]] = field(default_factory=list)
    updated: list[Sequence[Any]] = field(default_factory=list)
    deleted: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.inserted or self.updated or self.deleted)


def next_ids(table: str, count: int) -> list[int]:
    """Take so many new primary keys of the table."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)", [table, count]
        )
        return sorted(int(row[0]) for row in cursor.fetchall())


def forget_images() -> None:
    """Begin with an empty table of images."""
    with connection.cursor() as cursor:
        cursor.execute(_IMAGES)
        cursor.execute("delete from row_images")


def change_rows(changes: RowChanges) -> None:
    """Carry the changes out, deletions first, then updates, then insertions, and keep the images."""
    if not changes:
        return
    old = [*changes.deleted, *(row[0] for row in changes.updated)]
    new = [*(row[0] for row in changes.updated), *(row[0] for row in changes.inserted)]
    with connection.cursor() as cursor:
        cursor.execute(_IMAGES)
    _photograph(changes.table, old, "before")
    _delete(changes.table, changes.deleted)
    _update(changes)
    _insert(changes.table, changes.columns, changes.inserted)
    _photograph(changes.table, new, "after")


def _photograph(table: str, ids: list[int], side: LiteralString) -> None:
    statement = sql.SQL(
        "insert into row_images (table_name, row_id, {side}) "
        "select %s, t.id, to_jsonb(t) from {table} t where t.id = any(%s)"
    )
    _run(statement.format(side=sql.Identifier(side), table=sql.Identifier(table)), [table, ids])


def _delete(table: str, ids: list[int]) -> None:
    if ids:
        _run(sql.SQL("delete from {table} where id = any(%s)").format(table=sql.Identifier(table)), [ids])


def _insert(table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY the rows in; several rows of one owner may only meet the database's constraints all together."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("copy {table} ({names}) from stdin").format(table=sql.Identifier(table), names=names)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _update(changes: RowChanges) -> None:
    if not changes.updated:
        return
    table = sql.Identifier(changes.table)
    _run(sql.SQL("drop table if exists row_updates"))
    _run(
        sql.SQL("create temp table row_updates on commit drop as select * from {table} limit 0").format(
            table=table
        )
    )
    _insert("row_updates", changes.columns, changes.updated)
    _run(sql.SQL("analyze row_updates"))
    setting = sql.SQL(", ").join(
        sql.SQL("{name} = u.{name}").format(name=sql.Identifier(name)) for name in changes.columns[1:]
    )
    _run(
        sql.SQL("update {table} t set {setting} from row_updates u where t.id = u.id").format(
            table=table, setting=setting
        )
    )


def _run(statement: sql.Composable, parameters: Sequence[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
