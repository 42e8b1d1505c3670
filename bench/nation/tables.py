"""Taking the indexes and constraints off some tables while they are filled, and putting every one back.

A bulk load of fifty million rows into indexed tables would take hours; afterwards each index is built and
each constraint is checked over all rows, as it stood before.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

_CONSTRAINTS = """
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype
    from pg_constraint
    where (conrelid = any(%(tables)s::regclass[]) or confrelid = any(%(tables)s::regclass[]))
      and contype in ('p', 'u', 'x', 'c', 'f')
    order by contype <> 'f', conname
"""
_INDEXES = """
    select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i
    where i.indrelid = any(%(tables)s::regclass[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    order by 1
"""
#: Keys first, because references need them; references last.
_ORDER = "cpuxf"


@contextmanager
def bare(tables: Sequence[str], say: Callable[[str], None]) -> Iterator[None]:
    """Take everything off the tables for the body of the `with`, then build and check all of it again."""
    asked = {"tables": list(tables)}
    constraints = sorted(_rows(_CONSTRAINTS, asked), key=lambda row: _ORDER.index(row[3]))
    indexes = _rows(_INDEXES, asked)
    for table, name, _, _ in reversed(constraints):
        run(f'alter table {table} drop constraint "{name}"')
    for name, _ in indexes:
        run(f"drop index {name}")
    yield
    run("set maintenance_work_mem = '2GB'")
    done = False
    for table, name, definition, kind in constraints:
        if kind == "f" and not done:
            for index, made in indexes:
                say(f"chỉ mục {index}")
                run(made)
            for one in tables:
                run(f"analyze {one}")
            done = True
        say(f"ràng buộc {name}")
        run(f'alter table {table} add constraint "{name}" {definition}')
    run("reset maintenance_work_mem")


def run(sql: str) -> None:
    """Execute one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _rows(sql: str, asked: dict[str, list[str]]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return list(cursor.fetchall())
