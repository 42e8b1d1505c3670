"""What each act makes of a member's record: history in, history out. No query, no clock.

Every function raises `EmptyPeriod` where a row would begin and end on one day.
"""

from dataclasses import replace
from datetime import date

from dangvu.kernel.periods import FOREVER, Period
from dangvu.members.rules.history import (
    FULL,
    OFFICIAL,
    TEMPORARY,
    TRANSFERRED_OUT,
    History,
    PostSpan,
    StageSpan,
    StatusSpan,
    Stay,
    close_all,
)
from dangvu.members.rules.stays import TRANSFERRED_IN


def entered(history: History, stay: Stay, stage: str | None) -> History:
    """A membership begins, with the stage the person comes in with."""
    after = replace(history, stays=(*history.stays, stay))
    if stage is None:
        return after
    return replace(after, stages=(*after.stages, StageSpan(stage, stay.period)))


def moved(history: History, to: Stay, day: date) -> History:
    """The person leaves the cell of that day for another: temporary activity there ends, and posts in the
    cell left."""
    left = history.official_on(day)
    stays = tuple(
        _ended(stay, day, TRANSFERRED_OUT)
        if stay.kind == OFFICIAL or (stay.kind == TEMPORARY and stay.organization_id == to.organization_id)
        else stay
        for stay in history.stays
    )
    posts = close_all(
        history.posts, day, lambda post: left is not None and post.organization_id == left.organization_id
    )
    return replace(history, stays=(*stays, replace(to, reason_in=TRANSFERRED_IN)), posts=posts)


def gone(history: History, day: date, reason_out: str) -> History:
    """The person leaves the Party, or these records: everything that holds on the day ends."""
    return replace(
        history,
        stays=tuple(_ended(stay, day, reason_out) for stay in history.stays),
        stages=close_all(history.stages, day),
        statuses=close_all(history.statuses, day),
        posts=close_all(history.posts, day),
    )


def stay_ended(history: History, which: Stay, day: date, reason_out: str) -> History:
    """One temporary or residence membership ends."""
    return replace(
        history,
        stays=tuple(_ended(stay, day, reason_out) if stay == which else stay for stay in history.stays),
    )


def recognized(history: History, day: date) -> History:
    """Probation ends and full membership begins."""
    return replace(history, stages=(*close_all(history.stages, day), StageSpan(FULL, _from(day, history))))


def status_given(history: History, status: StatusSpan) -> History:
    return replace(history, statuses=(*history.statuses, status))


def status_ended(history: History, day: date) -> History:
    return replace(history, statuses=close_all(history.statuses, day))


def appointed(history: History, post: PostSpan) -> History:
    return replace(history, posts=(*history.posts, post))


def post_ended(history: History, which: PostSpan, day: date) -> History:
    return replace(history, posts=close_all(history.posts, day, lambda post: post == which))


def last_stage(history: History, day: date) -> str:
    """The stage the person had last before the day: what a restoration gives back."""
    begun = [span for span in history.stages_in_order if span.period.start < day]
    return begun[-1].stage if begun else FULL


def _from(day: date, history: History) -> Period:
    """From the day to the end of the membership that holds then."""
    stay = history.official_on(day)
    return Period(day, stay.period.end if stay is not None else FOREVER)


def _ended(stay: Stay, day: date, reason_out: str) -> Stay:
    if not stay.period.contains(day):
        return stay
    return replace(stay, period=Period(stay.period.start, day), reason_out=reason_out)
