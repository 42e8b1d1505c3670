"""Who read what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dangvu.audit.models import READINGS, Event, HeldReading
from dangvu.audit.words import words_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """A line of the list of readings. `count` is the number of people on an opened list, 0 for one person."""

    id: int
    recorded_at: datetime
    reader: str
    reader_id: int | None
    verb: str
    words: str
    subject_kind: str
    subject_id: int | None
    organization_id: int | None
    count: int
    reason: str
    held: bool


@dataclass(frozen=True, slots=True)
class Readings:
    """The newest readings first, and the number before which the following page begins (None: no more)."""

    rows: list[Reading]
    before: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor asks: about whom, by whom, from which day to which (both included)."""

    member: tuple[int, str] | None = None
    reader_id: int | None = None
    first: date | None = None
    last: date | None = None


def readings(
    asked: Asked, *, organizations: Iterable[int] | QuerySet[Any] | None = None, before: int | None = None
) -> Readings:
    """Readings for the auditor, the newest first; `organizations` are the scope (None: everywhere)."""
    found = _of_days(Event.objects.filter(READINGS), asked)
    if asked.member is not None:
        found = found.filter(_about(*asked.member))
    if asked.reader_id is not None:
        found = found.filter(actor_account_id=asked.reader_id)
    if organizations is not None:
        found = found.filter(organization_id__in=organizations)
    return _page(found, before)


def readings_of_member(member_id: int, code: str, *, before: int | None = None) -> Readings:
    """Readings of one person's record, for that person: without those of a case not yet announced."""
    held = HeldReading.objects.filter(event_id=OuterRef("pk"), released_on=None)
    return _page(Event.objects.filter(READINGS, _about(member_id, code)).exclude(Exists(held)), before)


def _about(member_id: int, code: str) -> Q:
    return Q(subject_kind="member", subject_id=member_id) | Q(after__contains={"members": [code]})


def _of_days(found: QuerySet[Event], asked: Asked) -> QuerySet[Event]:
    if asked.first is not None:
        found = found.filter(recorded_at__gte=_midnight(asked.first))
    if asked.last is not None:
        found = found.filter(recorded_at__lt=_midnight(asked.last + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _page(found: QuerySet[Event], before: int | None) -> Readings:
    if before is not None:
        found = found.filter(pk__lt=before)
    held = HeldReading.objects.filter(event_id=OuterRef("pk"), released_on=None)
    events = list(found.annotate(held=Exists(held)).order_by("-pk")[: PAGE + 1])
    more = len(events) > PAGE
    return Readings([_reading(event) for event in events[:PAGE]], events[PAGE - 1].pk if more else None)


def _reading(event: Event) -> Reading:
    after = event.after or {}
    listed = after.get("members")
    return Reading(
        id=event.pk,
        recorded_at=event.recorded_at,
        reader=event.actor_name,
        reader_id=event.actor_account_id,
        verb=event.verb,
        words=words_of(event.verb),
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        organization_id=event.organization_id,
        count=len(listed) if isinstance(listed, list) else 0,
        reason=str(after.get("reason", "")),
        held=bool(getattr(event, "held", False)),
    )
