"""The people of the tests at their screens."""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from dangvu.access.models import Account, Grant
from dangvu.kernel.periods import FOREVER
from dangvu.members.models import Member
from dangvu.organizations.models import Organization
from tests.members.cast import Commune, found_commune, officer, recorded

LONG_AGO = date(2000, 1, 1)


@dataclass
class Office:
    """The commune with its people, and a browser for each."""

    commune: Commune
    minh: Member

    def browser(self, name: str, role: str, place: Organization | None) -> Client:
        """A browser in which this person has signed in, with one role."""
        officer(name, role, place)
        return signed_in(Account.objects.get(display_name=name))

    def lan(self) -> Client:
        return self.browser("Lan", "cell_secretary", self.commune.hamlet_1)

    def tuan(self) -> Client:
        return self.browser("Tuấn", "grassroots_clerk", self.commune.commune)

    def binh(self) -> Client:
        return self.browser("Bình", "provincial_organization_committee", self.commune.province)

    def quang(self) -> Client:
        return self.browser("Quang", "cell_secretary", self.commune.other_hamlet)

    def vy(self) -> Client:
        return self.browser("Vy", "system_administrator", None)


def open_office() -> Office:
    commune = found_commune()
    return Office(commune, recorded("DV1", "Trần Văn Minh", commune.hamlet_1))


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def grant(
    client_name: str, role: str, place: Organization, *, since: date = LONG_AGO, until: date = FOREVER
) -> Client:
    """A browser of somebody whose one role holds only from a day to a day."""
    account = Account.objects.create(username=client_name, display_name=client_name)
    Grant.objects.create(
        account=account, role=role, organization=place, valid_from=since, valid_to=until, decision="QĐ 12"
    )
    return signed_in(account)
