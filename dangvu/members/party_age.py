"""Tuổi đảng: how long a person has been in the Party on a day. No query, no clock.

294-QĐ/TW §4.5: from the day the admission decision was signed (not the ceremony), counted once recognised
as full; time out of the Party is taken off; a person re-admitted counts from the first decision. What the
law of the day says of it, and how surely, comes with the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dangvu.kernel.periods import Period, add_months, months_between
from dangvu.members.rules.history import FULL, LEFT_THE_PARTY, History
from dangvu.members.rules.law import law
from dangvu.members.rules.stays import READMITTED
from dangvu.regulations import LawValue

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PartyAge:
    """`months` in all (0 while it does not count); `since` the day it counts from, with time out added.

    `counted` is False before recognition as full; `by_decision` is False where no admission decision is on
    record and the admission day stands in for it; `law` is what the figure rests on that day (None: nothing
    that was read speaks of the day).
    """

    months: int
    since: date | None
    counted: bool
    by_decision: bool
    law: LawValue | None

    @property
    def years(self) -> int:
        """Full years."""
        return self.months // _MONTHS

    @property
    def odd_months(self) -> int:
        """Full months beyond the full years."""
        return self.months % _MONTHS


def party_age(
    history: History,
    *,
    decided_on: date | None,
    admitted_on: date | None,
    on: date,
    scope: Sequence[str] = (),
) -> PartyAge:
    """Return the party age on a day.

    `decided_on` is the day of the first admission decision; without it the day of admission is taken.
    """
    basis = law("party_age.starts_on", on, scope)
    start = decided_on or admitted_on
    if start is None or not recognized_by(history, on):
        return PartyAge(0, None, False, decided_on is not None, basis)
    out = gaps_of(history)
    return PartyAge(
        months_counted(start, out, on), shifted(start, out, on), True, decided_on is not None, basis
    )


def recognized_by(history: History, on: date) -> bool:
    """Whether the person has been recognised as full by the day, since any re-admission."""
    readmissions = [stay.period.start for stay in history.official if stay.reason_in == READMITTED]
    again = max((day for day in readmissions if day <= on), default=date.min)
    return any(span.stage == FULL and again <= span.period.start <= on for span in history.stages)


def gaps_of(history: History) -> list[Period]:
    """Return the times out of the Party that are taken off: from leaving it to being re-admitted.

    A person restored as wronged was never out (06-HD/TW §5.3); one who was in another Party organisation
    outside these records was not out either. A last way out is open: the age stands still from that day.
    """
    stays = history.official
    found = [
        Period(one.period.end, other.period.start)
        for one, other in pairwise(stays)
        if one.reason_out in LEFT_THE_PARTY
        and other.reason_in == READMITTED
        and one.period.end < other.period.start
    ]
    if stays and not stays[-1].period.is_open and stays[-1].reason_out in LEFT_THE_PARTY | {"died"}:
        found.append(Period(stays[-1].period.end))
    return found


def shifted(start: date, out: Sequence[Period], on: date) -> date:
    """Return the start moved on by every time out that ended by the day: its full months, then its odd days.

    The law does not say how odd days are counted; this is how a term that was interrupted is prolonged.
    """
    for gap in sorted(out):
        if gap.end > on:
            break
        months = months_between(gap.start, gap.end)
        start = add_months(start, months) + timedelta(days=(gap.end - add_months(gap.start, months)).days)
    return start


def months_counted(start: date, out: Sequence[Period], on: date) -> int:
    """Return the full months of party age on the day; it stands still in a time out and never falls."""
    reached = [0]
    for gap in sorted(out):
        if gap.start <= on:
            reached.append(months_between(shifted(start, out, gap.start), gap.start))
    if not any(gap.contains(on) for gap in out):
        reached.append(months_between(shifted(start, out, on), on))
    return max(reached)


def day_of_party_age(start: date, out: Sequence[Period], years: int) -> date | None:
    """Return the first day of that party age, or None where a time out keeps it from ever being reached."""
    for gap in sorted(out):
        day = add_months(shifted(start, out, gap.start), years * _MONTHS)
        if day <= gap.start:
            return day
        if gap.is_open:
            return None
    last = max((gap.end for gap in out), default=start)
    return add_months(shifted(start, out, last), years * _MONTHS)
