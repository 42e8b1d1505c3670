"""Tuấn asks for long work, leaves, and finds it again."""

import logging
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dangvu.audit.actor import Actor
from dangvu.jobs.models import Job
from dangvu.jobs.services import Working, ask_job, ask_to_stop
from dangvu.jobs.workflow import DONE, FAILED, MOST_ATTEMPTS, RUNNING, STOPPED, WAITING
from tests.jobs import tasks_of_tests

TUAN = Actor(7, "Tuấn")
JOBS = {
    "tests.count": tasks_of_tests.count,
    "tests.refuse": tasks_of_tests.refuse,
    "tests.break": tasks_of_tests.fail,
    "tests.stopped": tasks_of_tests.stopped,
}


def _ask(name: str, **arguments: Any) -> Job:
    return ask_job(name, label="Đếm", actor=TUAN, **arguments)


def _work(one: Job, **arguments: Any) -> Job:
    """What the worker does with it."""
    app.tasks[one.name].func(job_id=one.pk, **arguments)
    one.refresh_from_db()
    return one


@pytest.mark.django_db
def test_a_job_waits_runs_and_ends_with_its_result() -> None:
    one = _ask("tests.count", until=3)
    assert (one.state, one.actor_name) == (WAITING, "Tuấn")
    waiting = ProcrastinateJob.objects.get(task_name="tests.count")
    assert waiting.args == {"job_id": one.pk, "until": 3}
    done = _work(one, until=3)
    assert (done.state, done.result) == (DONE, {"counted": 3, "by": "Tuấn"})
    assert done.started_at is not None
    assert done.ended_at is not None


@pytest.mark.django_db
def test_what_was_asked_for_in_a_transaction_that_failed_was_never_asked_for() -> None:
    with transaction.atomic():
        _ask("tests.count", until=1)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_reasons_of_a_refusal_are_what_the_person_reads() -> None:
    done = _work(_ask("tests.refuse"))
    assert (done.state, done.error) == (FAILED, "Dòng 3 thiếu ngày sinh.\nDòng 5 trùng mã.")


@pytest.mark.django_db
def test_a_fault_of_the_program_is_told_without_its_words_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "dangvu.jobs"):
        done = _work(_ask("tests.break"))
    assert done.state == FAILED
    assert f"việc số {done.pk}" in done.error
    assert "không được hiện ra" not in done.error
    assert "không được hiện ra" in caplog.text


@pytest.mark.django_db
def test_a_job_that_waits_is_stopped_at_once_and_never_begins() -> None:
    one = _ask("tests.count", until=3)
    ask_to_stop(one.pk)
    assert _work(one, until=3).state == STOPPED
    assert one.attempts == 0


@pytest.mark.django_db(transaction=True)
def test_a_job_that_runs_stops_at_its_next_step() -> None:
    assert _work(_ask("tests.stopped")).state == STOPPED


@pytest.mark.django_db
def test_a_job_of_a_killed_worker_is_begun_again_but_not_for_ever() -> None:
    one = _ask("tests.count", until=2)
    Job.objects.filter(pk=one.pk).update(state=RUNNING, attempts=1)
    assert _work(one, until=2).state == DONE
    Job.objects.filter(pk=one.pk).update(state=RUNNING, attempts=MOST_ATTEMPTS)
    assert _work(one, until=2).state == FAILED
    assert "dừng giữa chừng" in one.error


@pytest.mark.django_db
def test_a_job_that_ended_is_not_done_twice() -> None:
    one = _work(_ask("tests.count", until=2), until=2)
    Job.objects.filter(pk=one.pk).update(result={})
    assert _work(one, until=5).result == {}


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_others_while_the_work_is_one_transaction() -> None:
    one = _ask("tests.count", until=2)
    working = Working(one)
    with transaction.atomic():
        working.tell(40, 100, "dòng")
        with connection.cursor() as cursor:
            cursor.execute("SELECT txid_current()")
        working._told = 0
        working.tell(50, 100, "dòng")
        transaction.set_rollback(True)
    working.close()
    one.refresh_from_db()
    assert (one.done, one.total, one.message) == (50, 100, "dòng")


@pytest.mark.django_db(transaction=True)
def test_telling_never_waits_for_the_transaction_that_holds_the_job_itself() -> None:
    one = _ask("tests.count", until=2)
    working = Working(one)
    with transaction.atomic():
        Job.objects.filter(pk=one.pk).update(message="giữ")
        working.tell(1, 2)
    working.close()
    one.refresh_from_db()
    assert (one.done, one.message) == (0, "giữ")


def test_every_job_of_the_tests_is_known_to_the_worker() -> None:
    assert set(JOBS) <= set(app.tasks)
