"""The register of documents of law: number, issuer and date, and the days on which each is in force.

A document is identified by number + issuer + date, never by number alone: three documents are numbered
01-HD/TW and two 124-QĐ/TW. Its key here is a stable slug used by parameters, findings and packages.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from dangvu.kernel.periods import FOREVER
from dangvu.regulations.confidence import LETTERS
from dangvu.regulations.errors import BadRegulationData, UnknownProvision
from dangvu.regulations.yaml_files import FOLDER, read_yaml, refuse_unknown_keys

_TEXTS = frozenset(["key", "number", "kind", "issuer", "subject", "date_text", "scope", "note"])
_DAYS = frozenset(["date", "in_force_from", "in_force_to", "from_precision", "to_precision"])
_LINKS = frozenset(["replaced_by", "amended_by", "confidence_start", "confidence_end"])
PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Provision:
    """One document. Days are half-open: `in_force_to` is the first day no longer in force (or FOREVER).

    `date` and `in_force_from` are None when not known; `*_precision` is "month" or "year" when only that
    much is known of the first day or of the end, and the note says so.
    """

    key: str
    number: str
    kind: str
    date: datetime.date | None
    date_text: str
    issuer: str
    subject: str
    in_force_from: datetime.date | None
    in_force_to: datetime.date
    from_precision: str
    to_precision: str
    replaced_by: str | None
    amended_by: tuple[str, ...]
    confidence_start: str
    confidence_end: str
    scope: str | None
    note: str

    def in_force(self, on: datetime.date) -> bool:
        """Was the document in force on that day? A document whose first day is unknown never is."""
        return self.in_force_from is not None and self.in_force_from <= on < self.in_force_to

    @property
    def citation(self) -> str:
        """Kind, number, date and issuer as printed: "Hướng dẫn 21-HD/BTCTW ngày 18/10/2019 của …"."""
        number = f" {self.number}" if self.number else ""
        dated = f" ngày {self.date:%d/%m/%Y}" if self.date else f" ({self.date_text or 'chưa rõ ngày'})"
        return f"{self.kind}{number}{dated} của {self.issuer}"


def _provision(row: dict[str, Any]) -> Provision:
    where = f"provisions.yaml, {row.get('key')}"
    refuse_unknown_keys(row, _TEXTS | _DAYS | _LINKS, where)
    start = row.get("in_force_from")
    end = row.get("in_force_to") or FOREVER
    result = Provision(
        key=row["key"],
        number=row.get("number") or "",
        kind=row["kind"],
        date=row.get("date"),
        date_text=row.get("date_text", ""),
        issuer=row["issuer"],
        subject=row["subject"],
        in_force_from=start,
        in_force_to=end,
        from_precision=row.get("from_precision", "day"),
        to_precision=row.get("to_precision", "day"),
        replaced_by=row.get("replaced_by"),
        amended_by=tuple(row.get("amended_by", ())),
        confidence_start=row["confidence_start"],
        confidence_end=row.get("confidence_end", row["confidence_start"]),
        scope=row.get("scope"),
        note=row.get("note", ""),
    )
    _check(result, where)
    return result


def _check(item: Provision, where: str) -> None:
    if item.in_force_from is not None and item.in_force_to <= item.in_force_from:
        raise BadRegulationData(f"{where}: ngày hết hiệu lực không sau ngày có hiệu lực")
    if item.confidence_start not in LETTERS or item.confidence_end not in LETTERS:
        raise BadRegulationData(f"{where}: độ tin cậy phải là một trong {', '.join(LETTERS)}")
    if item.from_precision not in PRECISIONS or item.to_precision not in PRECISIONS:
        raise BadRegulationData(f"{where}: độ chính xác của ngày phải là day, month hoặc year")


@lru_cache(maxsize=1)
def provisions() -> Mapping[str, Provision]:
    """Every registered document by key. Raises BadRegulationData on a duplicate or a dangling reference."""
    found: dict[str, Provision] = {}
    for row in read_yaml(FOLDER / "provisions.yaml"):
        item = _provision(row)
        if item.key in found:
            raise BadRegulationData(f"provisions.yaml: khóa {item.key} bị trùng")
        found[item.key] = item
    for item in found.values():
        for other in (item.replaced_by, *item.amended_by):
            if other is not None and other not in found:
                raise BadRegulationData(f"provisions.yaml, {item.key}: văn bản {other} chưa được đăng ký")
    return MappingProxyType(found)


def provision(key: str) -> Provision:
    """The document registered under that key. Raises UnknownProvision."""
    try:
        return provisions()[key]
    except KeyError:
        raise UnknownProvision(f"Không có văn bản nào mang khóa “{key}” trong danh mục văn bản.") from None


def provisions_in_force(on: datetime.date) -> list[Provision]:
    """The documents in force on that day, oldest first."""
    living = [item for item in provisions().values() if item.in_force(on)]
    return sorted(living, key=lambda item: (item.in_force_from or FOREVER, item.key))
