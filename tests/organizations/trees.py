"""Small trees for tests, written straight into the tables, and the plain reading of what a closure is."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from dangvu.kernel.periods import FOREVER
from dangvu.organizations.models import (
    Kind,
    Organization,
    OrganizationKind,
    OrganizationLink,
    OrganizationName,
    OrganizationParent,
)

FOUNDED = date(2000, 1, 1)
Link = tuple[str, str, int, date, date]


def plant(
    code: str,
    kind: str = Kind.CELL,
    *,
    under: Organization | None = None,
    name: str = "",
    since: date = FOUNDED,
    until: date = FOREVER,
    sector: str = "",
) -> Organization:
    """Found an organisation with one name, one kind and at most one parent for its whole life."""
    life = {"valid_from": since, "valid_to": until}
    organization = Organization.objects.create(code=code, **life)
    OrganizationName.objects.create(organization=organization, name=name or f"Tổ chức {code}", **life)
    OrganizationKind.objects.create(organization=organization, kind=kind, sector=sector, **life)
    if under is not None:
        place(organization, under, since, until)
    return organization


def place(organization: Organization, parent: Organization, since: date, until: date = FOREVER) -> None:
    OrganizationParent.objects.create(
        organization=organization, parent=parent, valid_from=since, valid_to=until
    )


def stored_links() -> set[Link]:
    rows = OrganizationLink.objects.values_list(
        "ancestor__code", "descendant__code", "depth", "valid_from", "valid_to"
    )
    links = list(rows)
    assert len(links) == len(set(links))
    return set(links)


def chains_of_day(day: date) -> set[tuple[str, str, int]]:
    """What the closure must say of one day, by walking up from parent to parent."""
    alive = set(
        Organization.objects.filter(valid_from__lte=day, valid_to__gt=day).values_list("code", flat=True)
    )
    parents = dict(
        OrganizationParent.objects.filter(valid_from__lte=day, valid_to__gt=day).values_list(
            "organization__code", "parent__code"
        )
    )
    chains = set()
    for code in alive:
        above: str | None = code
        depth = 0
        while above is not None:
            chains.add((above, code, depth))
            above, depth = parents.get(above), depth + 1
            assert depth < 40, f"cycle above {code} on {day}"
    return chains


def links_of_day(links: Iterable[Link], day: date) -> set[tuple[str, str, int]]:
    return {(above, below, depth) for above, below, depth, begun, ended in links if begun <= day < ended}


def days_of_change() -> list[date]:
    """Every day on which something in the tree begins or ends, and the first of all."""
    days: set[date] = set()
    for model in (Organization, OrganizationParent):
        for begun, ended in model.objects.values_list("valid_from", "valid_to"):
            days |= {begun, ended}
    return sorted(days - {FOREVER})


def assert_closure_is_right() -> None:
    links = stored_links()
    for day in days_of_change():
        assert links_of_day(links, day) == chains_of_day(day), day
    pieces = sorted((above, below, depth, begun, ended) for above, below, depth, begun, ended in links)
    for one, next_one in pairwise(pieces):
        assert one[:3] != next_one[:3] or one[4] < next_one[3], (
            f"touching pieces not joined: {one} {next_one}"
        )
