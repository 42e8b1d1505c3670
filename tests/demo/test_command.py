"""`bin/demo` from an empty installation, and where it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import CHECKOUT, Installation

EXAMPLE = CHECKOUT / "tests" / "data" / "example"


def demo(installation: Installation, *arguments: str, status: int) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [sys.executable, "-m", "demo", *arguments],
        cwd=CHECKOUT,
        env=installation.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == status, f"{arguments} ended with {ran.returncode}:\n{ran.stdout}\n{ran.stderr}"
    return ran


def test_a_database_with_a_package_of_others_is_refused(installation: Installation) -> None:
    installation.run("load", EXAMPLE)
    ran = demo(installation, "--check", status=1)
    assert "không phải dữ liệu mẫu" in ran.stderr
    assert not (installation.var / "demo").exists(), "nothing is generated for a database that is refused"


@pytest.mark.slow
def test_the_whole_check_from_an_empty_installation(installation: Installation, tmp_path: Path) -> None:
    """Every figure, the one known difference, no warning on loading; the second time loads nothing."""
    first = demo(installation, "--check", status=0)
    assert "1 dòng khác đã biết, 0 dòng khác." in first.stdout
    assert "KHÁC, đã biết" in first.stdout
    assert "Lưu ý:" not in first.stderr
    second = demo(installation, "--check", status=0)
    assert second.stdout == first.stdout
    assert "Đang nạp" not in second.stderr
