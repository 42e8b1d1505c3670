"""The server's processes, as the kernel shows them: alive, zombie, or a number that now names another."""

import os
import signal
import time
from pathlib import Path


def postmaster_pid(data: Path) -> int | None:
    """The number in postmaster.pid, whatever it names today; None when there is none."""
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def is_ready(data: Path) -> bool:
    """Whether postmaster.pid says that the server accepts connections."""
    try:
        lines = (data / "postmaster.pid").read_text().split("\n")
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def exists(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def is_server(pid: int, data: Path) -> bool:
    """Whether `pid` is a living postmaster of these data: no zombie, no stranger under a reused number."""
    process = Path(f"/proc/{pid}")
    try:
        state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
        command = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return (
        state not in "ZX"
        and Path(os.fsdecode(command[0])).name == "postgres"
        and os.fsencode(data) in command
    )


def children_left(data: Path) -> list[int]:
    """Processes that still work in the data folder after their postmaster was killed."""
    left = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if (process / "cwd").readlink() == data:
                    left.append(int(process.name))
            except OSError:
                continue
    return left


def wait_until_children_end(data: Path, *, seconds: float = 30) -> bool:
    """They notice within seconds that their postmaster is gone; what does not is told to end."""
    limit = time.monotonic() + seconds
    told = False
    while left := children_left(data):
        if time.monotonic() > limit:
            return False
        if not told and time.monotonic() > limit - seconds + 5:
            told = True
            for pid in left:
                os.kill(pid, signal.SIGQUIT)
        time.sleep(0.02)
    return True
