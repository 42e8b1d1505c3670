"""People who use one embedded server, each a process of their own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.installation import CHECKOUT

_WORK = """
import os, sys
from pathlib import Path
from config import embedded_postgresql
server = embedded_postgresql.use(Path(sys.argv[1]))
print(server.pid(), flush=True)
for line in sys.stdin:
    exec(line)
    print("done", flush=True)
"""


class Worker:
    """A process that uses the server of a folder until it leaves or is killed."""

    def __init__(self, var: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", _WORK, str(var)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=CHECKOUT,
            env={"PATH": os.environ["PATH"]},
            text=True,
        )

    @property
    def server_pid(self) -> int:
        """The number of the server's process that this worker found or started; waits for it."""
        if not hasattr(self, "_pid"):
            assert self.process.stdout
            self._pid = int(self.process.stdout.readline())
        return self._pid

    def do(self, line: str) -> None:
        """Have the worker do one line of Python, and wait for its end."""
        assert self.server_pid
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def leave(self) -> None:
        assert self.server_pid
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        assert self.process.wait(60) == 0
        self.process.stdout.close()

    def kill(self) -> None:
        """kill -9"""
        self.process.kill()
        self.process.wait(60)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


@pytest.fixture
def worker() -> Iterator[Callable[[Path], Worker]]:
    """Sends a person to work on the server of a `var`; whoever is still there at the end is killed."""
    sent: list[Worker] = []

    def send(var: Path) -> Worker:
        sent.append(Worker(var))
        return sent[-1]

    yield send
    for each in sent:
        if each.process.poll() is None:
            each.kill()
