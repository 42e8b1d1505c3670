"""How large the nation is, and where each of its organisations stands; the same numbers at any scale."""

import itertools
from dataclasses import dataclass
from datetime import date

#: The day on which the districts ended, 29 provinces were merged into others and communes were re-formed.
REFORM = date(2025, 7, 1)
FOUNDED = date(1945, 9, 2)
#: Nothing recorded happens after it.
HORIZON = date(2026, 7, 1)
YEARS = tuple(range(2016, 2026))
#: The day of a year on which its ratings are decided.
RATED_ON = (12, 20)

PROVINCES_BEFORE = 63
PROVINCES_AFTER = 34
ROOT = 1


@dataclass(frozen=True)
class Shape:
    """Counts of everything at a scale (1.0 = the nation). Identifiers of organisations run kind by kind."""

    scale: float

    def _scaled(self, count: int, least: int) -> int:
        return max(least, round(count * self.scale))

    @property
    def districts(self) -> int:
        return self._scaled(705, 126)

    @property
    def communes(self) -> int:
        return self._scaled(3_321, self.districts * 2)

    @property
    def grassroots(self) -> int:
        return self._scaled(60_250, self.districts * 8)

    @property
    def cells(self) -> int:
        return self._scaled(225_000, self.grassroots * 3)

    @property
    def persons(self) -> int:
        """Everybody recorded, also who left: 5.6 million are members at the end."""
        return self._scaled(6_000_000, 1_000)

    @property
    def first_district(self) -> int:
        return ROOT + PROVINCES_BEFORE + 1

    @property
    def first_commune(self) -> int:
        return self.first_district + self.districts

    @property
    def first_grassroots(self) -> int:
        return self.first_commune + self.communes

    @property
    def first_cell(self) -> int:
        return self.first_grassroots + self.grassroots

    @property
    def organizations(self) -> int:
        return self.first_cell + self.cells - 1

    def province_of_district(self) -> list[int]:
        """Return the old province (0…62) of each district: provinces differ in size as real ones do."""
        weights = [6 if one in (0, 34) else 1 + one % 3 for one in range(PROVINCES_BEFORE)]
        total, ends = sum(weights), [0]
        for place in range(PROVINCES_BEFORE):
            ends.append(round(self.districts * sum(weights[: place + 1]) / total))
        shares = [end - begin for begin, end in itertools.pairwise(ends)]
        return [province for province, share in enumerate(shares) for _ in range(share)]


def province_after(province: int) -> int:
    """Return the province (0…33) that an old one is, or went into, on the day of the reform."""
    return province if province < PROVINCES_AFTER else province - PROVINCES_AFTER
