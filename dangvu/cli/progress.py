"""Progress on standard error, only where a person looks at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def row_counter(verb: str) -> Iterator[Callable[[str, int], None] | None]:
    """Yield a function that shows the step and its rows; None when nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status(f"{verb}…") as status:

        def show(name: str, rows: int) -> None:
            status.update(f"{verb} {name}: {rows:,} dòng".replace(",", ".") if rows else f"{name}…")

        yield show
