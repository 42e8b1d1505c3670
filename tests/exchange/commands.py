"""Commands on an installation of its own, with the memory that they took."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.installation import CHECKOUT, Installation


@dataclass(frozen=True)
class Ran:
    """How `dangvu load` ended. `memory` is the most it held at once, in bytes, without the server's part."""

    status: int
    data: dict[str, Any]
    memory: int

    @property
    def codes(self) -> list[str]:
        return [error["code"] for error in self.data["errors"]]


def run_load(
    installation: Installation, path: Path, *options: str, before_start: Callable[[], None] | None = None
) -> Ran:
    """Run `dangvu load` with JSON on standard output to its end; `before_start` runs in its process first."""
    command = [sys.executable, "-m", "dangvu.cli", "load", str(path), "--format", "json", *options]
    process = subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env=installation.environment,
        stdout=subprocess.PIPE,
        preexec_fn=before_start,
    )
    assert process.stdout is not None
    output = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ran(process.returncode, json.loads(output), usage.ru_maxrss * 1024)


def dump_of(installation: Installation, folder: Path) -> dict[str, bytes]:
    """Dump into a new folder; return its files."""
    installation.run("dump", folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
