"""The embedded PostgreSQL: starts with its first user and ends with its last.

Every process that uses a server holds a shared lock on `users.lock`, which the kernel frees even after
`kill -9`. A process that leaves tries to take the lock alone: who gets it was the last, and stops the server.
"""

import atexit
import fcntl
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from config.embedded.accounts import server_account
from config.embedded.errors import DatabaseUnavailable
from config.embedded.places import known_home, settle, socket_folder
from config.embedded.server import Server

__all__ = [
    "DatabaseUnavailable",
    "Server",
    "keep",
    "known_server",
    "known_socket_folder",
    "release",
    "stop",
    "use",
]


@dataclass
class _Share:
    """This process's share in a server's life."""

    server: Server
    handle: int


_shares: dict[Path, _Share] = {}


def use(var: Path, *, test: bool = False) -> Server:
    """Have the server of `var` run at least until this process ends or calls `release`.

    Raises DatabaseUnavailable with a sentence that says what to do.
    """
    var = var.resolve()
    share = _shares.get(var)
    if share is None:
        server = Server(settle(var, server_account()), test=test)
        share = _Share(server, _take_share(server))
        _shares[var] = share
    try:
        share.server.start()
    except BaseException:
        release(var)
        raise
    return share.server


def release(var: Path | None = None) -> None:
    """Give up this process's share of one server, or of all; the last to do so stops the server."""
    for key in [var.resolve()] if var else list(_shares):
        share = _shares.pop(key, None)
        if share is None:
            continue
        try:
            if _is_last(share) and not share.server.place.keep_running.exists():
                share.server.stop()
        finally:
            share.server.let_go()
            os.close(share.handle)


def keep(var: Path) -> Server:
    """Have the server run until `stop`, whoever else comes and goes."""
    server = use(var)
    server.place.keep_running.touch()
    return server


def stop(var: Path) -> bool:
    """Let the server end; True if it does not run now, False while other processes still use it."""
    server = known_server(var)
    if server is None:
        return True
    server.place.keep_running.unlink(missing_ok=True)
    key = var.resolve()
    if key not in _shares:
        _shares[key] = _Share(server, _take_share(server))
    release(var)
    return server.pid() is None


def known_server(var: Path) -> Server | None:
    """The server of `var`, running or not; None before its first start. Changes nothing."""
    var = var.resolve()
    return Server(settle(var, server_account())) if known_home(var) else None


def known_socket_folder(var: Path) -> Path | None:
    """Where the server of `var` listens when it runs; None before its first start. Changes nothing."""
    home = known_home(var)
    if home is None:
        return None
    data = home / "data"
    return socket_folder(home, data.lstat().st_uid if data.exists() else os.geteuid())


def _take_share(server: Server) -> int:
    handle = os.open(server.place.users_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_SH)  # waits only while a last user is stopping the server
    return handle


def _is_last(share: _Share) -> bool:
    """Changing the lock first drops the share, so of two that leave together at least one is the last."""
    try:
        fcntl.flock(share.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# A child of os.fork() would have its parent's lock and none of its own. So a second share is taken before
# the fork and left to the child: there is no moment in which the child has none.
_for_child = threading.local()


def _before_fork() -> None:
    _for_child.handles = [(share, _take_share(share.server)) for share in _shares.values()]


def _after_fork_in_parent() -> None:
    for _, handle in _for_child.handles:
        os.close(handle)


def _after_fork_in_child() -> None:
    for share, handle in _for_child.handles:
        os.close(share.handle)
        share.handle = handle
        share.server.let_go()


atexit.register(release)
os.register_at_fork(
    before=_before_fork, after_in_parent=_after_fork_in_parent, after_in_child=_after_fork_in_child
)
