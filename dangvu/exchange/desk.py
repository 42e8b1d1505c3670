"""The work table of one load: its cursor, what was found, and how rows of a query become problems."""

from dataclasses import dataclass, field
from typing import Any

from django.db.backends.utils import CursorWrapper

from dangvu.exchange.problems import LISTED_PER_CODE, Problems
from dangvu.exchange.schema import BY_NAME, File

#: The end of a running period as the database writes it.
FOREVER_SQL = "DATE '9999-01-01'"
# Every temporary table that this process has made.
_made: set[str] = set()


@dataclass
class Desk:
    """`check` is true when nothing may be written: new rows then get provisional numbers below zero."""

    cursor: CursorWrapper
    check: bool
    errors: Problems = field(default_factory=Problems)
    warnings: Problems = field(default_factory=Problems)
    rows: dict[str, int] = field(default_factory=dict)
    is_incomplete: bool = False

    def run(self, sql: str, params: tuple[Any, ...] = ()) -> int:
        self.cursor.execute(sql, params or None)
        return int(self.cursor.rowcount)

    def value(self, sql: str, params: tuple[Any, ...] = ()) -> Any:
        self.cursor.execute(sql, params or None)
        row = self.cursor.fetchone()
        return row[0] if row else None

    def empty_table(self, name: str, columns: str) -> None:
        """Make a temporary table of this transaction with these columns."""
        _made.add(name)
        self.run(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")

    def table(self, name: str, sql: str, *indexes: str) -> None:
        """Make a temporary table of this transaction from a query."""
        _made.add(name)
        rows = self.run(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {sql}")
        for columns in indexes:
            self.run(f"CREATE INDEX ON {name} ({columns})")
        if rows:
            self.run(f"ANALYZE {name}")

    def clear(self) -> None:
        """Take away what a load before left where it did not have the transaction to itself."""
        left = self.value(
            "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class "
            "WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' AND relname = ANY(%s)",
            (sorted(_made),),
        )
        if left:
            self.run(f"DROP TABLE {left}")

    def has(self, *names: str) -> bool:
        """Whether any of these files has rows."""
        return any(self.rows.get(BY_NAME[name].path) for name in names)

    def next_id(self, table: str) -> str:
        """The SQL of the number of a new row; `line` must be a column of the query."""
        return "-line" if self.check else f"nextval(pg_get_serial_sequence('{table}', 'id'))"

    def error(self, code: str, file: File | str, column: str | None, sql: str, message: str) -> None:
        self._note(self.errors, code, file, column, sql, message)

    def warn(self, code: str, file: File | str, column: str | None, sql: str, message: str) -> None:
        self._note(self.warnings, code, file, column, sql, message)

    def _note(
        self, problems: Problems, code: str, file: File | str, column: str | None, sql: str, message: str
    ) -> None:
        """Note one problem per row of the query.

        The query gives `line`, `value` and whatever else the message names; `file` in it overrides the file.
        """
        self.cursor.execute(
            f"SELECT found.*, count(*) OVER () AS total FROM ({sql}) AS found ORDER BY line LIMIT "
            f"{LISTED_PER_CODE}"
        )
        names = [column_.name for column_ in self.cursor.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in self.cursor.fetchall()]
        path = file if isinstance(file, str) else file.path
        for row in found:
            shown = {name: _shown(name, value) for name, value in row.items()}
            problems.add(
                code,
                message.format(**shown),
                file=str(row.get("file") or path),
                line=row["line"],
                column=column,
                value=None if row["value"] is None else str(row["value"]),
            )
        if found:
            problems.add_count(code, found[0]["total"] - len(found))


def _shown(name: str, value: object) -> object:
    if name not in ("valid_to", "life_to") or str(value) < "9999":
        return value
    return "nay"
