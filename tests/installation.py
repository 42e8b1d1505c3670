"""An installation of its own, for a test that runs commands as a person does."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import embedded_postgresql
from config.embedded.places import SHELF, known_home

CHECKOUT = Path(__file__).resolve().parent.parent


class Installation:
    """A folder of local state, empty at first; its embedded server comes and goes with its commands."""

    def __init__(self, var: Path) -> None:
        self.var = var

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "HOME": str(self.var.parent), "DANGVU_VAR": str(self.var)}

    def run(self, *arguments: str | Path, status: int = 0) -> subprocess.CompletedProcess[str]:
        """Run one command to its end; it must end with this status."""
        ran = subprocess.run(
            [sys.executable, "-m", "dangvu.cli", *map(str, arguments)],
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == status, (
            f"{arguments} ended with {ran.returncode}:\n{ran.stdout}\n{ran.stderr}"
        )
        return ran


@pytest.fixture
def place() -> Iterator[Path]:
    """An empty folder that everybody may walk through, under which a test puts a `var`."""
    folder = Path(tempfile.mkdtemp(prefix="dangvu-var-"))
    folder.chmod(0o711)
    yield folder
    folder.chmod(0o700)
    for lock in folder.rglob("users.lock"):
        embedded_postgresql.stop(lock.parent.parent)
    for named in folder.rglob("place"):
        home = known_home(named.parent.parent)
        assert home
        assert home.parent == SHELF
        embedded_postgresql.stop(named.parent.parent)
        shutil.rmtree(home)
    shutil.rmtree(folder)


@pytest.fixture
def installation(place: Path) -> Installation:
    return Installation(place / "var")
