"""The committee of the worked example, with an officer of its organisation board."""

from pathlib import Path

import pytest
from django.test import Client

from dangvu.access.models import Account
from dangvu.access.services import actor_of_os_user
from dangvu.exchange.services.load import load
from dangvu.organizations.models import Organization
from tests.members.cast import officer
from tests.statistics import world
from tests.web.cast import signed_in

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


def browser(name: str, role: str, code: str | None) -> Client:
    """A browser in which somebody with one role over an organisation has signed in."""
    officer(name, role, Organization.objects.get(code=code) if code else None)
    return signed_in(Account.objects.get(display_name=name))


@pytest.fixture
def example(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DANGVU_DEMO_READER", raising=False)
    load(EXAMPLE, actor=actor_of_os_user())


@pytest.fixture
def over_the_cap(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Bình of a province with more excellent organisations than the cap; its provision is unverified."""
    monkeypatch.delenv("DANGVU_DEMO_READER", raising=False)
    levels = {"P.X": "excellent", "P.Y": "excellent", "P.G": "good"}
    world.load({"ratings": [world.rating(2020, code, level) for code, level in levels.items()]})
    return browser("Bình", "provincial_organization_committee", "P")


@pytest.fixture
def binh(example: None) -> Client:
    return browser("Bình", "provincial_organization_committee", "T")
