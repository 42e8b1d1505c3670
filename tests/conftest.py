"""One private PostgreSQL for a whole run of the tests; a server given by DATABASE_URL is used instead."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import settings

from config import embedded_postgresql
from config.database import django_database, make_database, var_folder
from tests.installation import installation, place  # noqa: F401 (fixtures for every test)

_FOLDER = pytest.StashKey[Path]()

# What was green stays green for the same code. `bin/test --slow` explores: it draws other examples each time.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("exploring", derandomize=False)
settings.load_profile(os.environ.get("DANGVU_HYPOTHESIS", "repeatable"))


def pytest_configure(config: pytest.Config) -> None:
    """Runs first in the controller; the workers of xdist inherit what it puts into the environment."""
    if hasattr(config, "workerinput") or config.option.collectonly or "DANGVU_TEST_FOLDER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="dangvu-tests-"))
    if os.geteuid() == 0:
        folder.chmod(0o711)  # so that the server's account can reach its data in it
    config.stash[_FOLDER] = folder
    os.environ["DANGVU_TEST_FOLDER"] = str(folder)
    os.environ["DANGVU_VAR"] = str(folder / "var")
    if not os.environ.get("DATABASE_URL"):
        server = embedded_postgresql.use(folder / "server", test=True)
        sockets = str(server.place.sockets)
        make_database(sockets)
        os.environ["DATABASE_URL"] = f"postgresql:///dangvu?user=dangvu&host={quote(sockets, safe='')}"
    _point_django_to(django_database())


def _point_django_to(database: dict[str, Any]) -> None:
    """pytest-django reads the settings before this file is asked."""
    from django.conf import settings

    settings.DATABASES["default"].update(
        {key: database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    )
    settings.VAR = var_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = config.stash.get(_FOLDER, None)
    if folder is not None:
        embedded_postgresql.release(folder / "server")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_head_of_another_test() -> None:
    """The rows that a test sealed are rolled back after it; the head outside the database would remain."""
    from django.conf import settings

    assert Path(settings.VAR).is_relative_to(Path(os.environ["DANGVU_TEST_FOLDER"]).resolve())
    Path(settings.VAR, "audit-head.json").unlink(missing_ok=True)
