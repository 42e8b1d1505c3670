"""The front-end files taken from npm packages: only those named here are served, and served as they are.

Every static address carries a version of the whole set, so that browsers may keep a file for ever. The
large files are compressed beside themselves by `python -m config.front_end`, which `bin/setup` runs.
"""

import gzip
import hashlib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
NODE_MODULES = CHECKOUT / "node_modules"

#: Prefix under the static address -> folder of the package and the files of it that may be seen.
SERVED = {
    "tabler": ("@tabler/core/dist", ("css/tabler.min.css", "js/tabler.min.js")),
    "htmx": ("htmx.org/dist", ("htmx.min.js",)),
    "be-vietnam-pro": (
        "@fontsource/be-vietnam-pro",
        ("400.css", "600.css", "files/be-vietnam-pro-*-[46]00-normal.woff2"),
    ),
    "echarts": ("echarts/dist", ("echarts.common.min.js",)),
}  # fmt: skip
_COMPRESSED = (".css", ".js")


def served_file(path: str) -> Path | None:
    """The file behind a static path such as "tabler/css/tabler.min.css"; None if it may not be seen."""
    prefix, _, rest = path.partition("/")
    folder, patterns = SERVED.get(prefix, ("", ()))
    if ".." in rest or not any(fnmatch(rest, pattern) for pattern in patterns):
        return None
    file = NODE_MODULES / folder / rest
    return file if file.is_file() else None


def served_files() -> Iterator[tuple[str, Path]]:
    """Every file that may be seen, and its compressed forms, with its static path."""
    for prefix, (folder, patterns) in SERVED.items():
        base = NODE_MODULES / folder
        for pattern in patterns:
            found = [file for ending in ("", ".br", ".gz") for file in base.glob(pattern + ending)]
            for file in sorted(found):
                yield f"{prefix}/{file.relative_to(base).as_posix()}", file


def version() -> str:
    """A short hash of the locked packages and of our own static files: what the addresses carry."""
    hashed = hashlib.sha256((CHECKOUT / "package-lock.json").read_bytes() if _is_checkout() else b"")
    for file in sorted((CHECKOUT / "dangvu" / "web").glob("*/static/**/*")):
        if file.is_file():
            hashed.update(file.name.encode() + file.read_bytes())
    return hashed.hexdigest()[:12]


def compress() -> None:
    """Write a .br and a .gz beside each large text file that has none yet."""
    import brotli  # type: ignore[import-untyped]

    for _, file in served_files():
        if file.suffix in _COMPRESSED and not Path(f"{file}.br").exists():
            Path(f"{file}.gz").write_bytes(gzip.compress(file.read_bytes(), mtime=0))
            Path(f"{file}.br").write_bytes(brotli.compress(file.read_bytes()))


def _is_checkout() -> bool:
    return (CHECKOUT / "package-lock.json").is_file()


if __name__ == "__main__":
    compress()
