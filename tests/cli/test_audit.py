"""Vy looks after the journal at the command line."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from dangvu.access.models import Account
from dangvu.audit.heads import head_file, read_head
from dangvu.audit.models import Event
from dangvu.cli.failures import CommandFailed
from tests.cli.conftest import Run

Captured = pytest.CaptureFixture[str]


def _forge() -> int:
    event = Event.objects.order_by("id")[0]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_event SET actor_name = 'Quang' WHERE id = %s", [event.pk])
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
    return event.pk


def test_every_command_that_records_seals_and_prints_the_head(run: Run, capsys: Captured) -> None:
    assert run("audit", "verify") == 0
    said = capsys.readouterr()
    assert "Nhật ký toàn vẹn: 0 sự kiện, 1 sự kiện đang chờ" in said.out
    head = read_head()
    assert head is not None
    assert head.hash.hex() in said.err


def test_vy_sees_the_first_broken_row_by_name(run: Run, capsys: Captured) -> None:
    run("audit", "seal")
    event_id = _forge()
    capsys.readouterr()
    assert run("audit", "verify") == 1
    assert f"Sự kiện số {event_id}" in capsys.readouterr().out


def test_machines_read_the_same_as_json_alone_on_standard_output(run: Run, capsys: Captured) -> None:
    run("audit", "seal")
    event_id = _forge()
    capsys.readouterr()
    assert run("audit", "verify", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["broken"]["code"], found["broken"]["event_id"]) == ("event.changed", event_id)


def test_a_printed_head_is_compared_too(run: Run, capsys: Captured) -> None:
    run("audit", "seal")
    head = read_head()
    assert head is not None
    assert run("audit", "verify", "--head", str(head.count), head.hash.hex()) == 0
    assert run("audit", "verify", "--head", str(head.count + 7), "ab" * 32) == 1
    assert "Các dòng cuối đã bị xóa" in capsys.readouterr().out


@pytest.mark.parametrize("head", [("x", "ab" * 32), ("0", "ab" * 32), ("3", "abc"), ("3", "ab")])
def test_a_head_that_was_copied_wrongly_is_a_bad_call(run: Run, head: tuple[str, str]) -> None:
    with pytest.raises(CommandFailed) as failure:
        run("audit", "verify", "--head", *head)
    assert failure.value.status == 2


def test_after_a_restore_vy_goes_on_with_a_reason(run: Run, capsys: Captured) -> None:
    run("audit", "seal")
    head_file().unlink()
    with pytest.raises(CommandFailed, match="Không thấy tệp"):
        run("audit", "seal")
    assert run("audit", "seal", "--accept-loss", "Khôi phục bản sao lưu") == 0
    assert run("audit", "verify") == 0


def test_the_events_of_one_subject_are_shown_and_the_reading_is_recorded(run: Run, capsys: Captured) -> None:
    run("document", "add", "15-TB/UBKT", "--kind", "notice", "--date", "2026-10-01", "--issuer", "UBKT")
    account = Account.objects.get()
    capsys.readouterr()
    assert run("audit", "show", "--subject", "account", account.username, "--format", "json") == 0
    assert [event["verb"] for event in json.loads(capsys.readouterr().out)] == ["account.found_installation"]
    reading = Event.objects.get(verb="read.audit")
    assert (reading.subject_kind, reading.subject_id) == ("account", account.pk)
    assert run("audit", "show", "--last", "2") == 0
    shown = capsys.readouterr().out
    assert "document.register" in shown
    assert "account.found_installation" not in shown


@pytest.mark.parametrize("subject", [("organization", "99"), ("document", "15-TB"), ("document", "²")])
def test_an_unknown_subject_is_a_bad_call(run: Run, subject: tuple[str, str]) -> None:
    with pytest.raises(CommandFailed) as failure:
        run("audit", "show", "--subject", *subject)
    assert failure.value.status == 2


@pytest.mark.parametrize("action", ["verify", "seal", "show"])
def test_quang_who_was_granted_nothing_gets_nothing(run: Run, capsys: Captured, action: str) -> None:
    run("audit", "seal")
    Account.objects.create(username="quang", display_name="Quang")
    capsys.readouterr()
    assert run("audit", action, "--as", "quang") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "“Quang” không có quyền" in said.err


def test_a_folder_that_cannot_be_written_does_not_fail_the_command(
    run: Run, capsys: Captured, settings: LazySettings, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("not a folder")
    settings.VAR = blocked
    assert run("document", "list") == 0
    assert "Cảnh báo: nhật ký chưa được niêm phong" in capsys.readouterr().err
