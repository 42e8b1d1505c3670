"""The rows behind all figures of a report: who or what stood where on which day, and in which figures."""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection

from dangvu.statistics.asked import Asked
from dangvu.statistics.counting import ready
from dangvu.statistics.figures.base import Count, Figure, Source, Subject
from dangvu.statistics.places import Place

_COLUMN = {
    Subject.MEMBER: "member_id",
    Subject.ORGANIZATION: "organization_id",
    Subject.CIVIC_POST: "civic_post_id",
}
_NOTHING = "-"


@dataclass(frozen=True)
class Behind:
    """The rows of one source as sorted text lines `subject,organisation,day,mask`.

    The mask has a letter for each of `keys`: 1 where the row counts in that figure.
    """

    source: str
    subject: Subject
    keys: tuple[str, ...]
    lines: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """How many rows each figure counts."""
        found = dict.fromkeys(self.keys, 0)
        for mask, number in Counter(line.rpartition(",")[2] for line in self.lines).items():
            for key, letter in zip(self.keys, mask, strict=True):
                found[key] += number if letter == "1" else 0
        return found

    def packed(self) -> bytes:
        """The lines, compressed."""
        return zlib.compress("\n".join(self.lines).encode())


def unpacked(source: str, subject: str, keys: Sequence[str], packed: bytes) -> Behind:
    """The rows as they were packed."""
    text = zlib.decompress(packed).decode()
    return Behind(source, Subject(subject), tuple(keys), tuple(text.split("\n")) if text else ())


def behind(figures: Iterable[Figure], place: Place, asked: Asked) -> list[Behind]:
    """The rows behind every count of the place; none for flows on a single day."""
    found: dict[Source, list[Count]] = {}
    for one in figures:
        if isinstance(one, Count) and not (one.source.flow and asked.on):
            found.setdefault(one.source, []).append(one)
    return [_rows(source, counts, place, asked) for source, counts in found.items()]


def _rows(source: Source, counts: Sequence[Count], place: Place, asked: Asked) -> Behind:
    mask = " || ".join(f"(case when {one.where} then '1' else '0' end)" for one in counts)
    sql = (
        f"select concat_ws(',', coalesce({_COLUMN[source.subject]}::text, '{_NOTHING}'), organization_id, "
        f"day::text, {mask}) from ({source.sql}) r"
    )
    with connection.cursor() as cursor:
        cursor.execute(*ready(sql, source, [place], asked))
        lines = sorted(row[0] for row in cursor.fetchall())
    return Behind(source.name, source.subject, tuple(one.key for one in counts), tuple(lines))


def hash_of(parts: Iterable[Behind]) -> str:
    """One SHA-256 over all rows, with the names of their sources and figures."""
    hashed = sha256()
    for part in sorted(parts, key=lambda one: one.source):
        hashed.update(f"{part.source} {part.subject} {' '.join(part.keys)}\n".encode())
        hashed.update("\n".join(part.lines).encode() + b"\n\n")
    return hashed.hexdigest()


@dataclass(frozen=True)
class Change:
    """A subject that is counted otherwise than before: by how much in which figures.

    `moved` says that a row came or went, not only that the same row counts in other figures.
    """

    source: str
    subject: Subject
    subject_id: int | None
    organization_ids: tuple[int, ...]
    moved: bool
    by_key: Mapping[str, int]


def changes(before: Behind, after: Behind) -> list[Change]:
    """What differs, subject by subject; figures that only one of the two knows are left out."""
    gone = Counter(before.lines)
    come = Counter(after.lines)
    kept = gone & come
    found: dict[str, _Differing] = {}
    _gather(found, gone - kept, before.keys, -1)
    _gather(found, come - kept, after.keys, +1)
    shared = set(before.keys) & set(after.keys)
    return [one.change(before, shared) for one in found.values()]


class _Differing:
    """What was gathered of one subject."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.organizations: dict[int, None] = {}
        self.stood: Counter[str] = Counter()
        self.by_key: Counter[str] = Counter()

    def change(self, part: Behind, shared: set[str]) -> Change:
        return Change(
            part.source,
            part.subject,
            None if self.subject == _NOTHING else int(self.subject),
            tuple(self.organizations),
            any(self.stood.values()),
            {key: number for key, number in self.by_key.items() if number and key in shared},
        )


def _gather(found: dict[str, _Differing], lines: Counter[str], keys: Sequence[str], sign: int) -> None:
    for line, number in lines.items():
        subject, organization, day, mask = line.split(",")
        one = found.setdefault(subject, _Differing(subject))
        one.organizations[int(organization)] = None
        one.stood[f"{organization},{day}"] += sign * number
        for key, letter in zip(keys, mask, strict=True):
            if letter == "1":
                one.by_key[key] += sign * number
