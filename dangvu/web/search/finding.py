"""Search from anywhere: members and organisations within the scope of who asks, on the day shown."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from dangvu.kernel.days import display_day
from dangvu.kernel.vietnamese import fold, tokens
from dangvu.members.selectors import search as search_members
from dangvu.organizations.models import Organization, OrganizationName
from dangvu.web.scope import Scope, under

MOST = 8
_SHORTEST = 2
#: So many names are folded and compared for one question; a larger scope is searched by code alone.
_NAMES_AT_MOST = 30_000
_CACHED_NAMES = 1 << 16


class FoundMember(NamedTuple):
    """A person, with the name of the cell of the day ("" for none). `born` is the year alone where masked."""

    id: int
    code: str
    name: str
    born: str
    cell: str


class FoundOrganization(NamedTuple):
    """An organisation with its name of the day."""

    code: str
    name: str


def find_members(text: str, scope: Scope, on: date, most: int = MOST) -> list[FoundMember]:
    """People whose cell lies in scope; a reader of masked records finds by name alone, and sees less."""
    whole, masked = scope.roots("member.read"), scope.roots("member.read_masked")
    text = text if whole == masked else " ".join(word for word in tokens(text) if word.isalpha())
    if len(fold(text)) < _SHORTEST:
        return []
    found: dict[int, FoundMember] = {}
    for root in (None,) if masked is None else masked:
        page = search_members(text, place_id=root, on=on, limit=most)
        for row in page.rows:
            born = display_day(row.birth_date) if whole == masked else str(row.birth_date.year)
            cell = page.names.get(row.organization_id or 0, "")
            found.setdefault(row.id, FoundMember(row.id, row.code, row.full_name, born, cell))
    return list(found.values())[:most]


def find_organizations(text: str, scope: Scope, on: date, most: int = MOST) -> list[FoundOrganization]:
    """Organisations in scope that live on the day; every typed word begins a word of the name."""
    if len(fold(text)) < _SHORTEST or not scope.holds("organization.read"):
        return []
    roots = scope.roots("organization.read")
    by_code = _by_code(text, roots, on, most)
    if by_code:
        return by_code
    return _by_name(tokens(text), roots, on, most)


def _by_code(text: str, roots: tuple[int, ...] | None, on: date, most: int) -> list[FoundOrganization]:
    name = OrganizationName.objects.filter(
        organization=OuterRef("pk"), valid_from__lte=on, valid_to__gt=on
    ).values("name")[:1]
    rows = Organization.objects.filter(
        under(roots, "id", on), code__startswith=text.strip(), valid_from__lte=on, valid_to__gt=on
    ).order_by("code")
    return [
        FoundOrganization(code, name or code)
        for code, name in rows.values_list("code", Subquery(name))[:most]
    ]


def _by_name(words: list[str], roots: tuple[int, ...] | None, on: date, most: int) -> list[FoundOrganization]:
    if not words:
        return []
    names = OrganizationName.objects.filter(
        under(roots, "organization_id", on), valid_from__lte=on, valid_to__gt=on
    ).values_list("organization__code", "name")
    found, begun = [], [f" {word}" for word in words]
    for code, name in names.order_by("organization__code")[:_NAMES_AT_MOST]:
        own = _words(name)
        if all(word in own for word in begun):
            found.append(FoundOrganization(code, name))
    return sorted(found, key=lambda each: (len(each.name), each.code))[:most]


@lru_cache(maxsize=_CACHED_NAMES)
def _words(name: str) -> str:
    """The words of a name, a blank before each."""
    return "".join(f" {word}" for word in tokens(name))
