"""The machine stops while an import is being written: nothing is half written, and nothing is doubled."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.exchange.models import Import
from dangvu.exchange.sheets.services import answer_import, apply_import, preview_file
from dangvu.exchange.sheets.services import apply as applying
from dangvu.members.models import Member, Membership
from tests.exchange.sheets.desk import ON, USUAL, states
from tests.exchange.sheets.files import layout_a, numbered
from tests.members.cast import found_commune, officer

_PEOPLE = 25


def brought_in(path: Path) -> tuple[Import, Actor]:
    place = found_commune()
    tuan = officer("Tuấn", "grassroots_clerk", place.commune)
    layout_a(path, [numbered(number) for number in range(_PEOPLE)])
    owner = preview_file(path, file_name="ds.xlsx", organization=place.commune, actor=tuan, on=ON)
    return answer_import(owner.pk, USUAL, actor=tuan), tuan


def killed_while_writing(owner: Import, actor: Actor, *, after: int) -> None:
    """Apply in a process of its own, which is killed without warning once so many rows are written."""
    child = os.fork()
    if child == 0:
        connection.connection = None  # the parent goes on using its own
        try:

            def stop(what: str, done: int, total: int) -> None:
                if done >= after:
                    os.kill(os.getpid(), signal.SIGKILL)

            apply_import(owner.pk, actor=actor, progress=stop)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_halfway_is_followed_by_another_and_nothing_is_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "_SET", 10)
    owner, tuan = brought_in(tmp_path / "ds.xlsx")
    assert set(states(owner)) == {"new"}
    killed_while_writing(owner, tuan, after=20)
    assert not Member.objects.exists()
    assert not Event.objects.filter(verb="import.apply").exists()
    for _ in range(2):
        apply_import(owner.pk, actor=tuan)
    assert Member.objects.count() == _PEOPLE
    assert Membership.objects.filter(valid_from=date(2026, 11, 20)).count() == _PEOPLE
    assert Event.objects.filter(verb="import.apply").count() == 1
