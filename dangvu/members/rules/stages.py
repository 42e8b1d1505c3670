"""Stages, statuses and posts: one stage a day, probation before full, all of it while a member."""

from collections.abc import Iterator
from itertools import pairwise

from dangvu.kernel.findings import Finding, obstacle
from dangvu.kernel.periods import Period, gaps, union
from dangvu.members.rules.history import FULL, PROBATIONARY, History
from dangvu.members.rules.stays import Cells


def one_stage_a_day(history: History, cells: Cells) -> Iterator[Finding]:
    """Nobody is probationary and full on one day."""
    for one, other in pairwise(history.stages_in_order):
        if one.period.overlaps(other.period):
            yield obstacle(
                "stage.overlap", f"{_who(history)} đã có loại đảng viên khác trong thời gian {one.period}."
            )


def probation_comes_first(history: History, cells: Cells) -> Iterator[Finding]:
    """Within one unbroken time in the Party nobody goes back from full to probationary."""
    for one, other in pairwise(history.stages_in_order):
        unbroken = any(
            run.contains(one.period.start) and run.contains(other.period.start) for run in _in(history)
        )
        if unbroken and one.stage == FULL and other.stage == PROBATIONARY:
            yield obstacle(
                "stage.order",
                f"{_who(history)} đã là đảng viên chính thức {one.period}; "
                "không thể trở lại dự bị khi chưa ra khỏi Đảng.",
            )


def stages_while_a_member(history: History, cells: Cells) -> Iterator[Finding]:
    """A stage holds only on days on which the person belongs to a cell."""
    for span in history.stages:
        if not _while_a_member(history, span.period):
            yield obstacle(
                "stage.outside_membership",
                f"Loại đảng viên của {_who(history)} ghi {span.period}, "
                "nhưng không phải mọi ngày trong đó đều có chi bộ.",
            )


def every_day_has_a_stage(history: History, cells: Cells) -> Iterator[Finding]:
    """A member is probationary or full on every day."""
    for run in _in(history):
        for gap in gaps((span.period for span in history.stages), run):
            yield obstacle(
                "stage.missing", f"Chưa ghi {_who(history)} là đảng viên dự bị hay chính thức {gap}."
            )


def one_status_a_day(history: History, cells: Cells) -> Iterator[Finding]:
    """Exemption and suspension never hold together."""
    spans = sorted(history.statuses, key=lambda s: s.period)
    for one, other in pairwise(spans):
        if one.period.overlaps(other.period):
            yield obstacle(
                "status.overlap",
                f"{_who(history)} đã được ghi miễn hoặc đình chỉ sinh hoạt {one.period}; "
                "hãy kết thúc tình trạng đó trước.",
            )


def statuses_while_a_member(history: History, cells: Cells) -> Iterator[Finding]:
    """A status holds only on days on which the person belongs to a cell."""
    for span in history.statuses:
        if not _while_a_member(history, span.period):
            yield obstacle(
                "status.outside_membership",
                f"Tình trạng sinh hoạt của {_who(history)} ghi {span.period}, "
                "vượt ra ngoài thời gian là đảng viên.",
            )


def one_post_once(history: History, cells: Cells) -> Iterator[Finding]:
    """The same post in the same organisation is not held twice on one day."""
    spans = sorted(history.posts, key=lambda s: (s.organization, s.post, s.period))
    for one, other in pairwise(spans):
        same = (one.organization, one.post) == (other.organization, other.post)
        if same and one.period.overlaps(other.period):
            yield obstacle(
                "post.twice",
                f"{_who(history)} đã giữ chức vụ này ở {one.organization} {one.period}.",
                organization=one.organization,
            )


def posts_inside_the_life(history: History, cells: Cells) -> Iterator[Finding]:
    """A post lies inside the life of its organisation."""
    for span in history.posts:
        organization = cells.get(span.organization_id)
        if organization is not None and not organization.life.covers(span.period):
            yield obstacle(
                "post.outside_organization",
                f"{span.organization} hoạt động {organization.life}, không bao hết thời gian giữ chức vụ "
                f"{span.period}.",
                organization=span.organization,
            )


def posts_while_a_member(history: History, cells: Cells) -> Iterator[Finding]:
    """A post is held by a member.

    An old record that says otherwise stops no act: an act answers for what it breaks itself.
    """
    for span in history.posts:
        if not _while_a_member(history, span.period):
            yield obstacle(
                "post.outside_membership",
                f"{_who(history)} giữ chức vụ ở {span.organization} {span.period}, "
                "vượt ra ngoài thời gian là đảng viên.",
                organization=span.organization,
            )


STAGE_RULES = (
    one_stage_a_day,
    probation_comes_first,
    stages_while_a_member,
    every_day_has_a_stage,
    one_status_a_day,
    statuses_while_a_member,
    one_post_once,
    posts_inside_the_life,
    posts_while_a_member,
)


def _in(history: History) -> list[Period]:
    """The days on which the person belonged to some cell, as periods that do not touch."""
    return union(stay.period for stay in history.official)


def _while_a_member(history: History, period: Period) -> bool:
    return any(run.covers(period) for run in _in(history))


def _who(history: History) -> str:
    return f"{history.name} ({history.code})"
