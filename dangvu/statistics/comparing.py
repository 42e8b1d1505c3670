"""Compares a sealed report with today's figures: what changed, and through which acts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.documents.models import Document
from dangvu.statistics import reports
from dangvu.statistics.act_words import words_of_act
from dangvu.statistics.behind import Behind, behind, changes, hash_of, unpacked
from dangvu.statistics.causes import Witnesses
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.places import asked_place
from dangvu.statistics.report import FigureValue, Report
from dangvu.statistics.sealed import SealedReport
from dangvu.statistics.services.sealing import hash_of_all


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act recorded after the seal; `event_id` None stands for what no record explains.

    `on` is the day it counts from, `decision` its document.
    """

    event_id: int | None
    words: str
    on: date | None = None
    recorded_at: datetime | None = None
    by: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Through:
    """What one act did to a figure: so many came, so many went."""

    act: NamedAct
    came: int
    went: int

    @property
    def net(self) -> int:
        return self.came - self.went


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that says something else now. A count names its acts, their sum is `difference`.

    A computed figure has none: it follows the counts, a plan or the population.
    """

    key: str
    label: str
    was: str
    now: str
    difference: int | None
    acts: tuple[Through, ...]
    redefined: bool


@dataclass(frozen=True)
class Comparison:
    """`intact` says whether what was sealed is what is kept."""

    sealed: SealedReport
    report: Report
    changed: tuple[Changed, ...]
    same_rows: bool
    intact: bool


@transaction.atomic
def compare(sealed: SealedReport, *, actor: Actor, today: date) -> Comparison:
    """Ask the sealed question anew and say what differs. Raises `Refused` without the right to read."""
    require(actor, "report.read", sealed.organization, on=today)
    code = sealed.organization.code
    report = reports.run(
        sealed.name, organization_code=code, period=(sealed.first, sealed.after), **_options(sealed.asked)
    )
    figures = MATTERS[sealed.name].figures(report.asked)
    now = behind(figures, asked_place(code, report.asked), report.asked)
    before = [
        unpacked(rows.source, rows.subject, rows.keys, bytes(rows.packed)) for rows in sealed.rows.all()
    ]
    through = _through(sealed.event_id or 0, before, now)
    was = {one["key"]: one for one in sealed.figures}
    found = [_changed(one, was[one.key], through) for one in report.figures if one.key in was]
    return Comparison(
        sealed,
        report,
        tuple(one for one in found if one is not None),
        same_rows=hash_of(before) == hash_of(now),
        intact=is_intact(sealed, before),
    )


def is_intact(sealed: SealedReport, rows: Sequence[Behind]) -> bool:
    """Whether figures and rows are those that were sealed, by their hashes and by the event of the seal."""
    names = (
        "organization_name",
        "name",
        "title",
        "first",
        "after",
        "asked",
        "figures",
        "findings",
        "purpose",
    )
    kept = {name: getattr(sealed, name) for name in (*names, "sealed_by", "inputs_hash")}
    event = Event.objects.filter(pk=sealed.event_id or 0, verb="report.seal").first()
    told = (event.after or {}).get("hash") if event else None
    whole = hash_of_all(sealed.organization.code, kept)
    return whole == sealed.hash == told and hash_of(rows) == sealed.inputs_hash


def _options(asked: Mapping[str, Any]) -> dict[str, Any]:
    options = {
        key: asked[key] for key in ("on", "since", "with_predecessors", "contents", "decimals", "round_unit")
    }
    tree = asked["tree_day"]
    return {**options, "tree_day": date.fromisoformat(tree) if tree else None}


def _through(after: int, before: Sequence[Behind], now: Sequence[Behind]) -> dict[str, tuple[Through, ...]]:
    """For each figure the acts that changed it."""
    kept = {part.source: part for part in before}
    changed = [
        one for part in now if part.source in kept for one in changes(kept[part.source], part) if one.by_key
    ]
    causes = Witnesses(after).causes(changed)
    came: dict[str, Counter[int | None]] = {}
    went: dict[str, Counter[int | None]] = {}
    for number, one in enumerate(changed):
        for key, difference in one.by_key.items():
            side = came if difference > 0 else went
            side.setdefault(key, Counter())[causes[number]] += abs(difference)
    acts = _named({event for counter in [*came.values(), *went.values()] for event in counter})
    return {key: _of_key(acts, came.get(key, Counter()), went.get(key, Counter())) for key in came | went}


def _of_key(
    acts: Mapping[int | None, NamedAct], came: Mapping[int | None, int], went: Mapping[int | None, int]
) -> tuple[Through, ...]:
    events = sorted({*came, *went}, key=lambda event: (event is None, event or 0))
    return tuple(Through(acts[event], came.get(event, 0), went.get(event, 0)) for event in events)


def _named(events: set[int | None]) -> dict[int | None, NamedAct]:
    numbers = [event for event in events if event is not None]
    rows = list(Event.objects.filter(pk__in=numbers))
    documents = Document.objects.in_bulk([row.document_id for row in rows if row.document_id])
    found: dict[int | None, NamedAct] = {None: NamedAct(None, words_of_act(""))}
    for row in rows:
        document = documents.get(row.document_id or 0)
        found[row.pk] = NamedAct(
            row.pk,
            words_of_act(row.verb),
            row.effective_on,
            row.recorded_at,
            row.actor_name,
            f"{document.number} ngày {document.issued_on:%d/%m/%Y}" if document else "",
        )
    return found


def _changed(
    now: FigureValue, was: Mapping[str, Any], through: Mapping[str, tuple[Through, ...]]
) -> Changed | None:
    before = None if was["value"] is None else Fraction(was["value"])
    redefined = was["definition"] != now.definition
    acts = tuple(one for one in through.get(now.key, ()) if one.came or one.went)
    if before == now.value and not redefined and not acts:
        return None
    counted = now.counted and before is not None and now.value is not None
    difference = int(now.value - before) if counted else None  # type: ignore[operator]
    return Changed(
        now.key, now.label, was["display"], now.display, difference, acts if counted else (), redefined
    )
