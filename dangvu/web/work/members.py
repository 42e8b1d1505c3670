"""Terms of posts and statuses of members that end soon."""

from collections.abc import Iterable
from datetime import timedelta

from dangvu.members.models import Membership, Post, Status, StatusName
from dangvu.organizations.selectors import name_on
from dangvu.regulations import catalogue
from dangvu.web.scope import under
from dangvu.web.work.day_work import MOST, Asking, DayWork, Provider

_POSTS_AHEAD = timedelta(days=90)
_STATUSES_AHEAD = timedelta(days=60)
_ONE_DAY = timedelta(days=1)
_RIGHT = "member.read"


def posts_ending(asking: Asking) -> Iterable[DayWork]:
    """Terms that end within ninety days."""
    soon = Post.objects.filter(valid_to__gt=asking.today, valid_to__lte=asking.today + _POSTS_AHEAD)
    here = soon.filter(under(asking.scope.roots(_RIGHT), "organization_id", asking.today))
    posts = list(here.select_related("member", "organization").order_by("valid_to", "id")[:MOST])
    names = name_on([post.organization_id for post in posts], asking.today)
    labels = catalogue("party_posts")
    for post in posts:
        label = labels.label(post.post) if post.post in labels else post.post
        where = names.get(post.organization_id, post.organization.code)
        yield DayWork(
            what=f"Hết nhiệm kỳ: {label}, {where}",
            whose=post.member.full_name,
            due_on=post.valid_to - _ONE_DAY,
        )


def statuses_ending(asking: Asking) -> Iterable[DayWork]:
    """Exemptions and suspensions that end within sixty days."""
    stays = Membership.objects.filter(
        under(asking.scope.roots(_RIGHT), "organization_id", asking.today),
        kind="official",
        valid_from__lte=asking.today,
        valid_to__gt=asking.today,
    )
    soon = Status.objects.filter(
        valid_to__gt=asking.today,
        valid_to__lte=asking.today + _STATUSES_AHEAD,
        member__in=stays.values("member_id"),
    )
    for status in soon.select_related("member").order_by("valid_to", "id")[:MOST]:
        dated = f" ngày {status.decision_date:%d/%m/%Y}" if status.decision_date else ""
        yield DayWork(
            what=f"Hết thời hạn: {StatusName(status.status).label}",
            whose=status.member.full_name,
            due_on=status.valid_to - _ONE_DAY,
            rests_on=f"{status.decision_number}{dated}" if status.decision_number else "",
        )


POSTS_ENDING = Provider("Nhiệm kỳ sắp hết", _RIGHT, posts_ending)
STATUSES_ENDING = Provider("Tình trạng sinh hoạt sắp hết hạn", _RIGHT, statuses_ending)
