"""A commune with its people, who sign in through the front door."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dangvu.access.models import Account
from tests.access.cast import Hamlet, found_hamlet, officer

PASSWORD = "sông Thương nước chảy đôi dòng"
SignIn = Callable[..., Any]


@pytest.fixture
def hamlet(db: None) -> Hamlet:
    return found_hamlet()


@pytest.fixture
def cast(hamlet: Hamlet) -> dict[str, Account]:
    """Lan, Minh, Tuấn, Bình, Quang and Vy, each with the same password."""
    roles = {
        "lan": ("cell_secretary", hamlet.cell),
        "minh": ("member", hamlet.cell),
        "tuan": ("grassroots_clerk", hamlet.commune),
        "binh": ("organization_board", hamlet.commune),
        "quang": ("grassroots_clerk", hamlet.other_cell),
        "vy": ("system_administrator", None),
    }
    people = {}
    for name, (role, place) in roles.items():
        account = Account.objects.get(pk=officer(name, role, place).account_id or 0)
        account.set_password(PASSWORD)
        account.save()
        people[name] = account
    return people


@pytest.fixture
def sign_in(client: Client) -> SignIn:
    """Type a name and a password into the sign-in page; returns the answer."""

    def typed(name: str, password: str = PASSWORD, *, at: str = "10.0.0.1", browser: Client = client) -> Any:
        return browser.post("/dang-nhap", {"login": name, "password": password}, REMOTE_ADDR=at)

    return typed


def days(number: int) -> str:
    """A day from today, as people type it."""
    return f"{timezone.localdate() + timedelta(days=number):%d/%m/%Y}"
