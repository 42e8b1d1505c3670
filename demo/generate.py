"""Generating the packages of the demo committees into a folder."""

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


def generate(folder: Path, only: Iterable[str] = (), *, say: Callable[[str], None] = lambda line: None) -> list[Path]:
    """Write the named packages (all without names) below the folder and return where they stand."""
    made = []
    for name in only or BUILDERS:
        counts = write_package(BUILDERS[name](), folder / name)
        say(f"{name}: " + ", ".join(f"{file} {count}" for file, count in counts.items()))
        made.append(folder / name)
    return made
