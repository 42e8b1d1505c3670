"""Counts many figures with few queries: one for each source of rows, for all places at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from dangvu.statistics.asked import Asked, youngest_of_age
from dangvu.statistics.figures.base import Count, Source
from dangvu.statistics.places import Place, scope_sql

_EACH_YEAR = re.compile(r"\{each_year\}(.*?)\{/each_year\}", re.DOTALL)
_COVERS = re.compile(r"\{covers:(\w+):([^{}]+)\}")

Counts = dict[int, dict[str, int | None]]


def count(counts: Iterable[Count], places: Sequence[Place], asked: Asked) -> Counts:
    """The value of each count for each place, by place number and key; None for a flow on a single day."""
    found: Counts = {place.number: {} for place in places}
    for source, members in _by_source(counts).items():
        rows = None if source.flow and asked.on else _count_source(source, members, places, asked)
        for place in places:
            values = rows.get(place.number) if rows is not None else None
            for position, one in enumerate(members):
                found[place.number][one.key] = None if rows is None else (values[position] if values else 0)
    return found


def _by_source(counts: Iterable[Count]) -> dict[Source, list[Count]]:
    found: dict[Source, list[Count]] = {}
    for one in counts:
        found.setdefault(one.source, []).append(one)
    return found


def _count_source(
    source: Source, counts: Sequence[Count], places: Sequence[Place], asked: Asked
) -> dict[int, Sequence[int]]:
    """One pass over the rows, with as many counts; a single place needs no grouping, which runs faster."""
    many = len(places) > 1
    number = "place" if many else str(places[0].number)
    columns = ", ".join(_column(source, one) for one in counts)
    rows = source.counters or source.sql
    sql = f"select {number}, {columns} from ({rows}) r{' group by place' if many else ''}"
    with connection.cursor() as cursor:
        cursor.execute(*ready(sql, source, places, asked))
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _column(source: Source, one: Count) -> str:
    condition = "" if one.where == "true" else f" filter (where {one.where})"
    return f"coalesce(sum(n){condition}, 0)::bigint" if source.counters else f"count(*){condition}"


def ready(sql: str, source: Source, places: Sequence[Place], asked: Asked) -> tuple[str, Mapping[str, Any]]:
    """The SQL of a source for these places and days, with its parameters."""
    days = asked.year_before() if source.year_before else asked
    return filled(sql, places, asked.tree_day, asked.years), parameters(days)


def filled(sql: str, places: Sequence[Place], tree: date | None, years: Sequence[int] = ()) -> str:
    """The SQL with the places, the tree (None: of each day its own) and each year written in.

    Years are written out, not joined, so that the planner knows the days.
    """
    sql = _EACH_YEAR.sub(
        lambda match: " union all ".join(match.group(1).replace("{year}", str(year)) for year in years), sql
    )

    def covers(match: re.Match[str]) -> str:
        link, day = match.group(1), match.group(2) if tree is None else f"date '{tree}'"
        return f"{link}.valid_from <= {day} and {link}.valid_to > {day}"

    listed = ", ".join(f"({place.number}, {place.organization_id})" for place in places)
    sql = sql.replace("{places}", f"(values {listed})")
    return _COVERS.sub(covers, sql).replace("{scope}", f"({scope_sql(places, tree)})")


def parameters(asked: Asked) -> dict[str, Any]:
    """The days of a question as SQL parameters."""
    return {
        "first": asked.first,
        "after": asked.after,
        "last": asked.last,
        "before": asked.before,
        "years": list(asked.years),
        **{f"born_{age}": youngest_of_age(age, asked.last) for age in (18, 31, 36, 41, 46, 51, 56, 61)},
    }
