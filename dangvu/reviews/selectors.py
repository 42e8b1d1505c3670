"""Reads of yearly ratings."""

from typing import NamedTuple

from dangvu.reviews.models import Level, MemberRating, NotRatedReason


class RatedYear(NamedTuple):
    """A member's level of a year, in words, with the decision it rests on ("" where none is recorded)."""

    year: int
    level: str
    decision: str


def ratings_of_member(member_id: int) -> list[RatedYear]:
    """Return the member's ratings, the newest year first; one query."""
    rows = MemberRating.objects.filter(member=member_id).order_by("-year")
    values = rows.values_list("year", "level", "not_rated_reason", "decision_number", "decision_date")
    found = []
    for year, level, reason, number, dated in values:
        words = str(Level(level).label) + (f": {NotRatedReason(reason).label}" if reason else "")
        found.append(
            RatedYear(year, words, f"{number} ngày {dated:%d/%m/%Y}" if number and dated else number)
        )
    return found
