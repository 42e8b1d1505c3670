"""Reads the classification of a big place from the roll-up, where that is fresh."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from dangvu.organizations.models import OrganizationLink
from dangvu.reorganizations.selectors import tree_changed
from dangvu.reviews.models import RatingChange
from dangvu.statistics.asked import Asked
from dangvu.statistics.figures.base import Count, Source
from dangvu.statistics.figures.classification import (
    RATED_MEMBERS,
    RATED_ORGANIZATIONS,
    UNPIVOTED,
    UNRECORDED_MEMBERS,
    UNRECORDED_ORGANIZATIONS,
)
from dangvu.statistics.models import RatingRollupYear
from dangvu.statistics.places import Place

#: A place with more links below it than this is read from the roll-up.
BIG = 10_000

_ROWS = """
    from {places} p(place, organization_id)
    join statistics_ratingrollup w on w.organization_id = p.organization_id and w.year = any(%(years)s)"""
_RATED = f"select p.place, w.subject, v.level, v.reason, v.n {_ROWS} {UNPIVOTED}"
_UNRECORDED = f"select p.place, w.subject, w.unrecorded as n {_ROWS}"

_FROM_ROLLUP: Mapping[Source, str] = {
    RATED_ORGANIZATIONS: f"{_RATED} where w.subject <> 'members'",
    RATED_MEMBERS: f"{_RATED} where w.subject = 'members'",
    UNRECORDED_ORGANIZATIONS: f"{_UNRECORDED} where w.subject <> 'members'",
    UNRECORDED_MEMBERS: f"{_UNRECORDED} where w.subject = 'members'",
}


def rolled_up_at(place: Place, asked: Asked) -> datetime | None:
    """When the roll-up that answers this was counted; None where it cannot answer, is old, or is not needed.

    It knows each year on the tree of the ratings' own days, without predecessors.
    """
    if len(asked.years) != 1 or asked.tree_day is not None or asked.with_predecessors:
        return None
    [year] = asked.years
    counted = RatingRollupYear.objects.filter(year=year).first()
    if counted is None or RatingChange.objects.filter(year=year).exists() or not _is_big(place):
        return None
    return None if tree_changed(year, since=counted.computed_at) else counted.computed_at


def _is_big(place: Place) -> bool:
    links = OrganizationLink.objects.filter(ancestor_id=place.organization_id)
    return links.values("pk")[BIG : BIG + 1].exists()


def from_rollup(counts: Sequence[Count]) -> list[Count]:
    """The same counts, read from the roll-up."""
    return [replace(one, source=replace(one.source, counters=_FROM_ROLLUP[one.source])) for one in counts]
