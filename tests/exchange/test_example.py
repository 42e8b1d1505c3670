"""The worked example goes in and comes out again."""

from pathlib import Path

import pytest

from dangvu.audit.actor import Actor
from dangvu.exchange.services import dump, load

EXAMPLE = Path(__file__).parent.parent / "data" / "example"
BINH = Actor(None, "Bình")


@pytest.mark.django_db
def test_the_example_loads_without_an_error_or_a_warning() -> None:
    result = load(EXAMPLE, actor=BINH)
    assert (result.errors.as_data(), result.warnings.as_data()) == ([], [])
    assert result.rows["members.csv"] == 40


@pytest.mark.django_db
def test_a_second_load_changes_nothing(tmp_path: Path) -> None:
    load(EXAMPLE, actor=BINH)
    again = load(EXAMPLE, actor=BINH)
    assert (again.changes, again.event_id, again.errors.as_data()) == (0, None, [])


@pytest.mark.django_db
def test_a_dump_of_the_example_holds_the_same_files(tmp_path: Path) -> None:
    load(EXAMPLE, actor=BINH)
    rows = dump(tmp_path / "out", actor=BINH)
    for name in rows:
        given = sorted((EXAMPLE / name).read_text("utf-8").splitlines())
        assert sorted((tmp_path / "out" / name).read_text("utf-8").splitlines()) == given
    assert len(rows) == len(list(EXAMPLE.glob("*.csv")))
