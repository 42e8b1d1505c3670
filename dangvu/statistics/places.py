"""Where a report counts: an organisation with all that stood under it, day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from dangvu.organizations.models import SuccessionAct
from dangvu.organizations.selectors import UnknownOrganization, children_of
from dangvu.statistics.asked import Asked

_ANY_DEPTH = 32767
#: So many places are written out one by one: the planner then knows each. More would only make it slow.
_WRITTEN_OUT = 80
#: A successor stands for these; the parts of a split do not each stand for the whole.
_INHERITED = f"'{SuccessionAct.MERGED_INTO}', '{SuccessionAct.REPLACED_BY}'"
_ALWAYS = "date '0001-01-01' as valid_from, date '9999-01-02' as valid_to"


@dataclass(frozen=True)
class Place:
    """An organisation as a report asks for it; `number` tells the places of one query apart.

    `inherits` counts what was merged into it, or into anything below it, as well. `only_itself` leaves out
    what stands below it: the line "own" beside its children.
    """

    number: int
    organization_id: int
    code: str
    name: str
    inherits: bool = False
    only_itself: bool = False


def asked_place(code: str, asked: Asked) -> Place:
    """The place that a report was asked for; raises `UnknownOrganization`."""
    rows = _named("o.code = %(which)s", code, asked.last)
    if not rows:
        raise UnknownOrganization(code)
    return _places(rows, asked, first_number=0)[0]


def places_below(place: Place, asked: Asked) -> list[Place]:
    """The direct children on the last day (or the tree's day), by code, then the place's own line."""
    children = [one.pk for one in children_of(place.organization_id, asked.tree_day or asked.last)]
    rows = _named("o.id = any(%(which)s)", children, asked.last)
    below = _places(sorted(rows, key=lambda row: row[1]), asked, first_number=1)
    return [*below, replace(place, number=len(below) + 1, inherits=False, only_itself=True)]


def codes_and_names(ids: Iterable[int], on: date) -> dict[int, tuple[str, str]]:
    """Code and name (of the day, else the last before, else the first) of each organisation."""
    wanted = list(ids)
    rows = _named("o.id = any(%(which)s)", wanted, on) if wanted else []
    return {one: (code, name) for one, code, name in rows}


# One statement for codes and names, not composed anew each time: a small report is mostly such overhead.
_NAMED = """
    select o.id, o.code, coalesce(
        (select n.name from organizations_organizationname n where n.organization_id = o.id
         order by n.valid_from > %(on)s, abs(n.valid_from - %(on)s) limit 1), o.code)
    from organizations_organization o where """


def _named(condition: str, which: Any, on: date) -> list[tuple[int, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMED + condition, {"which": which, "on": on})
        rows: list[tuple[int, str, str]] = cursor.fetchall()
        return rows


def _places(rows: Sequence[tuple[int, str, str]], asked: Asked, *, first_number: int) -> list[Place]:
    return [
        Place(number, one, code, name, asked.with_predecessors)
        for number, (one, code, name) in enumerate(rows, first_number)
    ]


def scope_sql(places: Sequence[Place], tree_day: date | None) -> str:
    """SQL of the organisations under each place: rows (place, organization_id, valid_from, valid_to).

    An organisation is in a place on the days between; with a tree day on all days or none. The identifiers
    are written out so that the planner knows how large the place is.
    """
    links = _links(places, tree_day)
    heirs = [str(place.number) for place in places if place.inherits]
    return _with_predecessors(links, ", ".join(heirs), tree_day) if heirs else links


def _links(places: Sequence[Place], tree_day: date | None) -> str:
    days = "l.valid_from, l.valid_to" if tree_day is None else _ALWAYS
    then = (
        ""
        if tree_day is None
        else f" and l.valid_from <= date '{tree_day}' and l.valid_to > date '{tree_day}'"
    )
    if len(places) <= _WRITTEN_OUT:
        return " union all ".join(
            f"select {place.number} as place, l.descendant_id as organization_id, {days}"
            f" from organizations_organizationlink l where l.ancestor_id = {place.organization_id}"
            f"{' and l.depth = 0' if place.only_itself else ''}{then}"
            for place in places
        )
    rows = ", ".join(
        f"({place.number}, {place.organization_id}, {0 if place.only_itself else _ANY_DEPTH})"
        for place in places
    )
    return (
        f"select p.place, l.descendant_id as organization_id, {days}"
        f" from organizations_organizationlink l join (values {rows}) p(place, root, depth)"
        f" on p.root = l.ancestor_id and l.depth <= p.depth where true{then}"
    )


def _with_predecessors(links: str, heirs: str, tree_day: date | None) -> str:
    """What was merged into an organisation, or replaced by it, counts where that stood on the day of the act.

    It brings what stood under it; on the tree of a chosen day only what was no longer there on that day.
    Days on which an organisation is in a place in several ways are counted once.
    """
    days = "l.valid_from, l.valid_to" if tree_day is None else _ALWAYS
    gone = (
        ""
        if tree_day is None
        else f""" and not exists (
            select 1 from organizations_organization o where o.id = l.descendant_id
            and o.valid_from <= date '{tree_day}' and o.valid_to > date '{tree_day}')"""
    )
    return f"""
    with recursive counted as (
        {links}
        union
        select c.place, l.descendant_id, {days}
        from counted c
        join organizations_succession s on s.successor_id = c.organization_id and s.act in ({_INHERITED})
             and s.succeeded_on >= c.valid_from and s.succeeded_on < c.valid_to
        join organizations_organizationlink l on l.ancestor_id = s.organization_id{gone}
        where c.place in ({heirs})
    )
    select place, organization_id, lower(days) as valid_from, upper(days) as valid_to from (
        select place, organization_id, unnest(range_agg(daterange(valid_from, valid_to))) as days
        from counted group by place, organization_id
    ) merged"""
