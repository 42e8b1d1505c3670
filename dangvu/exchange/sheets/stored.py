"""Cells as the database keeps them, and rows on their way in and out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db import connection

from dangvu.exchange.models import Import, ImportRow
from dangvu.exchange.sheets.grids import Cell, ErrorCell
from dangvu.exchange.sheets.rows import Row

_COLUMNS = (
    "owner_id, number, sheet, line, section, raw, fingerprint, edits, answer, state, warned, values, old, "
    "issues, member_id, member_event_id, same_as, organization_id, residence_id"
)
_COPY = f"COPY exchange_importrow ({_COLUMNS.replace('values', chr(34) + 'values' + chr(34))}) FROM STDIN"


@dataclass(slots=True)
class StoredRow:
    """A row of an import: where it stands in the file, what it says, and what a person said about it."""

    number: int
    sheet: str
    line: int
    section: str
    cells: list[Cell]
    fingerprint: str = ""
    edits: dict[str, str] = field(default_factory=dict)
    answer: str = ""


@dataclass(slots=True)
class Looked:
    """What looking at a row found: its state, what it changes, and whom it means."""

    row: Row
    state: str
    old: dict[str, Any] = field(default_factory=dict)
    member_id: int | None = None
    member_event_id: int | None = None
    same_as: int | None = None


def encode(cell: Cell) -> Any:
    """Return the cell as JSON."""
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, ErrorCell):
        return {"e": cell.shown}
    return cell.replace("\x00", "\ufffd") if isinstance(cell, str) else cell


def decode(value: Any) -> Cell:
    """Return the cell that `encode` kept."""
    if isinstance(value, dict):
        return date.fromisoformat(value["d"]) if "d" in value else ErrorCell(value["e"])
    return value  # type: ignore[no-any-return]


def fingerprint(cells: Iterable[Cell], section: str) -> str:
    """Return what is equal for two rows that say the same."""
    said = _json([section, *map(encode, cells)])
    return blake2b(said.encode(), digest_size=16).hexdigest()


def load_rows(owner: Import) -> list[StoredRow]:
    """Read the rows of an import in the order of the file."""
    rows = ImportRow.objects.filter(owner=owner).order_by("number")
    names = ("number", "sheet", "line", "section", "raw", "fingerprint", "edits", "answer")
    return [
        StoredRow(number, sheet, line, section, [decode(cell) for cell in raw], print_, edits, answer)
        for number, sheet, line, section, raw, print_, edits, answer in rows.values_list(*names).iterator(
            5000
        )
    ]


def write_rows(owner: Import, rows: list[StoredRow], looked: list[Looked]) -> None:
    """Put the rows of an import in place of those it had."""
    ImportRow.objects.filter(owner=owner)._raw_delete(using="default")
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for values in _rows(owner, rows, looked):
            copy.write_row(values)


def _rows(owner: Import, rows: list[StoredRow], looked: list[Looked]) -> Iterator[tuple[Any, ...]]:
    for stored, found in zip(rows, looked, strict=True):
        row = found.row
        yield (
            owner.pk,
            stored.number,
            stored.sheet,
            stored.line,
            stored.section,
            _json([encode(cell) for cell in stored.cells]),
            stored.fingerprint,
            _json(stored.edits),
            stored.answer,
            found.state,
            any(issue.level == "warning" for issue in row.issues),
            _json(row.values),
            _json(found.old),
            _json(row.issues),
            found.member_id,
            found.member_event_id,
            found.same_as,
            row.cell,
            row.residence,
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
