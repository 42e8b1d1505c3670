"""Every full name of the nation, with its folded form and sort key: some 120,000 different ones."""

import csv
from pathlib import Path

import yaml

from dangvu.kernel.vietnamese import fold, name_key

_SOURCE = Path(__file__).resolve().parent.parent.parent / "demo" / "data" / "names.yaml"
_FAMILIES, _MIDDLES, _GIVEN = 32, 42, 64


def write_names(path: Path) -> dict[str, int]:
    """Write rows (sex, number, full name, sort key, number of the folded name, folded name) as CSV.

    Numbers run from 0 within a sex, the commonest family, middle and given names first. Returns how many
    families, middles and given names make them up.
    """
    known = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    families = _commonest([known["family"]["north"], known["family"]["south"]])[:_FAMILIES]
    folded: dict[str, int] = {}
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        for sex in ("male", "female"):
            middles = _commonest([times["middle"] for times in known[sex]])
            given = _commonest([times["given"] for times in known[sex]])[:_GIVEN]
            both = [*middles, *(f"{one} {other}" for one in middles for other in given[::5] if one != other)]
            names = [
                f"{family} {middle} {last}"
                for family in families
                for middle in _padded(both, _MIDDLES)
                for last in _padded(given, _GIVEN)
            ]
            for number, name in enumerate(names):
                key = fold(name)
                rows.writerow(
                    (sex, number, name, name_key(name), folded.setdefault(key, len(folded) + 1), key)
                )
    return {"families": len(families), "middles": _MIDDLES, "given": _GIVEN}


def _commonest(counted: list[dict[str, int]]) -> list[str]:
    total: dict[str, int] = {}
    for names in counted:
        for name, weight in names.items():
            total[name] = total.get(name, 0) + weight
    return sorted(total, key=lambda name: (-total[name], name))


def _padded(names: list[str], count: int) -> list[str]:
    return [names[place % len(names)] for place in range(count)]
