"""The index of docs/regulations.md says what is there."""

from pathlib import Path

import dangvu
from dangvu.regulations import catalogue_names, parameters

PAGE = Path(dangvu.__file__).parents[1] / "docs" / "regulations.md"


def test_the_index_counts_every_figure_and_names_every_catalogue() -> None:
    text = PAGE.read_text(encoding="utf-8")
    counts: dict[str, int] = {}
    for item in parameters():
        matter = item.name.partition(".")[0]
        counts[matter] = counts.get(matter, 0) + 1
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]
    assert {row[1].strip(" `."): int(row[3]) for row in rows} == counts
    assert [name for name in catalogue_names() if f"`{name}`" not in text] == []
