"""A chain of three sealed batches, and its folder."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from dangvu.audit.actor import Actor
from dangvu.audit.heads import Head
from dangvu.audit.services import record
from dangvu.audit.services.sealing import seal

LAN = Actor(7, "Lan")
#: Events per batch of the chain.
BATCHES = (3, 2, 4)


@pytest.fixture(autouse=True)
def var(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    return tmp_path / "var"


@pytest.fixture
def chain(db: None) -> Head:
    head = None
    for batch, size in enumerate(BATCHES):
        for n in range(size):
            record(
                "member.rename",
                actor=LAN,
                subject=("member", 10 * batch + n),
                before={"full_name": "Hoà"},
                after={"full_name": "Hòa", "n": n},
            )
        head = seal()
    assert head is not None
    return head
