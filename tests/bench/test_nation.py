"""The nation in small: the same generator, the same measures, every figure right though not its time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.nation.shape import Shape, province_after

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def test_the_nation_has_the_size_that_was_measured() -> None:
    nation = Shape(1.0)
    assert 289_000 <= nation.organizations <= 291_000
    assert len(nation.province_of_district()) == nation.districts == 705
    assert set(nation.province_of_district()) == set(range(63))
    assert {province_after(one) for one in range(63)} == set(range(34))


@pytest.mark.parametrize("scale", [0.001, 0.02, 0.3])
def test_every_province_has_a_district_at_any_scale(scale: float) -> None:
    small = Shape(scale)
    assert len(small.province_of_district()) == small.districts
    assert set(small.province_of_district()) == set(range(63))


@pytest.mark.slow
def test_a_small_nation_is_generated_twice_alike_and_counts_as_the_column_store(place: Path) -> None:
    first, second = run(place / "one"), run(place / "two")
    counted = [line for line in first if line["name"].startswith("đảng viên của")]
    assert len(counted) == 10
    assert not [line for line in counted if "KHÁC" in line["note"]]
    notes = [
        [line["note"] for line in lines if line["name"].startswith("đảng viên của")]
        for lines in (first, second)
    ]
    assert notes[0] == notes[1]
    assert figure(first, "năm có số đếm khác số đếm trực tiếp") == 0
    assert figure(first, "bảng khác trước sau khi thu hồi") == 0


def figure(lines: list[dict[str, Any]], name: str) -> float:
    return next(float(line["figure"]) for line in lines if line["name"] == name)


def run(folder: Path) -> list[dict[str, Any]]:
    written = folder.with_suffix(".json")
    words = ["--nation", "--scale", "0.002", "--folder", str(folder), "--json", str(written)]
    measures = ["--only", "places", "classification", "tree", "acts"]
    subprocess.run(
        [sys.executable, "-m", "bench", *words, *measures],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder.parent)},
        check=True,
    )
    assert not folder.exists(), "nothing is left behind"
    lines: list[dict[str, Any]] = json.loads(written.read_text(encoding="utf-8"))
    return lines
