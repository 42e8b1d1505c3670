"""A folder of local state for one run: its own embedded server, with the settings that real data has."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def fresh_database(folder: Path, *, keep: bool) -> Iterator[None]:
    """Have an empty, migrated database of its own below the folder; removed afterwards unless kept."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # the server's account may have to walk through
    os.environ.pop("DATABASE_URL", None)
    os.environ["DANGVU_VAR"] = str(folder / "var")
    from config import embedded_postgresql
    from config.embedded.places import SHELF, known_home
    from config.opening import open_database

    open_database()
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        home = known_home(folder / "var")
        embedded_postgresql.stop(folder / "var")
        if not keep:
            if home is not None and home.parent == SHELF:
                shutil.rmtree(home)
            shutil.rmtree(folder)


def disk_used(folder: Path) -> float:
    """Return the GB that the folder and its server take."""
    from config.embedded.places import known_home

    home = known_home(folder / "var")
    places = {str(folder)} | ({str(home)} if home is not None else set())
    printed = subprocess.run(["du", "-sbc", *sorted(places)], capture_output=True, text=True, check=False)
    return int(printed.stdout.splitlines()[-1].split()[0]) / 1e9
