"""Who may load and dump, and that a dump is a recorded reading."""

from pathlib import Path

import pytest

from dangvu.access.models import Account
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.exchange.services import dump, load
from dangvu.kernel.findings import Refused
from tests.exchange.packages import TUAN, hamlet, load_files, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh() -> Actor:
    account = Account.objects.create(username="minh")
    return Actor(account.pk, "Minh")


def test_minh_may_not_load(tmp_path: Path, minh: Actor) -> None:
    with pytest.raises(Refused, match="nạp gói dữ liệu"):
        load(write(tmp_path / "in", hamlet()), actor=minh)


def test_minh_may_not_dump(tmp_path: Path, minh: Actor) -> None:
    with pytest.raises(Refused, match="xuất toàn bộ hồ sơ"):
        dump(tmp_path / "out", actor=minh)
    assert not (tmp_path / "out").exists()


def test_a_dump_is_recorded(tmp_path: Path) -> None:
    load_files(tmp_path / "in", hamlet())
    dump(tmp_path / "out", actor=TUAN, without=["ratings"])
    event = Event.objects.get(verb="read.dump")
    assert event.actor_name == "Tuấn"
    assert event.after
    assert event.after["without"] == ["ratings"]
    assert event.after["rows"]["members.csv"] == 4


def test_a_dump_never_writes_over_another(tmp_path: Path) -> None:
    dump(tmp_path / "out", actor=TUAN)
    with pytest.raises(FileExistsError):
        dump(tmp_path / "out", actor=TUAN)
