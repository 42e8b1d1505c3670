"""Where a report counts: an organisation with all that stood under it, day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dangvu.organizations.models import Organization, Succession, SuccessionAct
from dangvu.organizations.selectors import children_of, last_name, organization_by_code
from dangvu.statistics.asked import Asked

_ANY_DEPTH = 32767
#: A successor stands for these; the parts of a split do not each stand for the whole.
_INHERITED = (SuccessionAct.MERGED_INTO, SuccessionAct.REPLACED_BY)


@dataclass(frozen=True)
class Place:
    """An organisation as a report asks for it; `number` tells the places of one query apart.

    `roots` are the organisation and, where asked, its predecessors. `only_itself` leaves out what stands
    below it: the line "own" beside its children.
    """

    number: int
    organization_id: int
    code: str
    name: str
    roots: tuple[int, ...]
    only_itself: bool = False


def asked_place(code: str, asked: Asked) -> Place:
    """The place that a report was asked for; raises `UnknownOrganization`."""
    return _places([organization_by_code(code)], asked, first_number=0)[0]


def places_below(place: Place, asked: Asked) -> list[Place]:
    """The direct children on the last day (of the tree that was asked), by code, then the place's own line."""
    children = children_of(place.organization_id, asked.tree_day or asked.last)
    children = sorted(children, key=lambda child: child.code)
    own = Place(
        len(children) + 1,
        place.organization_id,
        place.code,
        place.name,
        (place.organization_id,),
        only_itself=True,
    )
    return [*_places(children, asked, first_number=1), own]


def _places(organizations: Sequence[Organization], asked: Asked, *, first_number: int) -> list[Place]:
    ids = [one.pk for one in organizations]
    names = last_name(ids, asked.last)
    roots = _with_predecessors(ids) if asked.with_predecessors else {one: (one,) for one in ids}
    return [
        Place(number, one.pk, one.code, names.get(one.pk, one.code), roots[one.pk])
        for number, one in enumerate(organizations, first_number)
    ]


def _with_predecessors(ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Each organisation with all that were merged into it or replaced by it, directly or before that."""
    found = {one: [one] for one in ids}
    owners = {one: {one} for one in found}
    while owners:
        rows = Succession.objects.filter(successor_id__in=list(owners), act__in=_INHERITED).values_list(
            "organization_id", "successor_id"
        )
        earlier: dict[int, set[int]] = {}
        for predecessor, successor in rows:
            for owner in owners[successor]:
                if predecessor not in found[owner]:
                    found[owner].append(predecessor)
                    earlier.setdefault(predecessor, set()).add(owner)
        owners = earlier
    return {one: tuple(roots) for one, roots in found.items()}


def scope_sql(places: Sequence[Place], tree_day: date | None) -> str:
    """SQL of the organisations under each place: rows (place, organization_id, valid_from, valid_to).

    An organisation is in a place on the days between; with a tree day on all days or none. The identifiers
    are written out so that the planner knows how large the place is.
    """
    days = (
        "l.valid_from, l.valid_to"
        if tree_day is None
        else "date '0001-01-01' as valid_from, date '9999-01-02' as valid_to"
    )
    then = (
        ""
        if tree_day is None
        else f" and l.valid_from <= date '{tree_day}' and l.valid_to > date '{tree_day}'"
    )
    pairs = [(place, root) for place in places for root in place.roots]
    if len(pairs) == 1 and not places[0].only_itself:
        return (
            f"select {places[0].number} as place, l.descendant_id as organization_id, {days}"
            f" from organizations_organizationlink l where l.ancestor_id = {pairs[0][1]}{then}"
        )
    rows = ", ".join(f"({place.number}, {root}, {_depth(place)})" for place, root in pairs)
    ids = ", ".join(sorted({str(root) for _, root in pairs}))
    links = (
        f"select p.place, l.descendant_id as organization_id, {days}"
        f" from organizations_organizationlink l join (values {rows}) p(place, root, depth)"
        f" on p.root = l.ancestor_id and l.depth <= p.depth where l.ancestor_id in ({ids}){then}"
    )
    return links if len(pairs) == len(places) else _merged(links)


def _depth(place: Place) -> int:
    return 0 if place.only_itself else _ANY_DEPTH


def _merged(links: str) -> str:
    """One row for days on which an organisation stands under several roots of one place."""
    return (
        "select place, organization_id, lower(days) as valid_from, upper(days) as valid_to from ("
        "select place, organization_id, unnest(range_agg(daterange(valid_from, valid_to))) as days"
        f" from ({links}) every group by place, organization_id) merged"
    )
