"""Reads of the dated tree. Every answer is for a day: its name, kind, place and what stood under it then."""

from collections.abc import Iterable
from datetime import date

from dangvu.organizations.models import (
    Organization,
    OrganizationKind,
    OrganizationLink,
    OrganizationName,
    OrganizationParent,
)


class UnknownOrganization(LookupError):
    """No organisation has this code; the message is the sentence to print."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Không có tổ chức đảng mang mã “{code}”; hãy kiểm tra lại mã.")
        self.code = code


def organization_by_code(code: str) -> Organization:
    """Return the organisation; raises `UnknownOrganization`."""
    try:
        return Organization.objects.get(code=code)
    except Organization.DoesNotExist:
        raise UnknownOrganization(code) from None


def organizations_by_code(codes: Iterable[str]) -> dict[str, Organization]:
    """Return those organisations that exist, by code, in one query."""
    return {one.code: one for one in Organization.objects.filter(code__in=set(codes))}


def nearest_day_of_life(organization: Organization, on: date) -> date:
    """Return the day itself where the organisation lived on it, else its first or its last day."""
    last = date.fromordinal(organization.valid_to.toordinal() - 1)
    return min(max(on, organization.valid_from), last)


def ancestor_codes(code: str, on: date) -> list[str]:
    """Return the codes of the organisation itself and of all above it on that day, nearest first."""
    return list(
        OrganizationLink.objects.filter(descendant__code=code, valid_from__lte=on, valid_to__gt=on)
        .order_by("depth")
        .values_list("ancestor__code", flat=True)
    )


def name_on(ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the name of each organisation on that day; those that did not exist then are left out."""
    return dict(
        OrganizationName.objects.filter(
            organization_id__in=set(ids), valid_from__lte=on, valid_to__gt=on
        ).values_list("organization_id", "name")
    )


def last_name(ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the name on that day, else the nearest earlier one, else the first: there always is one."""
    names: dict[int, str] = {}
    rows = OrganizationName.objects.filter(organization_id__in=set(ids)).order_by(
        "organization_id", "valid_from"
    )
    for organization, name, begun in rows.values_list("organization_id", "name", "valid_from"):
        if begun <= on or organization not in names:
            names[organization] = name
    return names


def kind_on(ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the kind of each organisation on that day; those that did not exist then are left out."""
    return dict(
        OrganizationKind.objects.filter(
            organization_id__in=set(ids), valid_from__lte=on, valid_to__gt=on
        ).values_list("organization_id", "kind")
    )


def sector_on(ids: Iterable[int], on: date) -> dict[int, str]:
    """Return the sector ("" where none is recorded) of each organisation on that day."""
    return dict(
        OrganizationKind.objects.filter(
            organization_id__in=set(ids), valid_from__lte=on, valid_to__gt=on
        ).values_list("organization_id", "sector")
    )


def parent_on(ids: Iterable[int], on: date) -> dict[int, int]:
    """Return the id of the parent of each organisation on that day; roots are left out."""
    return dict(
        OrganizationParent.objects.filter(
            organization_id__in=set(ids), valid_from__lte=on, valid_to__gt=on
        ).values_list("organization_id", "parent_id")
    )


def children_of(organization_id: int, on: date) -> list[Organization]:
    """Return the direct children on that day, by code."""
    return list(
        Organization.objects.filter(
            parents__parent_id=organization_id, parents__valid_from__lte=on, parents__valid_to__gt=on
        ).order_by("code")
    )


def descendant_ids(organization_id: int, on: date) -> list[int]:
    """Return the ids of the organisation itself and of all below it on that day."""
    return list(
        OrganizationLink.objects.filter(
            ancestor_id=organization_id, valid_from__lte=on, valid_to__gt=on
        ).values_list("descendant_id", flat=True)
    )


def roots_on(on: date) -> list[Organization]:
    """Return the organisations that live on that day and have no parent then, by code."""
    placed = OrganizationParent.objects.filter(valid_from__lte=on, valid_to__gt=on).values("organization_id")
    return list(
        Organization.objects.filter(valid_from__lte=on, valid_to__gt=on)
        .exclude(id__in=placed)
        .order_by("code")
    )
