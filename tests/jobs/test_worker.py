"""The worker as a process of its own: does what waits, survives being killed, ends when told."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.installation import CHECKOUT, Installation

_SCRIPT = """
import sys
from config.opening import open_database
open_database()
from dangvu.audit.actor import Actor
from dangvu.jobs.models import Job
from dangvu.jobs.services import ask_job
{body}
"""


def _python(installation: Installation, body: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT.format(body=body)],
        cwd=CHECKOUT,
        env=_environment(installation),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def _environment(installation: Installation) -> dict[str, str]:
    return {**installation.environment, "DJANGO_SETTINGS_MODULE": "tests.jobs.settings_with_jobs"}


@contextmanager
def _worker(installation: Installation) -> "Iterator[subprocess.Popen[bytes]]":
    with (installation.var / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dangvu.cli", "worker"],
            cwd=CHECKOUT,
            env=_environment(installation),
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _until(what: str, seconds: float, ready: Callable[[], bool]) -> None:
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if ready():
            return
        time.sleep(0.2)
    raise AssertionError(what)


def _state(installation: Installation) -> str:
    return _python(installation, "one = Job.objects.get(); print(one.state, one.result)")


@pytest.mark.slow
def test_a_killed_worker_leaves_its_job_to_the_next_one_which_ends_when_told(
    installation: Installation, tmp_path: Path
) -> None:
    ask = f"ask_job('tests.long', label='Việc', actor=Actor(None, 'Tuấn'), folder={str(tmp_path)!r})"
    _python(installation, ask)
    with _worker(installation) as first:
        _until("the job did not begin", 30, (tmp_path / "begun").exists)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert _state(installation).startswith("running")
    with _worker(installation) as second:
        _until(
            "the job was not taken up",
            90,
            lambda: _state(installation) == "done {'begun': 'twice'}",
        )
        second.send_signal(signal.SIGTERM)
        assert second.wait(20) == 0
