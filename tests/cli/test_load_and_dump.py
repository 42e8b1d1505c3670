"""`dangvu load` and `dangvu dump` as a person calls them."""

import json
import zipfile
from pathlib import Path

from tests.exchange.packages import HAMLET, describe, hamlet, write
from tests.installation import Installation


def test_tuan_loads_checks_and_dumps(installation: Installation, tmp_path: Path) -> None:
    good = write(tmp_path / "good", hamlet())
    bad = write(tmp_path / "bad", hamlet(stages__more="NAM,full,2020-01-01,"))

    answer = json.loads(installation.run("load", good, "--format", "json").stdout)
    assert answer == {
        "errors": [],
        "warnings": [],
        "rows": {f"{name}.csv": len(text.splitlines()) - 1 for name, text in HAMLET.items()},
    }

    (error,) = json.loads(installation.run("load", "--check", bad, "--format", "json", status=1).stdout)[
        "errors"
    ]
    assert list(error) == ["file", "line", "column", "code", "value", "message"]
    assert (error["file"], error["line"], error["code"]) == ("stages.csv", 8, "code.unknown")

    told = installation.run("load", bad, status=1)
    assert "stages.csv, dòng 8, cột member_code" in told.stderr
    assert told.stdout == ""

    installation.run("load", tmp_path / "nowhere", status=2)
    installation.run("dump", tmp_path / "x", "--without", "nothing", status=2)
    installation.run("dump", good, status=2)

    installation.run("dump", tmp_path / "out.zip")
    assert (tmp_path / "out.zip").stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(tmp_path / "out.zip") as packed:
        assert set(packed.namelist()) == {"datapackage.json", *(f"{name}.csv" for name in HAMLET)}
    again = json.loads(installation.run("load", tmp_path / "out.zip", "--format", "json").stdout)
    assert again["errors"] == []


def test_a_package_may_be_described_as_others_do(installation: Installation, tmp_path: Path) -> None:
    """A schema in the description is never asked, and a warning refuses nothing."""
    folder = write(tmp_path / "described", hamlet())
    describe(folder, [*HAMLET, "acts"], profile="tabular-data-package")
    answer = json.loads(installation.run("load", folder, "--format", "json").stdout)
    assert [warning["code"] for warning in answer["warnings"]] == ["resource.acts_ignored"]
