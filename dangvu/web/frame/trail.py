"""What stands above an organisation on a day: for the breadcrumb, and for asking rights."""

from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from dangvu.organizations.models import Organization, OrganizationLink, OrganizationName
from dangvu.organizations.selectors import nearest_day_of_life

#: The address of an organisation's page, which takes its code.
PLACE_URL = "organization"


class Above(NamedTuple):
    """An organisation on the way from the root; `name` is that of the day."""

    id: int
    code: str
    name: str


def line_above(organization: Organization, on: date) -> tuple[Above, ...]:
    """Everything above the organisation, the highest first, itself last.

    Where it did not live on the day, the line is that of the day nearest to it on which it did. One query.
    """
    day = nearest_day_of_life(organization, on)
    name = OrganizationName.objects.filter(
        organization=OuterRef("ancestor"), valid_from__lte=day, valid_to__gt=day
    ).values("name")[:1]
    rows = OrganizationLink.objects.filter(
        descendant=organization, valid_from__lte=day, valid_to__gt=day
    ).order_by("-depth")
    found = rows.values_list("ancestor_id", "ancestor__code", Subquery(name))
    line = tuple(Above(one, code, name or code) for one, code, name in found)
    return line or (Above(organization.pk, organization.code, organization.code),)
