"""Where a server keeps its data, its socket and its locks.

Everything is under `<var>/db`. Only when root runs Đảng vụ in a folder that the server's account cannot
enter, `<var>/db/place` names a folder under /var/lib/dangvu-db instead. No folder above `var` is changed.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.embedded.accounts import Account
from config.embedded.errors import DatabaseUnavailable

#: Folder of root for data, and for programs, that lie where the server's account cannot go.
SHELF = Path("/var/lib/dangvu-db")
_SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST_SOCKET_PATH = 100  # bytes; the kernel's limit is 107


@dataclass(frozen=True)
class Place:
    """The folder of one server. `account` runs the server; `home` belongs to whoever runs Đảng vụ."""

    home: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def users_lock(self) -> Path:
        """Every process that uses the server holds a share of this lock."""
        return self.home / "users.lock"

    @property
    def keep_running(self) -> Path:
        """Its presence says that the server stays when its last user leaves (`dangvu db start`)."""
        return self.home / "keep-running"

    @property
    def sockets(self) -> Path:
        return socket_folder(self.home, self.account.uid)

    def make_sockets_folder(self) -> None:
        """A folder only for the server's account. Raises DatabaseUnavailable if somebody else has it."""
        _give_to_account(self.sockets, self.account)

    def remove_sockets_folder(self) -> None:
        """Leave nothing in /tmp behind a stopped server."""
        with contextlib.suppress(OSError):  # not empty, or gone
            self.sockets.rmdir()

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Held while the server is being started or stopped: one process at a time."""
        with file_lock(self.home / "start.lock"):
            yield


@contextlib.contextmanager
def file_lock(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def socket_folder(home: Path, uid: int) -> Path:
    """The folder of the server's socket; beside the data unless that path is too long for a socket."""
    near = home / "run"
    if len(os.fsencode(near / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH:
        return near
    return Path("/tmp") / f"dangvu-{uid}-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"


def known_home(var: Path) -> Path | None:
    """The folder chosen earlier for the server of `var`; None before the first start. Changes nothing."""
    folder = var / "db"
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        name = (folder / "place").read_text().strip()
        if not re.fullmatch(r"[0-9a-f]{16}", name):
            raise DatabaseUnavailable(
                f"Tệp {folder / 'place'} không đúng dạng. Hãy phục hồi tệp đó từ bản sao lưu."
            )
        return SHELF / name
    return folder if (folder / "data").is_dir() else None


def settle(var: Path, account: Account) -> Place:
    """The place of the server of `var`, chosen and its folders made at the first call.

    Raises DatabaseUnavailable when the folders belong to somebody else or cannot be made.
    """
    folder = var / "db"
    open_to_service = 0o700 if account.is_own else 0o711
    try:
        make_folder(var, open_to_service)
        make_folder(folder, open_to_service)
        _require_own(folder)
        with file_lock(folder / "place.lock"):
            home = known_home(var) or _choose(folder, account)
            place = Place(home, account)
    except OSError as error:
        raise DatabaseUnavailable(
            f"Không ghi được vào {var} ({error.strerror}). Hãy chạy bằng tài khoản sở hữu thư mục đó, "
            "hoặc đặt DANGVU_VAR sang thư mục khác."
        ) from error
    return place


def make_folder(folder: Path, mode: int) -> None:
    """Make a folder of exactly these rights; one that is already there keeps its own."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    folder.chmod(mode)


def _choose(folder: Path, account: Account) -> Path:
    if account.is_own or account.can_enter(folder):
        return folder
    make_folder(SHELF, 0o755)
    _require_own(SHELF)
    name = secrets.token_hex(8)
    make_folder(SHELF / name, 0o711)
    (folder / "place").write_text(name + "\n")
    return SHELF / name


def _require_own(folder: Path) -> None:
    status = folder.lstat()
    if status.st_uid != os.geteuid():
        raise DatabaseUnavailable(
            f"Thư mục {folder} thuộc tài khoản số {status.st_uid}. Hãy chạy bằng chính tài khoản đó, "
            "hoặc đặt DANGVU_VAR sang thư mục khác."
        )


def _give_to_account(folder: Path, account: Account) -> None:
    """A folder only for the server's account, refused if somebody else made it first."""
    try:
        folder.mkdir(mode=0o700)
        if not account.is_own:
            os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    except FileExistsError:
        pass
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != account.uid:
        raise DatabaseUnavailable(
            f"Thư mục {folder} không thuộc tài khoản {account.name}. Hãy xóa thư mục đó."
        )
    if status.st_mode & 0o777 != 0o700:
        folder.chmod(0o700)
