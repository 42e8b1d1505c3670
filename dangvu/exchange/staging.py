"""The files of a package in temporary tables: read once, checked cell by cell, sent by COPY."""

from collections.abc import Callable, Sequence

from django.db import connection

from dangvu.exchange.cells import ColumnCheck, Fault, copy_text, without
from dangvu.exchange.desk import Desk
from dangvu.exchange.package import Package
from dangvu.exchange.problems import masked
from dangvu.exchange.reading import Block, CsvFile, Unreadable
from dangvu.exchange.recognising import Recogniser, name_columns
from dangvu.exchange.schema import FILES, Column, File
from dangvu.exchange.sources import Source

#: Called with a file's name and the rows of it that were read so far.
Progress = Callable[[str, int], None]

# Their rows are referred to by others: one with a bad cell still stands for its code.
_REFERRED_TO = frozenset({"organizations", "members"})
_PERSONAL = frozenset({"citizen_id", "card_number", "old_card_number"})


def stage_all(desk: Desk, source: Source, package: Package, progress: Progress | None) -> None:
    """Stage every file of the package; afterwards `desk.errors` holds what single cells have wrong."""
    desk.clear()
    # Members of whom a membership could not be used: of them no more is asked than what their rows say.
    desk.empty_table("incomplete_member", "code text")
    for file in FILES:
        _make_table(desk, file)
        path = package.files.get(file)
        if path is None:
            continue
        csv_file = CsvFile(source, file, path, desk.errors)
        staging = _Staging(desk, csv_file)
        try:
            for block in csv_file.blocks():
                staging.take(block)
                if progress:
                    progress(file.path, desk.rows[file.path])
        except Unreadable:
            desk.is_incomplete = True
        package.hashes[file.path] = csv_file.sha256
        if desk.rows[file.path]:
            desk.run(f"ANALYZE {file.stage}")


def _make_table(desk: Desk, file: File) -> None:
    columns = [f"{column.staged} {column.sql_type}" for column in file.columns]
    columns += [f"{name} text{collation}" for name, collation in extra_columns(file)]
    desk.empty_table(file.stage, f"line bigint NOT NULL, {', '.join(columns)}")


def extra_columns(file: File) -> list[tuple[str, str]]:
    """What is staged beside the columns of the file: recognised codes; the keys of names."""
    recognised = [(f"{column.staged}_code", "") for column in file.columns if column.catalogue]
    names = [("folded", ' COLLATE "C"'), ("name_key", ' COLLATE "C"')] if file.name == "members" else []
    return recognised + names


class _Staging:
    """Checks the blocks of one file and sends them to its table."""

    def __init__(self, desk: Desk, csv_file: CsvFile) -> None:
        self._desk = desk
        self._file = csv_file.file
        self._csv_file = csv_file
        self._checks: list[ColumnCheck] = []
        self._recognisers: dict[str, Recogniser] = {}
        desk.rows[self._file.path] = 0

    def take(self, block: Block) -> None:
        if not self._checks:
            self._prepare()
        if not block.rows:
            return
        columns, bad = self._cleaned(block)
        names = [column.staged for column in self._csv_file.columns]
        values: dict[str, Sequence[str]] = dict(zip(names, columns, strict=True))
        values["line"] = list(map(str, block.lines))
        self._recognise(values, block.lines)
        if bad:
            values = self._without_bad(values, bad, len(block.rows))
        self._send(values)
        self._desk.rows[self._file.path] += len(block.rows)

    def _prepare(self) -> None:
        for column in self._csv_file.columns:
            self._checks.append(ColumnCheck(column, self._file.path, self._noting(column)))
            if column.catalogue:
                self._recognisers[column.staged] = Recogniser(self._desk.warnings, self._file, column)

    def _noting(self, column: Column) -> Callable[[Fault, int, str], None]:
        def note(fault: Fault, line: int, value: str) -> None:
            code, message = fault
            shown = masked(value) if column.name in _PERSONAL else value
            self._csv_file.note(code, message, line=line, column=column.name, value=shown)

        return note

    def _cleaned(self, block: Block) -> tuple[list[Sequence[str]], set[int]]:
        columns: list[Sequence[str]] = []
        bad: set[int] = set()
        for check, values in zip(self._checks, zip(*block.rows, strict=True), strict=True):
            cleaned, places = check.clean(block.lines, values)
            columns.append(cleaned)
            bad |= places
        return columns, bad

    def _without_bad(
        self, values: dict[str, Sequence[str]], bad: set[int], height: int
    ) -> dict[str, Sequence[str]]:
        """Leave out rows with bad cells; an organisation stays, but nothing is concluded from its days."""
        if self._file.name == "memberships" and "member_code" in values:
            codes = [values["member_code"][place] for place in bad]
            self._desk.run("INSERT INTO incomplete_member SELECT unnest(%s::text[])", (codes,))
        if self._file.name not in _REFERRED_TO:
            return {name: without(bad, column, height) for name, column in values.items()}
        for name in {"valid_from", "valid_to"} & values.keys():
            values[name] = ["" if place in bad else value for place, value in enumerate(values[name])]
        return values

    def _recognise(self, values: dict[str, Sequence[str]], lines: Sequence[int]) -> None:
        for name, recogniser in self._recognisers.items():
            values[f"{name}_code"] = recogniser.codes(values[name], lines)
        if self._file.name == "members":
            values |= name_columns(values["full_name"])

    def _send(self, values: dict[str, Sequence[str]]) -> None:
        if not values["line"]:
            return
        sql = f"COPY {self._file.stage} ({', '.join(values)}) FROM STDIN (FORMAT text, NULL '')"
        # COPY goes past Django, which otherwise gives the errors of the database their names.
        with connection.wrap_database_errors, self._desk.cursor.copy(sql) as copy:
            copy.write(copy_text(list(values.values())))
