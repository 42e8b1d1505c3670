"""Loading a package, against a bare COPY of the very rows that it writes into the same tables.

Bare COPY goes into the tables with all their indexes and constraints, in one transaction, and asks nothing.
"""

import statistics
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from bench.lines import Line, Paper, milliseconds, peak_memory
from dangvu.audit.actor import Actor
from dangvu.exchange.services.load import load

ACTOR = Actor(None, "bench")
_RUNS = 3
_MEMORY_MB = 1024

_SUBJECTS = "organizations|members|reviews|targets|screening|discipline|inspections"
_FILLED = f"""
    select relname from pg_class join pg_namespace n on n.oid = relnamespace
    where n.nspname = current_schema() and relkind = 'r'
      and (relname ~ '^({_SUBJECTS})_' or relname = 'exchange_package')
    order by relname
"""
_COLUMNS = """
    select string_agg(quote_ident(column_name), ', ' order by ordinal_position)
    from information_schema.columns
    where table_schema = current_schema() and table_name = %s and is_generated = 'NEVER'
"""


def measure(package: Path, paper: Paper) -> None:
    """Load the package and copy the same rows, in turn; the package stays loaded."""
    loads, copies = [], []
    folder = package.parent / "bare"
    for _ in range(_RUNS):
        _empty()
        loads.append(milliseconds(lambda: load_once(package)) / 1000)
        memory = peak_memory()
        tables = _write_out(folder)
        _empty()
        copies.append(milliseconds(partial(_copy, folder, tables)) / 1000)
    _tidy(tables)
    rows = sum(1 for file in package.glob("*.csv") for _ in file.open(encoding="utf-8"))
    paper.add(
        Line(
            "nạp gói 85.659 đảng viên",
            statistics.median(loads),
            "s",
            baseline=statistics.median(copies),
            most_ratio=4,
            note=f"{rows:,} dòng; so với COPY cùng các dòng",
        )
    )
    paper.add(Line("bộ nhớ khi nạp", memory, "MB", most=_MEMORY_MB))


def load_once(package: Path) -> None:
    """Load the package into an empty database. Raises RuntimeError if it is refused."""
    result = load(package, actor=ACTOR)
    if result.errors:
        raise RuntimeError(str(result.as_data()["errors"]))


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FILLED)
        tables = ", ".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"truncate {tables} cascade")


def _write_out(folder: Path) -> list[tuple[str, str]]:
    """Write each filled table to a file; return the tables with their columns."""
    folder.mkdir(exist_ok=True)
    found = []
    with connection.cursor() as cursor:
        cursor.execute(_FILLED)
        for (table,) in cursor.fetchall():
            cursor.execute(_COLUMNS, [table])
            (columns,) = cursor.fetchone()
            with (
                (folder / table).open("wb") as out,
                cursor.copy(f"copy {table} ({columns}) to stdout") as copy,
            ):
                for block in copy:
                    out.write(block)
            if (folder / table).stat().st_size:
                found.append((table, columns))
    return found


def _tidy(tables: list[tuple[str, str]]) -> None:
    """What loading does at its end: statistics and the visibility map."""
    with connection.cursor() as cursor:
        for table, _ in tables:
            cursor.execute(f"vacuum (analyze) {table}")


def _copy(folder: Path, tables: list[tuple[str, str]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, columns in tables:
            with (
                (folder / table).open("rb") as rows,
                cursor.copy(f"copy {table} ({columns}) from stdin") as copy,
            ):
                while block := rows.read(1 << 20):
                    copy.write(block)
