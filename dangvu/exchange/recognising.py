"""Texts that a catalogue knows by code, label or alias, and the keys that names are sought and sorted by."""

from collections.abc import Sequence

from dangvu.exchange.problems import Problems
from dangvu.exchange.schema import Column, File
from dangvu.kernel.vietnamese import fold, name_key
from dangvu.regulations.catalogues import catalogue

_REMEMBERED = 100_000


class Recogniser:
    """Finds the codes of a column's texts; unknown text has none, is kept as it is, and is noted."""

    def __init__(self, warnings: Problems, file: File, column: Column) -> None:
        self._warnings = warnings
        self._file = file
        self._column = column
        self._catalogue = catalogue(column.catalogue)
        self._known: dict[str, str] = {"": ""}

    def codes(self, texts: Sequence[str], lines: Sequence[int]) -> list[str]:
        if len(self._known) > _REMEMBERED:
            self._known = {"": ""}
        for text in set(texts) - self._known.keys():
            item = self._catalogue.find(text)
            self._known[text] = item.code if item else ""
        codes = [self._known[text] for text in texts]
        if "" in codes:
            for place, text in enumerate(texts):
                if text and not codes[place]:
                    self._note(text, lines[place])
        return codes

    def _note(self, text: str, line: int) -> None:
        self._warnings.add(
            "catalogue.unknown",
            f"“{text[:60]}” không có trong danh mục “{self._catalogue.title}”; được giữ nguyên văn, không "
            "tính vào "
            "số liệu theo danh mục.",
            file=self._file.path,
            line=line,
            column=self._column.name,
            value=text,
        )


def name_columns(full_names: Sequence[str]) -> dict[str, list[str]]:
    """The folded name and the sort key of each name."""
    return {"folded": list(map(fold, full_names)), "name_key": list(map(name_key, full_names))}
