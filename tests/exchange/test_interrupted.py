"""The connection lost in mid-load, and two loads at once."""

import threading
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from dangvu.exchange import applying
from dangvu.exchange.services import Result, load
from dangvu.members.models import Member
from tests.exchange.packages import HAMLET, TUAN, bytes_of_dump, codes, hamlet, load_files, write

pytestmark = pytest.mark.django_db(transaction=True)

_NEW = hamlet(members__more="NAM,Nam,male,1990-01-01,,,,,")


def _cut_the_connection() -> None:
    """End our own server process, as a restart or a broken cable would."""
    with psycopg.connect(**connection.get_connection_params()) as other:
        pid = connection.connection.info.backend_pid
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@pytest.mark.parametrize("moment", ["reading", "writing"])
def test_the_connection_lost_in_mid_load(
    tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_files(tmp_path / "first", hamlet())
    before = bytes_of_dump(tmp_path / "before")
    if moment == "writing":
        whole = applying.apply

        def apply_then_cut(*args: object, **kwargs: object) -> int:
            corrected = whole(*args, **kwargs)  # type: ignore[arg-type]
            _cut_the_connection()
            return corrected

        monkeypatch.setattr(applying, "apply", apply_then_cut)

    def cut(name: str, rows: int) -> None:
        if moment == "reading" and name == "stages.csv":
            _cut_the_connection()

    result = load(write(tmp_path / "second", _NEW), actor=TUAN, progress=cut)
    assert codes(result) == ["database.lost"]
    assert bytes_of_dump(tmp_path / "after") == before


def test_two_loads_at_once(tmp_path: Path) -> None:
    """The second is told to wait its turn, and the first is not disturbed by it."""
    package = write(tmp_path / "package", _NEW)
    begun, go_on = threading.Event(), threading.Event()
    results: list[Result] = []

    def first() -> None:
        def wait(name: str, rows: int) -> None:
            begun.set()
            go_on.wait(30)

        try:
            results.append(load(package, actor=TUAN, progress=wait))
        finally:
            connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert begun.wait(30)
    second = load(package, actor=TUAN)
    go_on.set()
    thread.join()
    assert codes(second) == ["load.busy"]
    assert not results[0].errors
    assert Member.objects.count() == len(HAMLET["members"].splitlines())
