"""One line of a benchmark: a figure beside its baseline, measured in the same run, and its target."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Line:
    """A measured figure. `most` is the largest allowed figure, `most_ratio` the largest allowed ratio.

    `note` says what the baseline is, or why nothing was measured (`figure` is None then).
    """

    name: str
    figure: float | None
    unit: str = "ms"
    baseline: float | None = None
    most: float | None = None
    most_ratio: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Figure : baseline; None where there is no baseline."""
        if self.figure is None or not self.baseline:
            return None
        return self.figure / self.baseline

    @property
    def target(self) -> str:
        """What was promised, in words."""
        parts = []
        if self.most_ratio is not None:
            parts.append(f"≤ {self.most_ratio:g} ×")
        if self.most is not None:
            parts.append(f"≤ {self.most:g} {self.unit}")
        return ", ".join(parts) or "-"

    @property
    def verdict(self) -> str:
        """`đạt` (met), `KHÔNG ĐẠT` (missed), `không đo` (not measured) or `-` where nothing was promised."""
        if self.figure is None:
            return "không đo"
        if self.most is None and self.most_ratio is None:
            return "-"
        missed = (self.most is not None and self.figure > self.most) or (
            self.most_ratio is not None and self.ratio is not None and self.ratio > self.most_ratio
        )
        return "KHÔNG ĐẠT" if missed else "đạt"

    def __str__(self) -> str:
        words = [
            self.name,
            "-" if self.figure is None else f"{self.figure:.4g} {self.unit}",
            "-" if self.baseline is None else f"{self.baseline:.4g} {self.unit}",
            "-" if self.ratio is None else f"{self.ratio:.2f} ×",
            self.target,
            self.verdict,
        ]
        return " · ".join(words) + (f"  ({self.note})" if self.note else "")


class Paper:
    """Prints each line as soon as it is measured and keeps all of them."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, line: Line) -> None:
        """Print and keep a line."""
        self.lines.append(line)
        print(line, flush=True)

    def write(self, path: Path) -> None:
        """Write all lines as JSON."""
        data: list[dict[str, Any]] = [
            {**asdict(line), "ratio": line.ratio, "verdict": line.verdict} for line in self.lines
        ]
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one run took."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def median(work: Callable[[], object], runs: int = 7, *, warm: int = 1) -> float:
    """Return the median of some runs in milliseconds, after `warm` runs that are not counted."""
    for _ in range(warm):
        work()
    return statistics.median(milliseconds(work) for _ in range(runs))


def medians_in_turn(works: Sequence[Callable[[], object]], runs: int = 7, *, warm: int = 1) -> list[float]:
    """Return the median of each, run in turn: what else the machine does then falls on all alike."""
    times: list[list[float]] = [[] for _ in works]
    for run in range(-warm, runs):
        for kept, work in zip(times, works, strict=True):
            spent = milliseconds(work)
            if run >= 0:
                kept.append(spent)
    return [statistics.median(kept) for kept in times]


def p95(times: Sequence[float]) -> float:
    """Return the time that nineteen of twenty runs stay below."""
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def peak_memory() -> float:
    """Return the largest memory this process has held, in MB."""
    status = Path("/proc/self/status").read_text()
    return next(int(row.split()[1]) / 1024 for row in status.splitlines() if row.startswith("VmHWM"))
