"""Stops a server whose users were all killed: a small process that waits for the lock of the users.

The last user stops the server itself. After `kill -9` of the last one nobody is left to do so; then the
kernel frees its share of the lock, this process gets the lock, and tells the server to stop.
"""

import shutil
import subprocess

from config.embedded.places import Place

_STOP = """
[ -e "$1/keep-running" ] && exit
read -r pid <"$1/data/postmaster.pid" || exit
[ "$(cat "/proc/$pid/comm")" = postgres ] && kill -INT "$pid" || exit
for _ in $(seq 600); do # newcomers wait for the lock meanwhile
  [ -e "$1/data/postmaster.pid" ] || exit
  sleep 0.1
done
"""


class Watcher:
    """The watching process of one server; without the `flock` program there is none, and no harm in that."""

    def __init__(self, place: Place) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        flock = shutil.which("flock", path="/usr/bin:/bin")
        if flock is None:
            return
        self._process = subprocess.Popen(
            [flock, "-x", str(place.users_lock), "/bin/sh", "-c", _STOP, "sh", str(place.home)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            cwd="/",
            start_new_session=True,
        )

    def end(self) -> None:
        """The server has been stopped: nothing is left to watch."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def let_go(self) -> None:
        """It outlives this process on purpose: the process object must not complain about it."""
        if self._process is not None and self._process.poll() is None:
            self._process.returncode = 0
        self._process = None
