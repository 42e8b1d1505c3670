"""Closed lists of codes and labels: ethnic groups, religions, levels, kinds, posts …

What people type is matched by code, label or alias, in any case and with the tone mark in either place,
but never without tones: "đang" is not "đảng".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import nfc, same_spelling
from dangvu.regulations.errors import BadRegulationData, UnknownCatalogue
from dangvu.regulations.yaml_files import FOLDER, read_yaml

#: H = official document or two independent sources, M = one secondary source, L = deduced: do not rely on it.
CONFIDENCE = ("H", "M", "L")
_OWN_FIELDS = frozenset(
    ["code", "label", "aliases", "order", "confidence", "source", "valid_from", "valid_to"]
)


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a catalogue. `valid_from`/`valid_to` (half-open) limit new use, not old records;
    `facts` holds what only some catalogues have (row of a form, parent, note …)."""

    code: str
    label: str
    aliases: tuple[str, ...]
    order: int
    confidence: str
    source: str
    valid_from: date
    valid_to: date
    facts: Mapping[str, Any]

    def usable(self, on: date) -> bool:
        """May the item be newly chosen on that day? Group rows (sums) never may."""
        return self.valid_from <= on < self.valid_to and not self.facts.get("group", False)


class Catalogue:
    """A closed list in display order."""

    def __init__(self, name: str, title: str, items: tuple[Item, ...], note: str = "") -> None:
        self.name = name
        self.title = title
        self.items = items
        self.note = note
        self._by_code = {item.code: item for item in items}
        self._by_spelling: dict[str, Item] = {}
        if len(self._by_code) != len(items):
            raise BadRegulationData(f"{name}: mã bị trùng")
        for item in items:
            for word in (item.label, *item.aliases):
                self._index(word, item)

    def _index(self, word: str, item: Item) -> None:
        other = self._by_spelling.setdefault(same_spelling(word), item)
        if other is not item or self._by_code.get(word, item) is not item:
            raise BadRegulationData(f"{self.name}: “{word}” chỉ cả {other.code} lẫn {item.code}")

    def find(self, text: str) -> Item | None:
        """The item with that code, label or alias, or None. Never matches without tones."""
        typed = nfc(text)
        return self._by_code.get(typed) or self._by_spelling.get(same_spelling(typed))

    def label(self, code: str) -> str:
        """The label of a code. Raises KeyError."""
        return self._by_code[code].label

    def usable(self, on: date) -> tuple[Item, ...]:
        """The items that may be newly chosen on that day, in display order."""
        return tuple(item for item in self.items if item.usable(on))

    def choices(self) -> list[tuple[str, str]]:
        """(code, label) of every item, in display order."""
        return [(item.code, item.label) for item in self.items]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Item:
        return self._by_code[code]


@cache
def catalogue(name: str) -> Catalogue:
    """The catalogue of that name. Raises UnknownCatalogue, BadRegulationData."""
    path = FOLDER / "catalogues" / f"{name}.yaml"
    if not name.isidentifier() or not path.is_file():
        raise UnknownCatalogue(f"Không có danh mục nào tên “{name}”.")
    return _read(path)


def catalogue_names() -> list[str]:
    """The names of all catalogues."""
    return sorted(path.stem for path in (FOLDER / "catalogues").glob("*.yaml"))


def _read(path: Path) -> Catalogue:
    content = read_yaml(path)
    items = (_item(row, content, path.name) for row in content["items"])
    ordered = tuple(sorted(items, key=lambda item: item.order))
    return Catalogue(path.stem, content["title"], ordered, content.get("note", ""))


def _item(row: dict[str, Any], content: dict[str, Any], where: str) -> Item:
    confidence = row.get("confidence", content["confidence"])
    if confidence not in CONFIDENCE:
        raise BadRegulationData(f"{where}, {row['code']}: độ tin cậy phải là H, M hoặc L")
    return Item(
        code=row["code"],
        label=nfc(row["label"]),
        aliases=tuple(nfc(alias) for alias in row.get("aliases", ())),
        order=row["order"],
        confidence=confidence,
        source=row.get("source", content["source"]),
        valid_from=row.get("valid_from", date.min),
        valid_to=row.get("valid_to", FOREVER),
        facts=MappingProxyType({key: value for key, value in row.items() if key not in _OWN_FIELDS}),
    )
