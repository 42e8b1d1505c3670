"""Who may read or write the record of a member: whoever has the right over the cell, today.

An act may take effect on an earlier day; the right to enter it is that of the day on which it is entered.
"""

from datetime import date

from django.utils import timezone

from dangvu.access.permissions import may, require
from dangvu.audit.actor import Actor
from dangvu.organizations.models import Organization, OrganizationLink

READ, WRITE = "member.read", "member.write"


def require_read(actor: Actor, organization: Organization | None) -> None:
    """Raise `Refused` unless the actor may read members there; None = the whole installation."""
    _require(actor, READ, organization)


def may_read(actor: Actor, organization: Organization | None) -> bool:
    """Whether the actor may read members there; None = the whole installation."""
    today = timezone.localdate()
    return may(actor, READ, _place(organization, today), on=today)


def require_write(actor: Actor, organization: Organization | None) -> None:
    """Raise `Refused` unless the actor may write members there; None = the whole installation."""
    _require(actor, WRITE, organization)


def _require(actor: Actor, right: str, organization: Organization | None) -> None:
    today = timezone.localdate()
    require(actor, right, _place(organization, today), on=today)


def _place(organization: Organization | None, today: date) -> Organization | None:
    """The organisation or, where it has ended, the nearest one above it on its last day that lives today."""
    if organization is None or today < organization.valid_to:
        return organization
    links = OrganizationLink.objects.filter(descendant=organization, valid_to=organization.valid_to)
    above = Organization.objects.filter(
        id__in=links.values("ancestor_id"), valid_from__lte=today, valid_to__gt=today
    )
    depths = dict(links.values_list("ancestor_id", "depth"))
    return min(above, key=lambda one: depths[one.pk], default=None)
