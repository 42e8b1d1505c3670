"""The command line as a clerk meets it."""

import argparse
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dangvu.cli import main as command_line
from dangvu.cli.failures import CommandFailed
from dangvu.cli.parser import a_day, a_year, in_vietnamese

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "thiếu tham số: LỆNH"),
        (["không-có"], "tham số LỆNH không nhận 'không-có'; hãy chọn một trong:"),
        (["db"], "thiếu tham số: VIỆC"),
        (["db", "status", "thừa"], "không hiểu tham số: thừa"),
        (["db", "status", "--as"], "tham số --as cần một giá trị"),
    ],
)
def test_a_bad_call_is_answered_in_vietnamese_with_status_2(
    argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.build_parser().parse_args(argv)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"Lỗi: {sentence}")


@pytest.mark.parametrize(
    ("argv", "account"),
    [
        (["db", "status"], None),
        (["--as", "tuan", "db", "status"], "tuan"),
        (["db", "--as", "tuan", "status"], "tuan"),
        (["db", "status", "--as", "tuan"], "tuan"),
    ],
)
def test_the_account_may_be_named_before_or_after_the_command(argv: list[str], account: str | None) -> None:
    assert command_line.build_parser().parse_args(argv).as_account == account


def test_a_refusal_goes_to_standard_error_with_its_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(args: argparse.Namespace) -> int:
        raise CommandFailed("Không có tổ chức 99.", status=2)

    monkeypatch.setattr("dangvu.cli.db.run", refuse)
    assert command_line.main(["db", "status"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Lỗi: Không có tổ chức 99.\n")


def test_results_are_utf8_whatever_the_locale(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "DANGVU_VAR": str(tmp_path / "x"),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "dangvu.cli", "db", "status"],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode().startswith("Chưa có cơ sở dữ liệu")
    assert ran.stderr == b""


def test_a_server_that_does_not_answer_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"postgresql://vu@/dangvu?host={tmp_path}",
        "DANGVU_VAR": str(tmp_path / "x"),
    }
    ask = (
        "import sys, types; from dangvu.cli import main, db; db.NEEDS_DATABASE = True;"
        "sys.exit(main.main(['db', 'status']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", ask],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith("Lỗi: Không kết nối được máy chủ cơ sở dữ liệu trong DATABASE_URL:")
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "x").exists()


def test_a_day_is_written_year_month_day() -> None:
    assert a_day("2026-07-25") == date(2026, 7, 25)
    for wrong in ("25/7/2026", "2026-02-30", "2026-7-5", "20260725"):
        with pytest.raises(argparse.ArgumentTypeError, match="không phải là ngày có thật"):
            a_day(wrong)


def test_a_year_has_four_digits() -> None:
    assert a_year("2019") == 2019
    for wrong in ("19", "hai nghìn", "20190", "0019"):
        with pytest.raises(argparse.ArgumentTypeError, match="bốn chữ số"):
            a_year(wrong)


def test_an_unknown_sentence_of_the_parser_stays_as_it_is() -> None:
    assert in_vietnamese("something new") == "something new"
