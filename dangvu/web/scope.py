"""Where the signed-in person may do what: the grants of the day, read once for each request."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext

from dangvu.access.models import Grant
from dangvu.access.roles import ROLES, gives
from dangvu.audit.actor import Actor
from dangvu.organizations.models import OrganizationLink, OrganizationName


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held today over an organisation and all under it; `organization_id` None: everywhere.

    `valid_to` is the first day no longer held.
    """

    role: str
    organization_id: int | None
    organization_code: str
    organization_name: str
    valid_from: date
    valid_to: date
    decision: str

    @property
    def role_name(self) -> str:
        """What people call the role, in the language of the page."""
        return gettext(ROLES[self.role])


@dataclass(frozen=True, slots=True)
class Scope:
    """All that a person holds today."""

    holdings: tuple[Holding, ...]

    def holds(self, right: str) -> bool:
        """Whether the person has the right anywhere."""
        return any(gives(each.role, right) for each in self.holdings)

    def roots(self, right: str) -> tuple[int, ...] | None:
        """Ids of the organisations under which the person has the right; None: everywhere; (): nowhere."""
        holders = [each for each in self.holdings if gives(each.role, right)]
        if any(each.organization_id is None for each in holders):
            return None
        return tuple(dict.fromkeys(each.organization_id for each in holders if each.organization_id))

    @property
    def places(self) -> list[tuple[str, str]]:
        """Code and name of each organisation in which the person has a role, once."""
        return list(
            dict.fromkeys(
                (each.organization_code, each.organization_name)
                for each in self.holdings
                if each.organization_code
            )
        )

    def granting(self, right: str, above: Collection[int]) -> Holding | None:
        """The role that gives the right over something that stands under `above` (itself included)."""
        for each in self.holdings:
            covers = each.organization_id is None or each.organization_id in above
            if covers and gives(each.role, right):
                return each
        return None

    def touches(self, above: Collection[int]) -> bool:
        """Whether the person has any role in an organisation among `above`."""
        return any(each.organization_id in above for each in self.holdings if each.organization_id)


NOTHING = Scope(())


def scope_of(actor: Actor | None, on: date) -> Scope:
    """Read what the person holds on the day; one query."""
    if actor is None or actor.account_id is None:
        return NOTHING
    name = OrganizationName.objects.filter(
        organization=OuterRef("organization"), valid_from__lte=on, valid_to__gt=on
    ).values("name")[:1]
    grants = Grant.objects.filter(
        account=actor.account_id, account__is_active=True, valid_from__lte=on, valid_to__gt=on
    )
    rows = grants.order_by("organization__code", "id").values_list(
        "role", "organization_id", "organization__code", Subquery(name), "valid_from", "valid_to",
        "decision", "document__number", "document__issued_on",
    )  # fmt: skip
    return Scope(tuple(_holding(*row) for row in rows if row[0] in ROLES))


def under(roots: tuple[int, ...] | None, path: str, on: date) -> Q:
    """The condition that the organisation at `path` stands under one of the roots on the day."""
    if roots is None:
        return Q()
    links = OrganizationLink.objects.filter(ancestor_id__in=roots, valid_from__lte=on, valid_to__gt=on)
    return Q(**{f"{path}__in": links.values("descendant_id")})


def _holding(
    role: str,
    organization_id: int | None,
    code: str | None,
    name: str | None,
    valid_from: date,
    valid_to: date,
    decision: str,
    number: str | None,
    issued_on: date | None,
) -> Holding:
    by = f"{number} ngày {issued_on:%d/%m/%Y}" if number and issued_on else decision
    return Holding(role, organization_id, code or "", name or code or "", valid_from, valid_to, by)
