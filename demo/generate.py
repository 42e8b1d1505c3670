"""Generating the packages of the demo committees into a folder, or taking those that are there."""

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from demo.bacgiang import build_bacgiang
from demo.city import build_city
from demo.committee import Committee
from demo.kiengiang import build_kiengiang
from demo.package import write_package

BUILDERS: dict[str, Callable[[], Committee]] = {
    "bacgiang": build_bacgiang,
    "city": build_city,
    "kiengiang": build_kiengiang,
}
_SOURCES = ("*.py", "data/*.yaml")

Say = Callable[[str], None]


def generate(folder: Path, only: Iterable[str] = (), *, say: Say = lambda line: None) -> list[Path]:
    """Write the named packages (all without names) below the folder and return where they stand."""
    made = []
    for name in list(only) or BUILDERS:
        counts = write_package(BUILDERS[name](), folder / name)
        say(f"Đã tạo gói {name}: {counts['members']} đảng viên, {sum(counts.values())} dòng")
        made.append(folder / name)
    return made


def source_version() -> str:
    """Return a hash of the generator's own files: the packages are the same as long as it is."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in here.glob(pattern)):
        digest.update(f"{path.relative_to(here)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def generated(folder: Path, *, say: Say) -> list[Path]:
    """Return the packages of this generator below the folder, written now if they are not there yet.

    They appear whole or not at all; packages of an older generator are removed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / source_version()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two demos may start at once
        if not place.is_dir():
            for older in folder.iterdir():
                if older.is_dir():
                    shutil.rmtree(older)
            unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=folder))
            generate(unfinished, say=say)
            unfinished.rename(place)
    return [place / name for name in BUILDERS]
