"""Tuấn keeps the register at the command line."""

import json
from pathlib import Path

import pytest

from dangvu.access.models import Account
from dangvu.audit.models import Event
from dangvu.cli.failures import CommandFailed
from dangvu.documents.models import Attachment, Document
from tests.cli.conftest import Run

Captured = pytest.CaptureFixture[str]

NOTICE = ("15-TB/UBKT", "--kind", "notice", "--date", "2026-10-01", "--issuer", "Ủy ban Kiểm tra")


def test_a_document_is_entered_found_and_shown_with_all_it_says(run: Run, capsys: Captured) -> None:
    assert (
        run(
            "document",
            "add",
            *NOTICE,
            *("--title", "Kết luận kỳ họp", "--signer", "Nguyễn Văn Thử", "--signed-for", "Ủy ban"),
            *("--recipient", "Các chi bộ", "--recipient", "Lưu", "--archive-copy", "Văn phòng"),
        )
        == 0
    )
    capsys.readouterr()
    assert run("document", "show", "Số: 15 - tb/ubkt") == 0
    shown = capsys.readouterr().out
    for line in (
        "Ngày ban hành: 01/10/2026",
        "Loại: Thông báo",
        "Thay mặt: Ủy ban",
        "Nơi nhận: Các chi bộ; Lưu",
    ):
        assert line in shown
    assert run("document", "list", "--format", "json", "--kind", "notice", "--since", "2026-10-01") == 0
    assert [one["number"] for one in json.loads(capsys.readouterr().out)] == ["15-TB/UBKT"]
    assert run("document", "list", "--since", "2026-10-02") == 0
    assert capsys.readouterr().out == ""


def test_the_same_document_twice_is_refused_with_a_sentence(run: Run, capsys: Captured) -> None:
    run("document", "add", *NOTICE)
    assert run("document", "add", *NOTICE) == 1
    assert (
        "Lỗi: Văn bản số 15-TB/UBKT ngày 01/10/2026 của Ủy ban Kiểm tra đã có trong sổ"
        in capsys.readouterr().err
    )


def test_one_number_of_two_documents_is_asked_back(run: Run, capsys: Captured) -> None:
    for day in ("2018-02-02", "2023-10-04"):
        run("document", "add", "124-QĐ/TW", "--kind", "regulation", "--date", day, "--issuer", "Bộ Chính trị")
    assert run("document", "show", "124-QĐ/TW") == 1
    assert "có nhiều văn bản" in capsys.readouterr().err
    assert run("document", "show", "124-QĐ/TW", "--date", "2018-02-02", "--issuer", "bộ chính trị") == 0


def test_a_task_is_given_out_begun_and_finished(run: Run, capsys: Captured) -> None:
    run("document", "add", *NOTICE)
    for text in ("Rà soát", "Báo cáo"):
        run("document", "task", "add", "15-TB/UBKT", text, "--owner", "Chi bộ Thôn 1", "--due", "2026-12-01")
    assert run("document", "task", "start", "15-TB/UBKT", "2") == 0
    assert run("document", "task", "finish", "15-TB/UBKT", "2") == 0
    capsys.readouterr()
    run("document", "task", "list", "15-TB/UBKT")
    assert capsys.readouterr().out.splitlines() == [
        "1. Rà soát · Chi bộ Thôn 1 · hạn 01/12/2026 · Chưa thực hiện",
        "2. Báo cáo · Chi bộ Thôn 1 · hạn 01/12/2026 · Hoàn thành",
    ]
    assert run("document", "task", "start", "15-TB/UBKT", "2") == 1
    assert run("document", "task", "start", "15-TB/UBKT", "9") == 1
    assert "không có nhiệm vụ số 9" in capsys.readouterr().err


def test_a_programme_is_tied_to_the_directive_it_carries_out(run: Run, capsys: Captured) -> None:
    run(
        "document", "add", "12-CT/TW", "--kind", "directive", "--date", "2025-01-02", "--issuer", "Ban Bí thư"
    )
    program = ("03-CTr/TU", "--kind", "program", "--date", "2026-03-01", "--issuer", "Tỉnh ủy")
    run("document", "add", *program, "--from", "2026-01-01", "--to", "2031-01-01")
    capsys.readouterr()
    assert run("document", "relate", "03-CTr/TU", "carries_out", "12-CT/TW") == 0
    assert capsys.readouterr().out == "03-CTr/TU – Thực hiện – 12-CT/TW.\n"


def test_a_scan_is_attached(run: Run, tmp_path: Path) -> None:
    scan = tmp_path / "bản quét.pdf"
    scan.write_bytes(b"%PDF-1.7 synthetic")
    run("document", "add", *NOTICE)
    assert run("document", "attach", "15-TB/UBKT", str(scan)) == 0
    assert Attachment.objects.get().original_name == "bản quét.pdf"
    with pytest.raises(CommandFailed, match="Không đọc hoặc không lưu được tệp"):
        run("document", "attach", "15-TB/UBKT", str(tmp_path / "không có.pdf"))


def test_quang_neither_reads_nor_writes_the_register(run: Run, capsys: Captured) -> None:
    run("document", "add", *NOTICE)
    Account.objects.create(username="quang", display_name="Quang")
    events = Event.objects.count()
    capsys.readouterr()
    assert run("document", "list", "--as", "quang") == 1
    assert run("document", "add", "16-TB/UBKT", *NOTICE[1:], "--as", "quang") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert (Document.objects.count(), Event.objects.count()) == (1, events)
