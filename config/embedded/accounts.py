"""Which operating-system account runs the server, and what that account may reach.

PostgreSQL refuses to run as root, so root lends the server to an unprivileged system account.
"""

import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.errors import DatabaseUnavailable

SERVICE_ACCOUNT = "dangvu-db"
_SYSTEM_PATH = "/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"


@dataclass(frozen=True)
class Account:
    """An operating-system account."""

    name: str
    uid: int
    gid: int

    @property
    def is_own(self) -> bool:
        return self.uid == os.geteuid()

    def process_arguments(self) -> dict[str, Any]:
        """Arguments of `subprocess` that start a process as this account, out of any private folder."""
        if self.is_own:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, *command: str | Path) -> bool:
        """Whether the command ends well when this very account runs it."""
        try:
            result = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PATH": _SYSTEM_PATH, "LC_ALL": "C"},
                check=False,
                **self.process_arguments(),
            )
        except OSError:  # it may not even reach the program, or nobody may become this account
            return False
        return result.returncode == 0

    def can_enter(self, folder: Path) -> bool:
        return self.can("/bin/sh", "-c", 'cd -- "$1"', "sh", folder)


def own_account() -> Account:
    """The account of this process.

    Raises DatabaseUnavailable when it has no name: the server tells accounts apart by their names.
    """
    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseUnavailable(
            f"Tài khoản số {uid} không có tên trong hệ điều hành nên không chạy được cơ sở dữ liệu kèm theo. "
            "Hãy chạy bằng một tài khoản có tên, hoặc đặt DATABASE_URL."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def server_account() -> Account:
    """The account that runs the server: one's own, or for root the service account, made if missing.

    Raises DatabaseUnavailable when the service account cannot be made or used.
    """
    own = own_account()
    if own.uid != 0:
        return own
    service = _service_account() or _make_service_account()
    if service.uid == 0 or not service.can("/bin/true"):
        raise DatabaseUnavailable(
            f"Không chạy được tiến trình nào bằng tài khoản {SERVICE_ACCOUNT}. "
            "Hãy chạy Đảng vụ bằng một tài khoản thường, hoặc đặt DATABASE_URL."
        )
    return service


def _service_account() -> Account | None:
    try:
        entry = pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _make_service_account() -> Account:
    useradd = shutil.which("useradd", path=_SYSTEM_PATH)
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    options += ["--shell", "/usr/sbin/nologin", SERVICE_ACCOUNT]
    reason = "không có lệnh useradd"
    for _ in range(20 if useradd else 0):
        made = subprocess.run([str(useradd), *options], capture_output=True, text=True, check=False)
        account = _service_account()
        if account:
            return account
        reason = made.stderr.strip()
        time.sleep(0.2)  # another process may hold the lock of /etc/passwd
    raise DatabaseUnavailable(
        f"Không tạo được tài khoản hệ thống {SERVICE_ACCOUNT} ({reason}). Hãy tạo tài khoản đó bằng tay, "
        "hoặc chạy Đảng vụ bằng một tài khoản thường, hoặc đặt DATABASE_URL."
    )
