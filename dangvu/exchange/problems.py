"""What is wrong with a package, or worth a look: file, line and column, a stable code, Vietnamese words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

#: So many problems of one code are listed; all are counted.
LISTED_PER_CODE = 1000
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts lines of the file from 1 (the header); a row with line breaks in it has its first."""

    file: str
    line: int
    column: str | None
    code: str
    value: str | None
    message: str


class Problems:
    """The errors or the warnings of one load: the first of each code listed, all counted."""

    def __init__(self) -> None:
        self._listed: list[Problem] = []
        self.totals: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self.totals)

    def add(
        self,
        code: str,
        message: str,
        *,
        file: str,
        line: int = 1,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        if self.wants(code):
            self._listed.append(Problem(file, line, column, code, shortened(value), message))
        self.totals[code] += 1

    def wants(self, code: str) -> bool:
        """Whether another problem of this code would still be listed."""
        return self.totals[code] < LISTED_PER_CODE

    def add_count(self, code: str, count: int) -> None:
        """Count problems that are not listed."""
        self.totals[code] += count

    def listed(self) -> list[Problem]:
        """In the order of files as they are read, then of lines."""
        places = {file: place for place, file in enumerate(_files_in_order(self._listed))}
        return sorted(self._listed, key=lambda one: (places[one.file], one.line, one.column or "", one.code))

    def as_data(self) -> list[dict[str, object]]:
        return [asdict(problem) for problem in self.listed()]

    def not_listed(self) -> int:
        return self.totals.total() - len(self._listed)


def shortened(value: str | None) -> str | None:
    """Return the value as an error may quote it: a cell can hold a whole book."""
    return value if value is None or len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"


def masked(number: str) -> str:
    """Return a personal number with all but its last three signs hidden."""
    return "*" * max(0, len(number) - 3) + number[-3:]


def _files_in_order(problems: Iterable[Problem]) -> list[str]:
    from dangvu.exchange.schema import FILES

    known = [file.path for file in FILES]
    others = sorted({problem.file for problem in problems} - set(known))
    return others + known
