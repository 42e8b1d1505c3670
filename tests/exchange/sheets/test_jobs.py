"""Tuấn hands a file in, goes for tea, and finds it looked at."""

from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dangvu.audit.actor import Actor
from dangvu.exchange.models import Import, ImportState
from dangvu.exchange.sheets.refusals import SheetRefused
from dangvu.exchange.sheets.services import (
    answer_import,
    ask_apply,
    ask_preview,
    ask_recheck,
    ask_undo,
    asking,
)
from dangvu.exchange.sheets.services.asking import kept_file
from dangvu.jobs.models import Job
from dangvu.jobs.workflow import DONE, FAILED, RUNNING, WAITING
from dangvu.kernel.findings import Refused
from dangvu.members.models import Member
from tests.exchange.sheets.desk import ON, USUAL, Desk
from tests.exchange.sheets.files import layout_a, person
from tests.members.cast import officer


def handed_in(desk: Desk, content: bytes | None = None) -> Job:
    given = layout_a(desk.file(), [person()]).read_bytes() if content is None else content
    return ask_preview([given], file_name="ds.xlsx", organization=desk.place.commune, actor=desk.tuan, on=ON)


def work(one: Job) -> Job:
    """What the worker does with it."""
    waiting = ProcrastinateJob.objects.filter(task_name=one.name).order_by("-pk")[0]
    app.tasks[one.name].func(**waiting.args)
    one.refresh_from_db()
    return one


def kept(one: Job) -> Path:
    return kept_file(ProcrastinateJob.objects.filter(task_name=one.name).order_by("-pk")[0].args["upload"])


def test_a_file_is_looked_at_written_and_taken_back_by_a_worker(desk: Desk) -> None:
    one = handed_in(desk)
    assert one.state == WAITING
    done = work(one)
    assert done.state == DONE
    number = done.result["import"]
    assert not kept(one).exists()
    answer_import(number, USUAL, actor=desk.tuan)
    assert work(ask_recheck(number, actor=desk.tuan)).state == DONE
    assert work(ask_apply(number, actor=desk.tuan)).state == DONE
    assert Member.objects.count() == 1
    assert work(ask_undo(number, actor=desk.tuan)).state == DONE
    assert Import.objects.get().state == ImportState.UNDONE
    assert not Member.objects.exists()


def test_a_bad_file_ends_with_the_sentence_that_says_why(desk: Desk) -> None:
    done = work(handed_in(desk, b"MZ" + bytes(100)))
    assert (done.state, done.error) == (
        FAILED,
        "Tệp là chương trình chạy được, không phải bảng tính; không mở.",
    )
    assert not kept(done).exists()
    assert not Import.objects.exists()


def test_a_job_begun_again_after_its_work_was_done_doubles_nothing(desk: Desk) -> None:
    one = handed_in(desk)
    content = kept(one).read_bytes()
    work(one)
    kept(one).write_bytes(content)
    Job.objects.filter(pk=one.pk).update(
        state=RUNNING
    )  # the worker died before it could say that it was done
    assert work(one).state == DONE
    owner = answer_import(Import.objects.get().pk, USUAL, actor=desk.tuan)
    written = ask_apply(owner.pk, actor=desk.tuan)
    work(written)
    Job.objects.filter(pk=written.pk).update(state=RUNNING)
    assert work(written).state == DONE
    assert Member.objects.count() == 1


def test_a_file_over_the_limit_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LARGEST", 10)
    folder = kept_file("0" * 32).parent
    before = set(folder.glob("*"))
    with pytest.raises(SheetRefused, match="quá mức"):
        handed_in(desk)
    assert set(folder.glob("*")) == before
    assert not Job.objects.exists()


def test_quang_asks_in_vain(desk: Desk) -> None:
    quang: Actor = officer("Quang", "grassroots_clerk", desk.place.other_commune)
    number = work(handed_in(desk)).result["import"]
    for ask in (ask_apply, ask_recheck, ask_undo):
        with pytest.raises(Refused, match="nhập bảng tính"):
            ask(number, actor=quang)
    with pytest.raises(Refused, match="nhập bảng tính"):
        ask_preview([b"x"], file_name="x", organization=desk.place.commune, actor=quang, on=ON)
