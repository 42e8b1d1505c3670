"""Input that is too large, and misfortune in the middle: bounded memory, a clear answer, nothing written."""

import os
import resource
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.exchange.commands import dump_of, run_load
from tests.exchange.packages import describe, hamlet, write
from tests.installation import Installation

pytestmark = pytest.mark.slow

_MB = 1 << 20
_POPULATIONS = "code,on,population,source\n"
_DAYS = [str(date(1991, 1, 1) + timedelta(number)) for number in range(70_000)]


@pytest.fixture
def hamlet_1(installation: Installation, tmp_path: Path) -> Installation:
    assert run_load(installation, write(tmp_path / "hamlet", hamlet())).status == 0
    return installation


def _zip_of(place: Path, blocks: Iterator[bytes]) -> Path:
    """A zip whose members.csv holds one row made of these blocks."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("datapackage.json", '{"resources": [{"name": "members", "path": "members.csv"}]}')
        with packed.open("members.csv", "w", force_zip64=True) as stream:
            stream.write(b"code,full_name,sex,birth_date\nNAM,")
            for block in blocks:
                stream.write(block)
            stream.write(b",male,1990-01-01\n")
    return place


@pytest.mark.parametrize("one_line", [True, False], ids=["one line", "many lines in quotes"])
def test_a_2_gb_cell(hamlet_1: Installation, tmp_path: Path, one_line: bool) -> None:
    block = b"a" * (16 * _MB) if one_line else b"a\n" * (8 * _MB)
    around = [] if one_line else [b'"']
    place = _zip_of(tmp_path / "huge.zip", iter([*around, *[block] * 128, *around]))
    before = dump_of(hamlet_1, tmp_path / "before")
    ran = run_load(hamlet_1, place)
    assert (ran.status, ran.codes) == (1, ["cell.too_long"])
    assert (ran.data["errors"][0]["file"], ran.data["errors"][0]["line"]) == ("members.csv", 2)
    assert ran.memory < 200 * _MB
    assert dump_of(hamlet_1, tmp_path / "after") == before


def _write_populations(folder: Path, rows: int, last: str) -> Path:
    """A package of so many rows of inhabitants, one organisation per 70,000 days, and one row more."""
    places = [f"P{number}" for number in range(rows // len(_DAYS) + 1)]
    organizations = "".join(f"{code},Xã {code},province,,1990-01-01\n" for code in places)
    write(folder, {"organizations": "code,name,kind,parent_code,from\n" + organizations})
    with (folder / "organization_populations.csv").open("w", encoding="utf-8") as stream:
        stream.write(_POPULATIONS)
        for code in places:
            stream.write("".join(f"{code},{day},1,số thử\n" for day in _DAYS[:rows]))
            rows -= len(_DAYS)
            if rows <= 0:
                break
        stream.write(last)
    describe(folder, ["organizations", "organization_populations"])
    return folder


def test_10_million_rows(hamlet_1: Installation, tmp_path: Path) -> None:
    package = _write_populations(tmp_path / "long", 10_000_000, "P0,2020-02-30,1,\n")
    before = dump_of(hamlet_1, tmp_path / "before")
    ran = run_load(hamlet_1, package)
    assert (ran.status, ran.codes) == (1, ["date.invalid"])
    assert ran.data["errors"][0]["line"] == 10_000_002
    assert ran.data["rows"]["organization_populations.csv"] == 10_000_001
    assert ran.memory < 1024 * _MB
    assert dump_of(hamlet_1, tmp_path / "after") == before


@contextmanager
def _small_disk(place: Path) -> Iterator[Callable[[], None] | None]:
    """A folder on a disk of 400 MB where one can be mounted; else no file may grow beyond 64 MB."""
    place.mkdir()
    mounted = os.geteuid() == 0 and not _mount(place)
    try:
        yield None if mounted else _limit_files
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


def _mount(place: Path) -> int:
    command = ["mount", "-t", "tmpfs", "-o", "size=400m,mode=711", "tmpfs", str(place)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def _limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * _MB, 64 * _MB))


def test_the_disk_full(place: Path, tmp_path: Path) -> None:
    package = _write_populations(tmp_path / "long", 4_000_000, "")
    with _small_disk(place / "disk") as limit:
        installation = Installation(place / "disk" / "var")
        assert run_load(installation, write(tmp_path / "hamlet", hamlet())).status == 0
        before = dump_of(installation, tmp_path / "before")
        ran = run_load(installation, package, before_start=limit)
        assert (ran.status, ran.codes) == (1, ["database.disk_full"])
        assert dump_of(installation, tmp_path / "after") == before
