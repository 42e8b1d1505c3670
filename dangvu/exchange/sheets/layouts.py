"""The layouts in use: which headings they have and which field each fills (`layouts/*.yaml`)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from dangvu.exchange.sheets.headings import heading_key

#: What may be done with a column that fills no field.
IGNORED, NOTE = "ignored", "note"


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """`target` is one field; `lines` are the fields that stand in one cell, one below the other."""

    heading: str
    target: str
    lines: tuple[str, ...]
    keys: frozenset[str]
    required: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """`subject` is what a row is about: a member, or a foreign trip. `armed_forces` needs a switch."""

    code: str
    title: str
    confidence: str
    subject: str
    armed_forces: bool
    vertical: bool
    columns: tuple[LayoutColumn, ...]

    def by_key(self) -> dict[str, LayoutColumn]:
        return {key: column for column in self.columns for key in column.keys}


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts in the order of their letters."""
    return tuple(map(_read, sorted((Path(__file__).parent / "layouts").glob("*.yaml"))))


@cache
def known_columns() -> dict[str, LayoutColumn]:
    """Every heading of any layout; where two differ, that of the earlier one."""
    known: dict[str, LayoutColumn] = {}
    for layout in layouts():
        for key, column in layout.by_key().items():
            known.setdefault(key, column)
    return known


def layout_by_code(code: str) -> Layout:
    """Raises `KeyError`."""
    for layout in layouts():
        if layout.code == code:
            return layout
    raise KeyError(code)


def _read(path: Path) -> Layout:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Layout(
        content["code"],
        content["title"],
        content["confidence"],
        content.get("subject", "member"),
        content.get("armed_forces", False),
        content.get("vertical", False),
        tuple(map(_column, content["columns"])),
    )


def _column(row: dict[str, object]) -> LayoutColumn:
    heading = str(row["heading"])
    aliases = row.get("aliases") or ()
    lines = row.get("lines") or ()
    assert isinstance(aliases, list | tuple)
    assert isinstance(lines, list | tuple)
    return LayoutColumn(
        heading,
        str(row.get("target", "lines" if lines else NOTE)),
        tuple(map(str, lines)),
        frozenset(heading_key(one) for one in (heading, *map(str, aliases))),
        bool(row.get("required", False)),
    )
