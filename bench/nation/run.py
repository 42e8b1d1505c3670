"""`bin/bench --nation`: generate the nation, or take one that was kept, and measure."""

import shutil
import time
from pathlib import Path

from bench.lines import Line, Paper, peak_memory
from bench.place import disk_used, fresh_database


def measure_nation(
    folder: Path, paper: Paper, *, scale: float, keep: bool, only: tuple[str, ...] = ()
) -> None:
    """Measure everything promised at national size; `only` names modules of measures."""
    kept = folder / "generated"
    if folder.exists() and any(folder.iterdir()) and not kept.exists():
        raise SystemExit(f"Thư mục {folder} không trống; hãy chọn thư mục khác.")
    with fresh_database(folder, keep=keep):
        # Imported here: they need Django to be set up.
        from bench.nation import acts, classification, people, places, tree
        from bench.nation.generate import generate
        from bench.nation.rows import Nation
        from bench.nation.shape import Shape

        nation = Nation(folder, Shape(scale))
        if not kept.exists():
            begun = time.perf_counter()
            generate(nation, lambda line: print(line, flush=True))
            shutil.rmtree(folder / "duckdb-spill", ignore_errors=True)
            kept.touch()
            paper.add(Line("sinh và nạp cả nước", (time.perf_counter() - begun) / 60, "phút", most=60))
            paper.add(Line("đĩa", disk_used(folder), "GB", most=20))
            paper.add(Line("bộ nhớ của chương trình sinh dữ liệu", peak_memory(), "MB"))
        measures = {
            "places": places.measure,
            "classification": classification.measure,
            "people": people.measure,
            "tree": tree.measure,
            "acts": acts.measure,
        }
        for name, measure in measures.items():
            if only and name not in only:
                continue
            measure(nation, paper)
