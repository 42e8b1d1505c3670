"""Answers a report: its figures for a place and a period, what is wrong in them, who stands behind one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Finding
from dangvu.organizations.models import Organization
from dangvu.statistics.asked import Asked, BadQuestion
from dangvu.statistics.counting import count
from dangvu.statistics.figures.base import Count, Figure, Matter
from dangvu.statistics.figures.classification import CLASSIFICATION
from dangvu.statistics.findings.base import Found
from dangvu.statistics.listing import countable, list_behind
from dangvu.statistics.matters import FINDINGS, MATTERS
from dangvu.statistics.places import Place, asked_place, places_below
from dangvu.statistics.report import Line, Listing, Report
from dangvu.statistics.rolled_up import from_rollup, rolled_up_at
from dangvu.statistics.values import values


@dataclass(frozen=True)
class Reader:
    """Who reads, on which day."""

    actor: Actor
    today: date

    def must(self, right: str, place: Place) -> None:
        """Raise `Refused` unless the reader has the right over the place."""
        require(self.actor, right, Organization.objects.get(pk=place.organization_id), on=self.today)


def run(
    name: str,
    *,
    organization_code: str,
    period: tuple[date, date],
    on: bool = False,
    by_child: bool = False,
    list_key: str | None = None,
    decimals: int | None = None,
    round_unit: int | None = None,
    since: int | None = None,
    tree_day: date | None = None,
    with_predecessors: bool = False,
    contents: Iterable[Sequence[str]] = (),
    actor: Actor | None = None,
    today: date | None = None,
) -> Report:
    """Answer the report of that name for the half-open period.

    `on` means that the period is one day; `contents` are groups of contents of discipline to be counted
    together. Where an `actor` is named, their right of `today` to read is asked; a list (`list_key`) is a
    recorded reading and needs both. Raises `UnknownOrganization`, `BadQuestion`, `Refused`.
    """
    matter = MATTERS.get(name)
    if matter is None:
        raise BadQuestion(f"Không có báo cáo “{name}”; các báo cáo: {', '.join(MATTERS)}.")
    asked = Asked(
        *period,
        on=on,
        since=since,
        tree_day=tree_day,
        with_predecessors=with_predecessors,
        contents=tuple(tuple(codes) for codes in contents),
        decimals=decimals,
        round_unit=round_unit,
    )
    with transaction.atomic():  # one answer, from one state of the records
        reader = None if actor is None or today is None else Reader(actor, today)
        return _answer(matter, asked_place(organization_code, asked), asked, by_child, list_key, reader)


def _answer(
    matter: Matter, place: Place, asked: Asked, by_child: bool, list_key: str | None, reader: Reader | None
) -> Report:
    if reader is not None:
        reader.must("report.read", place)
    below = places_below(place, asked) if by_child else []
    figures = matter.figures(asked)
    places = [place, *below]
    as_of = rolled_up_at(place, asked) if matter is CLASSIFICATION else None
    counts = _counts(matter, figures, places, asked, as_of is not None)
    beside = matter.beside(places, asked) if matter.beside else {}
    lines = [_line(one, figures, counts[one.number], beside.get(one.number, {}), asked) for one in places]
    listing = _recorded_list(matter, figures, list_key, place, asked, reader) if list_key else None
    return Report(
        matter.name,
        matter.title,
        asked,
        lines[0],
        findings=_findings(matter, Found(place, asked, counts[0], beside.get(0, {}), as_of is not None)),
        children=tuple(lines[1:-1]) if by_child else None,
        own=lines[-1] if by_child else None,
        listing=listing,
        as_of=as_of,
    )


def _counts(
    matter: Matter,
    figures: Sequence[Figure],
    places: Sequence[Place],
    asked: Asked,
    rolled_up: bool,
) -> Mapping[int, Mapping[str, int | None]]:
    """The counts of every place; what hangs directly on the organisation is always counted live."""
    counts = [*(one for one in figures if isinstance(one, Count)), *matter.hidden]
    if not rolled_up:
        return count(counts, places, asked)
    own = [place for place in places if place.only_itself]
    found = count(from_rollup(counts), [place for place in places if not place.only_itself], asked)
    return found | (count(counts, own, asked) if own else {})


def _findings(matter: Matter, found: Found) -> tuple[Finding, ...]:
    rules = FINDINGS.get(matter.name)
    return tuple(rules(found)) if rules else ()


def _line(
    place: Place,
    figures: Sequence[Figure],
    counts: Mapping[str, int | None],
    beside: Mapping[str, Any],
    asked: Asked,
) -> Line:
    return Line(place.organization_id, place.code, place.name, values(figures, counts, beside, asked))


def _recorded_list(
    matter: Matter, figures: Sequence[Figure], key: str, place: Place, asked: Asked, reader: Reader | None
) -> Listing:
    if reader is None:
        raise BadQuestion("Xem danh sách phải có người xem, vì mỗi lần xem được ghi lại.")
    reader.must("report.list", place)
    found = list_behind(countable(figures, key), place, asked)
    record(
        "read.list",
        actor=reader.actor,
        on=asked.last,
        organization_id=place.organization_id,
        after={
            "report": matter.name,
            "key": key,
            "from": asked.first.isoformat(),
            "to": asked.after.isoformat(),
            "rows": len(found.rows),
        },
    )
    return found
