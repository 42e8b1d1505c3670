"""Posts of an organisation: who holds which since when, what ends soon, and what nobody holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dangvu.kernel.periods import FOREVER
from dangvu.members.models import Post
from dangvu.organizations.models import Organization
from dangvu.regulations.catalogues import catalogue

#: An end is told of so long before.
AHEAD = timedelta(days=180)
_SECRETARY = "secretary"
_NO_POST = "none"


class Holder(NamedTuple):
    """Somebody who holds a post; `valid_to` is the first day no longer held."""

    post: str
    member_id: int
    member_code: str
    name: str
    valid_from: date
    valid_to: date

    def ends_soon(self, on: date) -> bool:
        return self.valid_to <= on + AHEAD

    @property
    def last_day(self) -> date | None:
        """None where no end is set."""
        return None if self.valid_to == FOREVER else self.valid_to - timedelta(days=1)


class Vacancy(NamedTuple):
    """A post that nobody holds on the day; `since` is None where nobody is known to have held it."""

    post: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Committee:
    """Holders in the order of posts, the vacancies, and who begins later."""

    holders: tuple[Holder, ...]
    vacancies: tuple[Vacancy, ...]
    to_come: tuple[Holder, ...]
    ending: tuple[Holder, ...]


def committee_on(organization: Organization, on: date) -> Committee:
    """Read the committee of the day; one query.

    A post is vacant when somebody held it before and nobody does; the post of secretary, whenever the
    organisation lives and nobody holds it.
    """
    rows = Post.objects.filter(organization=organization).exclude(post=_NO_POST)
    every = [
        Holder(*row)
        for row in rows.order_by("valid_from", "id").values_list(
            "post", "member_id", "member__code", "member__full_name", "valid_from", "valid_to"
        )
    ]
    now = sorted((one for one in every if one.valid_from <= on < one.valid_to), key=_rank)
    later = tuple(one for one in every if one.valid_from > on)
    lives = organization.valid_from <= on < organization.valid_to
    vacancies = _vacancies(every, {one.post for one in now}, on) if lives else ()
    return Committee(_named(now), vacancies, _named(later), _named(one for one in now if one.ends_soon(on)))


def post_name(post: str) -> str:
    """What people call a post."""
    return catalogue("party_posts").label(post) if post in catalogue("party_posts") else post


def _rank(holder: Holder) -> tuple[int, date, str]:
    posts = catalogue("party_posts")
    return (posts[holder.post].order if holder.post in posts else 99, holder.valid_from, holder.name)


def _vacancies(every: list[Holder], held: set[str], on: date) -> tuple[Vacancy, ...]:
    last: dict[str, date | None] = {_SECRETARY: None}
    for one in every:
        if one.valid_to <= on:
            before = last.get(one.post)
            last[one.post] = max(before, one.valid_to) if before else one.valid_to
    posts = catalogue("party_posts")
    empty = sorted(set(last) - held, key=lambda post: posts[post].order if post in posts else 99)
    return tuple(Vacancy(post_name(post), last[post]) for post in empty)


def _named(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    return tuple(one._replace(post=post_name(one.post)) for one in holders)
