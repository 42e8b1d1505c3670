"""May this account do that, there, on that day? Denied unless a grant of that day says yes."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from dangvu.access.models import Grant
from dangvu.access.roles import RIGHTS, roles_with
from dangvu.audit.actor import Actor
from dangvu.kernel.findings import Refused, obstacle
from dangvu.organizations.models import Organization, OrganizationLink


def may(actor: Actor, right: str, organization: Organization | None = None, *, on: date) -> bool:
    """Whether a grant valid on the day gives the actor the right over the organisation.

    Without an organisation only a grant over the whole installation counts. Raises `KeyError` for a
    right that does not exist.
    """
    roles = roles_with(right)
    if actor.account_id is None:
        return False
    grants = Grant.objects.filter(
        account=actor.account_id,
        account__is_active=True,
        role__in=roles,
        valid_from__lte=on,
        valid_to__gt=on,
    )
    everywhere = Q(organization=None)
    return grants.filter(
        everywhere if organization is None else everywhere | _covers(organization, on)
    ).exists()


def require(actor: Actor, right: str, organization: Organization | None = None, *, on: date) -> None:
    """Return when the actor has the right; else raise `Refused` with a sentence that names it."""
    if not may(actor, right, organization, on=on):
        raise Refused([obstacle("access.denied", _denial(actor, right, organization))])


def _covers(organization: Organization, on: date) -> Q:
    above = OrganizationLink.objects.filter(
        ancestor=OuterRef("organization"), descendant=organization, valid_from__lte=on, valid_to__gt=on
    )
    return Q(organization=organization) | Q(Exists(above))


def _denial(actor: Actor, right: str, organization: Organization | None) -> str:
    place = "toàn hệ thống" if organization is None else f"tổ chức đảng {organization.code}"
    return (
        f"Tài khoản “{actor.name}” không có quyền {RIGHTS[right]} ({right}) đối với {place}; "
        "hãy đề nghị người quản lý tài khoản giao vai trò có quyền này."
    )
