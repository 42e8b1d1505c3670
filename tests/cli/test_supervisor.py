"""Web and worker as one command: they end together, in order, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
#: Runs two children for ever: an essential one and one that may be started again. Each writes its number.
PARENT = """
import os, sys
from dangvu.cli.supervisor import Child, supervise
folder = sys.argv[1]
def child(name, body, **more):
    code = f"import os,sys,time; open(r'{folder}/{name}','a').write(f'{{os.getpid()}}\\\\n'); {body}"
    return Child(name, [sys.executable, "-c", code], dict(os.environ), **more)
sys.exit(supervise([child("web", sys.argv[2], essential=True), child("worker", sys.argv[3], pause=0.1)]))
"""
FOREVER = "time.sleep(600)"


def _start(folder: Path, web: str = FOREVER, worker: str = FOREVER) -> "subprocess.Popen[bytes]":
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-c", PARENT, str(folder), web, worker],
            cwd=CHECKOUT,
            stderr=said,
            start_new_session=True,
        )


def _numbers(folder: Path, name: str, count: int = 1) -> list[int]:
    """Wait until the child of this name has begun so often; returns the numbers of its processes."""
    last = time.monotonic() + 20
    while time.monotonic() < last:
        file = folder / name
        numbers = [int(line) for line in file.read_text().split()] if file.exists() else []
        if len(numbers) >= count:
            return numbers
        time.sleep(0.05)
    raise AssertionError(f"{name} did not begin {count} times")


def _gone(number: int) -> bool:
    last = time.monotonic() + 20
    while time.monotonic() < last:
        try:
            state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_both_end_and_the_command_with_them(tmp_path: Path, number: signal.Signals) -> None:
    parent = _start(tmp_path)
    children = _numbers(tmp_path, "web") + _numbers(tmp_path, "worker")
    parent.send_signal(number)
    assert parent.wait(20) == 0
    assert all(_gone(each) for each in children)


def test_when_the_web_ends_the_worker_ends_too(tmp_path: Path) -> None:
    parent = _start(tmp_path, web="time.sleep(0.5); sys.exit(3)")
    (worker,) = _numbers(tmp_path, "worker")
    assert parent.wait(20) == 3
    assert _gone(worker)


def test_a_worker_that_dies_is_started_again_and_that_is_said(tmp_path: Path) -> None:
    parent = _start(tmp_path, worker="sys.exit(7)")
    _numbers(tmp_path, "worker", 3)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(20) == 0
    assert "worker dừng với mã 7" in (tmp_path / "said").read_text(encoding="utf-8")


def test_a_command_that_was_killed_leaves_no_server_behind(tmp_path: Path) -> None:
    parent = _start(tmp_path)
    children = _numbers(tmp_path, "web") + _numbers(tmp_path, "worker")
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait(20)
    assert all(_gone(each) for each in children)
