"""Which accounts an officer may help. No personal records stand here: names and roles only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dangvu.access.models import Account, Grant, Recovery
from dangvu.access.permissions import roots
from dangvu.access.services.recovery import open_recoveries
from dangvu.audit.actor import Actor
from dangvu.organizations.models import OrganizationLink
from dangvu.organizations.selectors import last_name

PAGE = 50


def accounts_helped_by(actor: Actor, right: str, on: date) -> QuerySet[Account]:
    """Accounts all of whose roles lie where the actor has the right; without a role: only from everywhere."""
    places = roots(actor, right, on=on)
    if places is None:
        return Account.objects.all()
    links = OrganizationLink.objects.filter(ancestor_id__in=places, valid_from__lte=on, valid_to__gt=on)
    held = Grant.objects.filter(account=OuterRef("pk"), valid_to__gt=on)
    inside = Q(organization__in=links.values("descendant_id"))
    return Account.objects.filter(Exists(held.filter(inside)), ~Exists(held.exclude(inside)))


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Accounts by user name, and the name after which the following page begins ("" where none follows)."""

    accounts: list[Account]
    after: str


def account_page(accounts: QuerySet[Account], *, typed: str, after: str) -> AccountPage:
    """One page of the list; `typed` is any part of a user name, a name or a telephone number."""
    if typed:
        part = Q(username__icontains=typed) | Q(display_name__icontains=typed) | Q(phone__contains=typed)
        accounts = accounts.filter(part)
    rows = list(accounts.filter(username__gt=after).order_by("username")[: PAGE + 1])
    return AccountPage(rows[:PAGE], rows[PAGE - 1].username if len(rows) > PAGE else "")


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role with the name of its place ("" for the whole installation), and whether it holds today."""

    grant: Grant
    place: str
    holds: bool


def grant_lines(grants: QuerySet[Grant], today: date) -> list[GrantLine]:
    """Roles as their tables show them: those that hold longest last."""
    rows = list(grants.select_related("organization", "document").order_by("valid_to", "valid_from", "id"))
    names = last_name([row.organization_id for row in rows if row.organization_id], today)
    return [
        GrantLine(row, names.get(row.organization_id or 0, ""), row.valid_from <= today < row.valid_to)
        for row in rows
    ]


def waiting_recoveries(actor: Actor, on: date) -> list[Recovery]:
    """Requests that this officer could confirm: asked by another, for an account they may help."""
    helped = accounts_helped_by(actor, "account.recover", on)
    waiting = open_recoveries().filter(account__in=helped).exclude(account=actor.account_id)
    return list(waiting.select_related("account", "asked_by").order_by("asked_on", "id"))
