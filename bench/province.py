"""`bin/bench`: the province of Bắc Giang of the demo committees, 85,659 members with their history."""

import subprocess
import sys
from pathlib import Path

from bench.lines import Paper
from bench.place import fresh_database

#: Its root among the organisations.
CODE = "24"


def measure_province(folder: Path, paper: Paper, *, keep: bool, only: tuple[str, ...] = ()) -> None:
    """Measure loading, the reports, past days and the search; `only` names modules of measures."""
    with fresh_database(folder, keep=keep):
        # Imported here: they need Django to be set up.
        from bench import days, loading, reports, search

        package = folder / "packages" / "bacgiang"
        if not package.exists():
            _generate(folder / "packages")
        measures = {"loading": loading.measure, "reports": reports.measure, "days": days.measure}
        measures["search"] = search.measure
        if only and "loading" not in only:
            loading.load_once(package)
        for name, measure in measures.items():
            if not only or name in only:
                measure(package, paper)


def _generate(folder: Path) -> None:
    """In a process of its own: the memory that it takes is not the memory of loading."""
    subprocess.run(
        [sys.executable, "-m", "demo", "generate", str(folder), "--only", "bacgiang"],
        check=True,
        cwd=Path(__file__).resolve().parent.parent,
        stderr=subprocess.DEVNULL,
    )
