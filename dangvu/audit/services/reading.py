"""Record readings: who opened whose record, which list or file, and why."""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.audit.models import READING, HeldReading
from dangvu.audit.services.recording import record


def record_reading(
    what: str,
    *,
    actor: Actor,
    on: date,
    subject: tuple[str, int] | None = None,
    members: Iterable[str] = (),
    organization_id: int | None = None,
    reason: str = "",
    case: tuple[str, int] | None = None,
) -> int:
    """Record one reading and return the number of its event; its verb is `read.` and `what`.

    `members` are the codes of those on an opened list or export. `case` names a case that has not been
    announced to the person: until `release_readings`, only the auditor sees the reading.
    """
    after: dict[str, object] = {}
    if listed := sorted(members):
        after |= {"members": listed, "count": len(listed)}
    if reason:
        after["reason"] = reason
    if case:
        after["case"] = f"{case[0]} {case[1]}"
    # One row needs no transaction of its own; most pages record a reading.
    with transaction.atomic() if case else nullcontext():
        event_id = record(
            READING + what,
            actor=actor,
            on=on,
            subject=subject,
            organization_id=organization_id,
            after=after or None,
        )
        if case:
            HeldReading.objects.create(event_id=event_id, case_kind=case[0], case_id=case[1])
    return event_id


@transaction.atomic
def release_readings(case: tuple[str, int], *, actor: Actor, on: date) -> int:
    """The case was announced: the people concerned may now see the readings made in it. Returns how many."""
    held = HeldReading.objects.filter(case_kind=case[0], case_id=case[1], released_on=None)
    released = held.update(released_on=on)
    if released:
        record("audit.release_readings", actor=actor, on=on, subject=case, after={"readings": released})
    return released
