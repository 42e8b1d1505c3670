"""People with a role, and the hamlet they work in."""

from dataclasses import dataclass
from datetime import date

from dangvu.access.models import Account, Grant
from dangvu.audit.actor import Actor
from dangvu.organizations.models import Organization
from dangvu.organizations.services.links import rebuild_links
from tests.organizations.trees import plant


@dataclass
class Hamlet:
    """The cell of Hamlet 1 and the one beside it, in one commune."""

    commune: Organization
    cell: Organization
    other_cell: Organization


def found_hamlet() -> Hamlet:
    commune = plant("24.01", "grassroots_committee", name="Đảng bộ xã Thử Nghiệm")
    cell = plant("24.01.1", under=commune, name="Chi bộ thôn 1")
    other = plant("24.01.2", under=commune, name="Chi bộ thôn 2")
    rebuild_links()
    return Hamlet(commune, cell, other)


def officer(username: str, role: str, place: Organization | None) -> Actor:
    """The account of this name with one more role, open-ended."""
    account, new = Account.objects.get_or_create(username=username, defaults={"display_name": username})
    if new:
        account.set_unusable_password()
        account.save()
    Grant.objects.create(
        account=account, role=role, organization=place, valid_from=date(2020, 1, 1), decision="Phân công"
    )
    return Actor(account.pk, username)
