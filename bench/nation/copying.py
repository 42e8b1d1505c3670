"""Streaming rows from DuckDB into PostgreSQL: DuckDB writes CSV into a pipe, COPY reads it."""

import os
import threading
from pathlib import Path

import duckdb
from django.db import connection

_BLOCK = 1 << 20
_MISSING_TEXTS = """
    select column_name from information_schema.columns
    where table_schema = current_schema() and table_name = %s and data_type = 'text'
      and is_nullable = 'NO' and column_default is null and is_generated = 'NEVER'
      and not column_name = any(%s)
"""


def stream(duck: duckdb.DuckDBPyConnection, query: str, table: str, columns: str, folder: Path) -> int:
    """Copy the rows of a DuckDB query into these columns of a table; other texts become empty.

    Returns the number of rows. Memory stays that of one block.
    """
    names = [name.strip() for name in columns.split(",")]
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    failures: list[Exception] = []

    def write() -> None:
        try:
            duck.cursor().execute(f"copy ({query}) to '{pipe}' (format csv, header false)")
        except Exception as error:
            failures.append(error)

    writer = threading.Thread(target=write)
    with connection.cursor() as cursor:
        cursor.execute(_MISSING_TEXTS, [table, names])
        empty = [row[0] for row in cursor.fetchall()]
        for name in empty:
            cursor.execute(f"alter table {table} alter column {name} set default ''")
        writer.start()
        try:
            with (
                cursor.copy(f"copy {table} ({columns}) from stdin (format csv)") as copy,
                pipe.open("rb") as rows,
            ):
                while block := rows.read(_BLOCK):
                    copy.write(block)
        finally:
            writer.join()
            pipe.unlink()
        written = int(cursor.rowcount)
        for name in empty:
            cursor.execute(f"alter table {table} alter column {name} drop default")
        if "id" in names:
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) from {table}"
            )
    if failures:
        raise failures[0]
    return written


def fetch_into_duck(duck: duckdb.DuckDBPyConnection, query: str, table: str, folder: Path) -> None:
    """Bring the rows of a PostgreSQL query into a new DuckDB table."""
    path = folder / f"{table}.csv"
    with (
        connection.cursor() as cursor,
        path.open("wb") as out,
        cursor.copy(f"copy ({query}) to stdout (format csv, header true)") as copy,
    ):
        for block in copy:
            out.write(block)
    duck.execute(f"create or replace table {table} as select * from read_csv(?)", [str(path)])
    path.unlink()
