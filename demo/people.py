"""Invented persons: who they are, when they were admitted, what they learnt and do."""

from dataclasses import dataclass, field
from random import Random

from demo.chance import Weighted
from demo.days import YEAR, after_years, day, year_of
from demo.names import full_name
from demo.tree import Organization

_EARLIEST_ADMISSION = day("1946-03-01")

#: Share of women among those admitted before 1990, before 2005 and later.
_WOMEN = ((1990, 0.17), (2005, 0.31), (9999, 0.44))
_WOMEN_IN = {"army": 0.08, "police": 0.12, "school": 0.62, "health": 0.58, "enterprise": 0.42}

_AGES_INITIAL = Weighted(
    [
        ((20, 29), 12),
        ((30, 39), 25),
        ((40, 49), 29),
        ((50, 59), 17),
        ((60, 69), 11),
        ((70, 79), 5),
        ((80, 88), 1),
    ]
)
_AGES_ADMITTED = Weighted([((18, 22), 14), ((23, 30), 50), ((31, 40), 25), ((41, 55), 11)])
_AGES_ARRIVED = Weighted([((23, 30), 35), ((31, 40), 33), ((41, 50), 20), ((51, 60), 12)])

_SCHOOLING = {
    "old": Weighted([("Tiểu học", 14), ("THCS", 52), ("THPT", 34)]),
    "middle": Weighted([("Tiểu học", 2), ("THCS", 34), ("THPT", 64)]),
    "young": Weighted([("THCS", 6), ("THPT", 94)]),
}
_QUALIFICATION = {
    "village": Weighted([("", 62), ("Sơ cấp", 10), ("Trung cấp", 14), ("Cao đẳng", 5), ("Đại học", 9)]),
    "office": Weighted([("", 3), ("Trung cấp", 12), ("Cao đẳng", 7), ("Đại học", 66), ("Thạc sĩ", 12)]),
    "school": Weighted([("Trung cấp", 10), ("Cao đẳng", 25), ("Đại học", 58), ("Thạc sĩ", 7)]),
    "health": Weighted([("Trung cấp", 30), ("Cao đẳng", 15), ("Đại học", 48), ("Thạc sĩ", 7)]),
    "enterprise": Weighted(
        [("", 15), ("Sơ cấp", 15), ("Trung cấp", 20), ("Cao đẳng", 12), ("Đại học", 36), ("Thạc sĩ", 2)]
    ),
    "army": Weighted([("Trung cấp", 20), ("Cao đẳng", 20), ("Đại học", 60)]),
    "police": Weighted([("Trung cấp", 30), ("Cao đẳng", 10), ("Đại học", 58), ("Thạc sĩ", 2)]),
}
_THEORY = {
    "village": Weighted([("", 78), ("Sơ cấp", 14), ("Trung cấp", 8)]),
    "office": Weighted([("", 12), ("Sơ cấp", 30), ("Trung cấp", 42), ("Cao cấp", 15), ("Cử nhân", 1)]),
}
_OTHER_THEORY = Weighted([("", 45), ("Sơ cấp", 40), ("Trung cấp", 13), ("Cao cấp", 2)])
_OCCUPATION = {
    "village": Weighted(
        [
            ("Nông dân", 70),
            ("Lao động tự do", 16),
            ("Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)", 14),
        ]
    ),
    "office": Weighted(
        [
            ("Viên chức", 25),
            ("Cán bộ, công chức; người hoạt động không chuyên trách ở xã, phường, thị trấn", 75),
        ]
    ),
    "school": Weighted([("Viên chức", 1)]),
    "health": Weighted([("Viên chức", 1)]),
    "enterprise": Weighted(
        [
            ("Công nhân", 55),
            ("Nhân viên, người gián tiếp sản xuất", 33),
            ("Người lãnh đạo, quản lý doanh nghiệp", 12),
        ]
    ),
    "army": Weighted([("Lực lượng vũ trang", 1)]),
    "police": Weighted([("Lực lượng vũ trang", 1)]),
}


@dataclass(slots=True, eq=False)
class Spell:
    """An official membership; `end` is None while it runs."""

    cell: Organization
    start: int
    reason_in: str
    end: int | None = None
    reason_out: str = ""


@dataclass(slots=True, eq=False)
class Person:
    """A person with the official memberships held so far.

    `seat` and `slot` are the places in the lists of the living and of the cell, `dies` the day of a death
    to come.
    """

    code: str
    number: int
    name: str
    sex: str
    birth: int
    ethnicity: str
    religion: str
    home: str
    decided: int
    admitted: int
    full: int
    schooling: str
    qualification: str
    theory: str
    occupation: str
    spells: list[Spell] = field(default_factory=list)
    seat: int = -1
    slot: int = -1
    dies: int = 0
    identity: str = ""

    @property
    def left(self) -> int | None:
        return self.spells[-1].end

    def cell_on(self, on: int) -> Organization | None:
        """Return the official cell on a day."""
        for spell in reversed(self.spells):
            if spell.start <= on:
                return spell.cell if spell.end is None or on < spell.end else None
        return None


@dataclass(frozen=True, slots=True)
class Country:
    """What makes the people of one committee: part of the country, groups, faiths, run of numbers."""

    prefix: str
    region: str
    minorities: Weighted[str]
    faiths: Weighted[str]
    home_towns: Weighted[str]
    first_identity: int


class Makers:
    """Makes persons one after the other; each gets the next code."""

    def __init__(self, country: Country, random: Random) -> None:
        self.country = country
        self.random = random
        self.made: list[Person] = []
        self._identities: dict[str, int] = {}

    def initial(self, cell: Organization, begin: int) -> Person:
        """Return someone who had been a member for some time when the record began."""
        born = self._birth(_AGES_INITIAL, begin)
        age = max(18.2, self.random.gauss(27, 5))
        admitted = int(born + age * YEAR)
        if admitted > begin - 30:
            earliest = int(born + 18.1 * YEAR)
            admitted = self.random.randint(min(earliest, begin - 31), begin - 30)
        return self._person(cell, born, max(admitted, _EARLIEST_ADMISSION))

    def admitted(self, cell: Organization, on: int) -> Person:
        """Return someone whose ceremony is on the day."""
        ages = _AGES_ADMITTED if cell.setting != "village" else _AGES_ARRIVED
        born = self._birth(ages, on)
        return self._person(cell, min(born, int(on - 18.1 * YEAR)), on)

    def arrived(self, cell: Organization, on: int) -> Person:
        """Return a member of another province who comes on the day, full member for some time."""
        born = self._birth(_AGES_ARRIVED, on)
        latest = on - 500
        admitted = int(born + self.random.uniform(19, 28) * YEAR)
        return self._person(cell, born, min(admitted, self.random.randint(latest - 900, latest)))

    def _birth(self, ages: Weighted[tuple[int, int]], on: int) -> int:
        low, high = ages.pick(self.random)
        return int(on - self.random.uniform(low, high + 0.99) * YEAR)

    def _person(self, cell: Organization, birth: int, admitted: int) -> Person:
        random, country = self.random, self.country
        sex = "female" if random.random() < _share_of_women(cell.setting, admitted) else "male"
        ethnicity = country.minorities.pick(random) if random.random() < cell.minority_share else "Kinh"
        born = year_of(birth)
        number = len(self.made) + 1
        person = Person(
            code=f"{country.prefix}{number:06d}",
            number=number,
            name=full_name(random, sex=sex, born=born, ethnicity=ethnicity, region=country.region),
            sex=sex,
            birth=birth,
            ethnicity=ethnicity,
            religion="Phật giáo"
            if ethnicity == "Khơ-me" and random.random() < 0.6
            else country.faiths.pick(random),
            home=country.home_towns.pick(random),
            decided=admitted - random.randint(4, 25),
            admitted=admitted,
            full=after_years(admitted, 1),
            schooling=_SCHOOLING["old" if born < 1950 else "middle" if born < 1975 else "young"].pick(random),
            qualification=_QUALIFICATION.get(cell.setting, _QUALIFICATION["office"]).pick(random),
            theory=_THEORY.get(cell.setting, _OTHER_THEORY).pick(random),
            occupation=_OCCUPATION.get(cell.setting, _OCCUPATION["office"]).pick(random),
            identity=self._identity(sex, born),
        )
        self.made.append(person)
        return person

    def _identity(self, sex: str, born: int) -> str:
        """Return a citizen number of the reserved synthetic prefix 000, never given twice."""
        digit = (1 if sex == "female" else 0) + (2 if born >= 2000 else 0)
        stem = f"000{digit}{born % 100:02d}"
        serial = self._identities.get(stem, self.country.first_identity)
        self._identities[stem] = serial + 1
        return f"{stem}{serial:06d}"


def _share_of_women(setting: str, admitted: int) -> float:
    if setting in _WOMEN_IN:
        return _WOMEN_IN[setting]
    year = year_of(admitted)
    return next(share for until, share in _WOMEN if year < until)
