"""The counters of member ratings: one wide row per cell, year and day of the tree, kept with the ratings.

Whoever writes ratings calls `refresh` (a set) or `apply_delta` (one rating) in the same transaction.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import F

from dangvu.reviews.models import Level, NotRatedReason, RatingChange, RatingCounter

_LEVELS = (Level.EXCELLENT, Level.GOOD, Level.COMPLETED, Level.FAILED)
_COLUMNS = (*(level.value for level in _LEVELS), Level.NOT_RATED.value, *NotRatedReason.values)

_RECOUNT = f"""
    insert into reviews_ratingcounter (cell_id, year, counted_on, {", ".join(_COLUMNS)})
    select cell_id, year, counted_on,
        {", ".join(f"count(*) filter (where level = '{level}')" for level in (*_LEVELS, Level.NOT_RATED))},
        {
    ", ".join(
        f"count(*) filter (where level = 'not_rated' and not_rated_reason = '{reason}')"
        for reason in NotRatedReason.values
    )
}
    from reviews_memberrating where {{years}}
    group by cell_id, year, counted_on"""


@transaction.atomic
def refresh(years: Iterable[int] | None) -> None:
    """Count the ratings of these years anew (None: of every year), and mark the years as changed."""
    asked = None if years is None else sorted(set(years))
    if asked == []:
        return
    which = "true" if asked is None else "year = any(%(years)s)"
    with connection.cursor() as cursor:
        cursor.execute(f"delete from reviews_ratingcounter where {which}", {"years": asked})
        cursor.execute(_RECOUNT.format(years=which), {"years": asked})
    mark_changed(asked)


@transaction.atomic
def apply_delta(
    *, cell_id: int, year: int, counted_on: date, level: str, reason: str = "", by: int = 1
) -> None:
    """Add one rating (or take it away with `by` = -1): the row of its cell, year and day changes."""
    columns = [level, reason] if level == Level.NOT_RATED and reason else [level]
    RatingCounter.objects.get_or_create(cell_id=cell_id, year=year, counted_on=counted_on)
    RatingCounter.objects.filter(cell_id=cell_id, year=year, counted_on=counted_on).update(
        **{column: F(column) + by for column in columns}
    )
    mark_changed([year])


def mark_changed(years: Iterable[int] | None) -> None:
    """Note that the ratings of these years (None: of every year that has any) are newer than any roll-up."""
    if years is None:
        with connection.cursor() as cursor:
            cursor.execute(
                "select year from reviews_ratingcounter union select year from reviews_organizationrating"
                " union select year from reviews_ratingchange"
            )
            years = [row[0] for row in cursor.fetchall()]
    RatingChange.objects.bulk_create([RatingChange(year=year) for year in sorted(set(years))])
