"""May this account do that, there, on that day? Denied unless a grant of that day says yes."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dangvu.access.models import Account, Grant
from dangvu.access.roles import RIGHTS, roles_with
from dangvu.audit.actor import Actor
from dangvu.kernel.findings import Refused, obstacle
from dangvu.organizations.models import Organization, OrganizationLink
from dangvu.organizations.selectors import nearest_day_of_life

#: Farther than any organisation above another: a role over the whole installation.
_FAR = 1_000


def may(actor: Actor, right: str, organization: Organization | None = None, *, on: date) -> bool:
    """Whether a grant valid on the day gives the actor the right over the organisation.

    Without an organisation only a grant over the whole installation counts. Raises `KeyError` for a
    right that does not exist.
    """
    grants = _held(actor, right, on)
    everywhere = Q(organization=None)
    return grants.filter(
        everywhere if organization is None else everywhere | _covers(organization, on)
    ).exists()


def require(actor: Actor, right: str, organization: Organization | None = None, *, on: date) -> None:
    """Return when the actor has the right; else raise `Refused` with a sentence that names it."""
    if not may(actor, right, organization, on=on):
        raise Refused([obstacle("access.denied", _denial(actor, right, organization))])


def why(actor: Actor, right: str, organization: Organization | None = None, *, on: date) -> Grant | None:
    """Return the grant that gives the actor the right there, the nearest place first; None where none does.

    Raises `KeyError` for a right that does not exist.
    """
    held = _held(actor, right, on).select_related("organization", "document")
    if organization is None:
        return held.filter(organization=None).first()
    day = nearest_day_of_life(organization, on)
    nearness = dict(
        OrganizationLink.objects.filter(
            descendant=organization, valid_from__lte=day, valid_to__gt=day
        ).values_list("ancestor_id", "depth")
    )
    found = held.filter(Q(organization=None) | _covers(organization, on))
    nearness[organization.pk] = 0
    return min(found, key=lambda grant: nearness.get(grant.organization_id or 0, _FAR), default=None)


def roots(actor: Actor, right: str, *, on: date) -> list[int] | None:
    """Ids of the organisations under which the actor has the right; None: everywhere; []: nowhere."""
    places = list(_held(actor, right, on).values_list("organization_id", flat=True))
    return None if None in places else sorted({place for place in places if place is not None})


def scope_q(actor: Actor, right: str, *, on: date, organization: str = "organization") -> Q:
    """The condition that the organisation of a row lies where the actor has the right.

    `organization` is the row's way to it. A row outside does not exist for the actor.
    """
    places = roots(actor, right, on=on)
    if places is None:
        return Q()
    if not places:
        return Q(pk__in=[])
    links = OrganizationLink.objects.filter(ancestor_id__in=places, valid_from__lte=on, valid_to__gt=on)
    return Q(**{f"{organization}__in": links.values("descendant_id")})


def require_over_account(actor: Actor, right: str, account: Account, *, on: date) -> int:
    """Return the number of the actor's account when they have the right over every role the account holds.

    An account without a role, or with one over the whole installation, is helped only by whoever has the
    right over the whole installation: a secretary of a cell never holds the key of a committee.
    Raises `Refused`.
    """
    grants = Grant.objects.filter(account=account, valid_to__gt=on).select_related("organization")
    places = [grant.organization for grant in grants] or [None]
    for place in places:
        require(actor, right, place, on=on)
    assert actor.account_id is not None  # nobody without an account holds a right
    return actor.account_id


def _held(actor: Actor, right: str, on: date) -> QuerySet[Grant]:
    roles = roles_with(right)
    if actor.account_id is None:
        return Grant.objects.none()
    return Grant.objects.filter(
        account=actor.account_id,
        account__is_active=True,
        role__in=roles,
        valid_from__lte=on,
        valid_to__gt=on,
    )


def _covers(organization: Organization, on: date) -> Q:
    # What has ended stands under what it last stood under, else nobody of the place could answer for it.
    day = nearest_day_of_life(organization, on)
    above = OrganizationLink.objects.filter(
        ancestor=OuterRef("organization"), descendant=organization, valid_from__lte=day, valid_to__gt=day
    )
    return Q(organization=organization) | Q(Exists(above))


def _denial(actor: Actor, right: str, organization: Organization | None) -> str:
    place = "toàn hệ thống" if organization is None else f"tổ chức đảng {organization.code}"
    return (
        f"Tài khoản “{actor.name}” không có quyền {RIGHTS[right]} ({right}) đối với {place}; "
        "hãy đề nghị người quản lý tài khoản giao vai trò có quyền này."
    )
