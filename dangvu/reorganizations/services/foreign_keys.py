"""Take out many organisations without looking through every large table once for each of them.

For each deleted organisation the database looks in every referring column whether somebody still refers to
it. Where such a column has no index of its own (memberships, ratings: an index that no report needs would
slow every load down), that is one reading of the table per organisation. Many deletions are therefore checked
once: the constraint is taken off, the rows are deleted, the constraint is put back and validated.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql

#: Fewer deletions are checked one by one, as always.
_TOGETHER_FROM = 100

_UNINDEXED = """
    select c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
    from pg_constraint c
    where c.contype = 'f' and c.confrelid = 'organizations_organization'::regclass and not exists (
        select from pg_index i
        where i.indrelid = c.conrelid and i.indpred is null and i.indkey[0] = c.conkey[1])
    order by 1, 2
"""

_ALTER = sql.SQL("alter table {table} {what}")
_DROP = sql.SQL("drop constraint {}")
_ADD = sql.SQL("add constraint {} {}")


@contextmanager
def checked_together(deletions: int) -> Iterator[None]:
    """Inside, so many organisations are deleted; at the end every reference to an organisation is right.

    Raises `IntegrityError` at the end when a deleted one is referred to. Others who use the tables wait.
    """
    if deletions < _TOGETHER_FROM:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # what is pending would forbid to alter tables
        cursor.execute(_UNINDEXED)
        found = cursor.fetchall()
        for table, name, _ in found:
            cursor.execute(_ALTER.format(table=sql.SQL(table), what=_DROP.format(sql.Identifier(name))))
        cursor.execute("set constraints all deferred")
        yield
        cursor.execute("set constraints all immediate")
        for table, name, definition in found:
            what = _ADD.format(sql.Identifier(name), sql.SQL(definition))
            cursor.execute(_ALTER.format(table=sql.SQL(table), what=what))
        cursor.execute("set constraints all deferred")
