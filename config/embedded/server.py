"""One embedded server: make its data once, start it, stop it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.embedded import configuration, processes
from config.embedded.binaries import programs_for
from config.embedded.errors import DatabaseUnavailable
from config.embedded.places import SHELF, Place, make_folder
from config.embedded.watcher import Watcher

_LONGEST_START = 900  # seconds; recovery after a crash of a large database takes minutes
_LONGEST_STOP = 300
_LARGEST_LOG = 8 * 1024 * 1024


class Server:
    """The server at a place. `test` gives up durability for speed."""

    def __init__(self, place: Place, *, test: bool = False) -> None:
        self.place = place
        self.test = test
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: Watcher | None = None

    def pid(self) -> int | None:
        """The number of the running server's process; None when it does not run."""
        pid = processes.postmaster_pid(self.place.data)
        return pid if pid and processes.is_server(pid, self.place.data) else None

    def is_ready(self) -> bool:
        """Whether the server accepts connections now."""
        if not processes.is_ready(self.place.data) or self.pid() is None:
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.place.sockets / ".s.PGSQL.5432"))
            except OSError:
                return False
        return True

    def start(self) -> None:
        """Start the server unless it runs; returns when it accepts connections.

        Raises DatabaseUnavailable with the end of the server's log when it does not start.
        """
        if self.is_ready():
            return
        with self.place.lock():
            if self.is_ready():
                return
            if not self.place.account.is_own:
                make_folder(SHELF, 0o755)
            programs = programs_for(self.place.account, SHELF)
            if not (self.place.data / "PG_VERSION").exists():
                self._make_data(programs)
            self.place.make_sockets_folder()
            if self.pid() is not None:
                self._wait_until_ready()  # somebody else is starting it, or has just told it to stop
            if self.pid() is None:
                self._clear_after_crash()
                self._launch(programs)
                self._watcher = self._watcher or Watcher(self.place)
                self._wait_until_ready()
            if not self.is_ready():
                raise DatabaseUnavailable(f"Cơ sở dữ liệu không khởi động được:\n{self._end_of_log()}")

    def stop(self) -> None:
        """Stop the server, ending its connections; nothing is lost. No error when it does not run."""
        with self.place.lock():
            pid = self.pid()
            if pid is None:
                return
            os.kill(pid, signal.SIGQUIT if self.test else signal.SIGINT)
            limit = time.monotonic() + _LONGEST_STOP
            while processes.is_server(pid, self.place.data):
                self._reap()
                if time.monotonic() > limit:
                    raise DatabaseUnavailable(
                        f"Cơ sở dữ liệu chưa dừng sau {_LONGEST_STOP} giây. Hãy xem {self.place.log}."
                    )
                time.sleep(0.005)
            self._reap()
            if self._watcher is not None:
                self._watcher.end()
            self.place.remove_sockets_folder()

    def let_go(self) -> None:
        """The server outlives this process on purpose: the process object must not complain about it."""
        if self._process is not None and self._process.poll() is None:
            self._process.returncode = 0
        self._process = None
        if self._watcher is not None:
            self._watcher.let_go()
        self._watcher = None

    def _reap(self) -> None:
        if self._process is not None:
            self._process.poll()

    def _make_data(self, programs: Path) -> None:
        """Make the database cluster beside its place and move it there whole."""
        place = self.place
        for leftover in place.home.glob("data.new-*"):
            shutil.rmtree(leftover)
        fresh = place.home / f"data.new-{os.getpid()}"
        fresh.mkdir(mode=0o700)
        if not place.account.is_own:
            os.chown(fresh, place.account.uid, place.account.gid)
        command = [str(programs / "initdb"), "-D", str(fresh), "-U", configuration.ADMINISTRATOR]
        command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--auth-local=peer", "--auth-host=reject", "--no-instructions"]
        command += ["--no-sync"] if self.test else []
        with tempfile.TemporaryFile() as output:  # a pipe would stay open in the server
            made = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=_environment(),
                check=False,
                **place.account.process_arguments(),
            )
            output.seek(0)
            said = output.read().decode(errors="replace")
        if made.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise DatabaseUnavailable(f"Không tạo được cơ sở dữ liệu trong {place.home}:\n{said[-2000:]}")
        if place.data.exists():
            place.data.rmdir()
        fresh.rename(place.data)

    def _clear_after_crash(self) -> None:
        """Remove the locks of a dead server that PostgreSQL itself would respect, after its children.

        It looks only whether the number in postmaster.pid is alive, and so takes a zombie, or a stranger
        who got the same number after a restart, for a running server.
        """
        self._reap()
        data = self.place.data
        if not processes.wait_until_children_end(data):
            left = processes.children_left(data)
            raise DatabaseUnavailable(
                f"Còn tiến trình cũ đang giữ {data}: {left}. Hãy kết thúc các tiến trình đó."
            )
        lock = self.place.sockets / ".s.PGSQL.5432.lock"
        for leftover in (data / "postmaster.pid", lock, self.place.sockets / ".s.PGSQL.5432"):
            leftover.unlink(missing_ok=True)

    def _launch(self, programs: Path) -> None:
        place = self.place
        main = configuration.write(place, test=self.test)
        if place.log.exists() and place.log.stat().st_size > _LARGEST_LOG:
            place.log.rename(place.log.with_suffix(".log.1"))
        log = os.open(place.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            # A session of its own: Ctrl-C in the terminal is for the command, not for the server.
            self._process = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(place.data), "-c", f"config_file={main}"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                start_new_session=True,
                **place.account.process_arguments(),
            )
        finally:
            os.close(log)

    def _wait_until_ready(self) -> None:
        """Wait while the server is on its way; returns when it is ready or has ended."""
        begun = time.monotonic()
        told = False
        while not self.is_ready() and self._is_alive():
            waited = time.monotonic() - begun
            if waited > _LONGEST_START:
                return
            if waited > 10 and not told:
                told = True
                print("Cơ sở dữ liệu đang phục hồi sau lần tắt đột ngột, xin chờ…", file=sys.stderr)
            time.sleep(0.005)

    def _is_alive(self) -> bool:
        return self.pid() is not None or (self._process is not None and self._process.poll() is None)

    def _end_of_log(self) -> str:
        try:
            return self.place.log.read_text(errors="replace")[-1500:]
        except OSError as error:
            return str(error)


def _environment() -> dict[str, str]:
    """Nothing of the caller's PG* variables or locale reaches the server."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
