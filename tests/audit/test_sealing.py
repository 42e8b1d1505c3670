"""Events are chained in batches, and the head is kept outside the database."""

import json
import stat
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from dangvu.audit.actor import Actor
from dangvu.audit.heads import Head, UnreadableHead, head_file, read_head
from dangvu.audit.models import Event, Link, Seal, UnsealedEvent
from dangvu.audit.services import EventDraft, record, record_many, sealing
from dangvu.audit.services.sealing import (
    ChainBroken,
    current_head,
    seal,
    seal_after_loss,
    seal_quietly,
    sealed_sentence,
)
from dangvu.audit.services.verifying import verify
from tests.audit.conftest import BATCHES, LAN


@pytest.mark.django_db
def test_nothing_is_sealed_where_nothing_was_recorded(var: Path) -> None:
    assert seal() is None
    assert not head_file().exists()


def test_every_batch_ends_in_a_seal_and_nothing_waits_any_more(chain: Head) -> None:
    assert list(Seal.objects.order_by("batch").values_list("count", flat=True)) == list(BATCHES)
    assert list(Link.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 10))
    assert not UnsealedEvent.objects.exists()
    assert seal() is None


def test_the_head_outside_is_the_head_inside_and_every_earlier_one_is_in_the_log(
    chain: Head, var: Path
) -> None:
    assert read_head() == chain == current_head()
    counts = [json.loads(line)["count"] for line in (var / "audit-heads.log").read_text().splitlines()]
    assert counts == [3, 5, 9]
    for name in ("audit-head.json", "audit-heads.log"):
        assert stat.S_IMODE((var / name).stat().st_mode) == 0o600


def test_a_long_package_is_sealed_in_several_batches(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 10)
    record_many([EventDraft("x.y")] * 25, actor=LAN)
    head = seal()
    assert head is not None
    assert (head.count, Seal.objects.count()) == (25, 3)
    assert verify([head]).broken is None


def test_the_head_is_said_at_the_end_of_a_command(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    record("x.y", actor=LAN)
    seal_quietly()
    head = read_head()
    assert head is not None
    assert capsys.readouterr().err == sealed_sentence(head) + "\n"
    seal_quietly()
    assert capsys.readouterr().err == ""


def test_a_crash_between_seal_and_file_is_made_good_by_the_next_seal(chain: Head, var: Path) -> None:
    lines = (var / "audit-heads.log").read_text().splitlines()
    head_file().write_text(lines[1])
    assert seal() is None
    assert read_head() == chain


def _lose_the_last_batch() -> None:
    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_link", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_link WHERE batch = 3)"
        )
        cursor.execute("DELETE FROM audit_link WHERE batch = 3")
        cursor.execute("DELETE FROM audit_seal WHERE batch = 3")
        for table in ("audit_event", "audit_link", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_sealing_on_does_not_hide_that_the_last_rows_are_gone(
    chain: Head, capsys: pytest.CaptureFixture[str]
) -> None:
    _lose_the_last_batch()
    record("x.y", actor=LAN)
    with pytest.raises(ChainBroken, match="9 sự kiện"):
        seal()
    seal_quietly()
    assert "chưa được niêm phong" in capsys.readouterr().err
    assert read_head() == chain


def test_nor_does_it_when_the_file_of_the_head_is_gone_too(chain: Head) -> None:
    head_file().unlink()
    with pytest.raises(ChainBroken, match="Không thấy tệp"):
        seal()


def test_vy_goes_on_after_a_restore_and_the_loss_is_on_record(chain: Head) -> None:
    _lose_the_last_batch()
    head = seal_after_loss("Khôi phục bản sao lưu", actor=Actor(1, "Vy"), on=date(2026, 11, 20))
    assert head is not None
    event = Event.objects.get(verb="audit.accept_loss")
    assert event.before == {"head": chain.as_data()}
    assert event.after is not None
    assert (event.after["reason"], event.after["head"]["count"]) == ("Khôi phục bản sao lưu", 5)
    assert verify([head]).broken is None


@pytest.mark.parametrize("text", ["", "{}", '{"count": 1, "hash": "zz", "sealed_at": "x"}', "[]"])
def test_a_damaged_file_of_the_head_is_named(db: None, var: Path, text: str) -> None:
    var.mkdir()
    head_file().write_text(text)
    with pytest.raises(UnreadableHead, match=r"audit-head\.json"):
        seal()


def test_an_event_removed_before_its_seal_is_noticed(db: None) -> None:
    number = record("x.y", actor=LAN)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_event")
    with pytest.raises(ChainBroken, match=f"Sự kiện số {number} đã bị xóa"):
        seal()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_committed_late_is_sealed_late_and_lost_to_nobody() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def lan_takes_her_time() -> None:
        with transaction.atomic():
            record("late", actor=LAN)
            begun.set()
            may_end.wait(10)
        connections.close_all()

    lan = threading.Thread(target=lan_takes_her_time)
    lan.start()
    assert begun.wait(10)
    record("quick", actor=LAN)
    first = seal()
    may_end.set()
    lan.join()
    second = seal()
    assert first is not None
    assert second is not None
    assert (first.count, second.count) == (1, 2)
    assert [Event.objects.get(pk=link.event_id).verb for link in Link.objects.order_by("position")] == [
        "quick",
        "late",
    ]
    assert verify([first, second]).broken is None


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealer_at_once_leave_one_whole_chain() -> None:
    failures: list[BaseException] = []
    stop = threading.Event()

    def work(number: int) -> None:
        try:
            for n in range(40):
                with transaction.atomic():
                    record("x.y", actor=Actor(number, "Lan"), after={"n": n})
                    if n % 7 == 0:
                        time.sleep(0.001)  # let others in between number and commit
                    if n % 5 == 0:
                        record_many([EventDraft("x.z")] * 3, actor=LAN)
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    def keep_sealing() -> None:
        try:
            while not stop.is_set():
                seal()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
    for thread in [*writers, *sealers]:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    seal()
    assert failures == []
    head = read_head()
    assert head is not None
    assert head.count == Event.objects.count() == 4 * (40 + 8 * 3)
    assert verify([head]).broken is None


@pytest.mark.django_db(transaction=True)
def test_lan_writes_while_a_sealer_is_in_the_midst_of_its_work() -> None:
    record("x.y", actor=LAN)
    sealing_now, written = threading.Event(), threading.Event()

    def a_slow_sealer() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dangvu.audit.seal'))")
                cursor.execute("DELETE FROM audit_unsealedevent")
            sealing_now.set()
            written.wait(10)
            transaction.set_rollback(True)
        connections.close_all()

    sealer = threading.Thread(target=a_slow_sealer)
    sealer.start()
    assert sealing_now.wait(10)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '2s'")
        record("x.z", actor=LAN)
    written.set()
    sealer.join()
    assert Event.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_at_the_end_of_a_command_is_said_and_does_no_harm(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record("x.y", actor=LAN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]

    def cut() -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        connections.close_all()

    cutter = threading.Thread(target=cut)
    cutter.start()
    cutter.join()
    seal_quietly()
    assert "Cảnh báo: nhật ký chưa được niêm phong" in capsys.readouterr().err
    connection.close()
    seal_quietly()
    assert "Nhật ký đã niêm phong 1 sự kiện" in capsys.readouterr().err
