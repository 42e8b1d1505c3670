"""The yearly classification: organisations, cells, leading collectives and every member, with the caps kept.

Excellent members are at most a fifth of the good ones in every grassroots organisation; so are excellent
grassroots organisations below each deciding committee where the plan of the year does not say otherwise.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from demo.chance import shared_out
from demo.committee import Committee
from demo.days import iso, new_year, year_of
from demo.people import Person
from demo.tree import GRASSROOTS, Organization

_LEVELS = ("excellent", "good", "completed", "failed")
#: excellent : good is at most 1 : 5, so excellent is at most a sixth of the two together.
_PARTS = 6


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of the rated members, in thousandths; the rest is good."""

    excellent: int
    completed: int
    failed: int


@dataclass(slots=True)
class _Group:
    """The members who count for one grassroots organisation, with where each of them was."""

    base: Organization
    people: list[tuple[Person, Organization]] = field(default_factory=list)
    failed: int = 0
    completed: int = 0


class Year:
    """One year's classification; `plan` gives (excellent, good, completed) by deciding committee."""

    def __init__(
        self,
        committee: Committee,
        year: int,
        shares: Shares,
        plan: Mapping[str, tuple[int, int, int]] | None = None,
    ) -> None:
        self.committee, self.year, self.shares, self.plan = committee, year, shares, plan
        self.random = committee.random(f"ratings {year}")
        self.last = new_year(year + 1) - 1
        self.half = self.last - 184  # 30 June
        self.levels: dict[Organization, str] = {}
        self.decided: dict[Organization, int] = {}

    def rate(self) -> None:
        bases = [one for one in self.committee.tree.grassroots() if one.stands_on(self.last)]
        for base in bases:
            self.decided[base] = self.last - self.random.randint(3, 16)
        self._rate_organizations(bases)
        self._rate_units()
        self._rate_collectives(bases)
        self._rate_members()

    # ---- organisations and collectives

    def _rate_organizations(self, bases: list[Organization]) -> None:
        by_area: dict[Organization, list[Organization]] = defaultdict(list)
        for base in bases:
            parent = base.parent_on(self.last)
            assert parent is not None
            by_area[parent].append(base)
        for area, all_in in by_area.items():
            rated = [base for base in all_in if base.start <= self.half]
            completed = round(len(rated) * 0.055)
            most = (len(rated) - completed) // _PARTS
            counts = (most, len(rated) - completed - most, completed)
            if self.plan is not None:
                counts = self.plan[area.code]
                if sum(counts) != len(rated):
                    raise ValueError(f"{area.code}: {len(rated)} organisations, planned {counts}")
            levels = [level for level, count in zip(_LEVELS, counts, strict=False) for _ in range(count)]
            self.random.shuffle(levels)
            self.levels.update(zip(rated, levels, strict=True))
            for number, base in enumerate(all_in, start=1):
                self._write_organization("organization", base, area, number, self.levels.get(base))

    def _write_organization(
        self, subject: str, one: Organization, by: Organization, number: int, level: str | None
    ) -> None:
        reason = "" if level else "newly_founded"
        decided = self.last - 2 if by.kind not in GRASSROOTS else self.decided[by]
        self.committee.add(
            "ratings",
            (
                self.year,
                subject,
                one.code,
                level or "not_rated",
                reason,
                by.code,
                f"{number:02d}-QĐ/{by.symbol}",
                iso(decided),
            ),
        )

    def _rate_units(self) -> None:
        by_base: dict[Organization, list[Organization]] = defaultdict(list)
        for unit in self.committee.tree.units():
            if unit.stands_on(self.last):
                by_base[unit.grassroots_on(self.last)].append(unit)
        for base, units in by_base.items():
            rated = [unit for unit in units if unit.start <= self.half]
            level = self.levels.get(base, "good")
            completed = round(len(rated) * {"excellent": 0.0, "good": 0.07, "completed": 0.35}[level])
            excellent = (len(rated) - completed) // _PARTS
            order = self.random.sample(rated, len(rated))
            for place, unit in enumerate(order):
                self.levels[unit] = (
                    "excellent"
                    if place < excellent
                    else "completed"
                    if place < excellent + completed
                    else "good"
                )
            for number, unit in enumerate(units, start=1):
                self._write_organization("organization", unit, base, number, self.levels.get(unit))

    def _rate_collectives(self, bases: list[Organization]) -> None:
        """A collective is never above its organisation, and a fifth of the good ones at most is excellent."""
        groups: dict[tuple[Organization, str], list[Organization]] = defaultdict(list)
        for base in bases:
            area = base.parent_on(self.last)
            assert area is not None
            groups[area, base.kind].append(base)
        for (area, _), collectives in groups.items():
            rated = [one for one in collectives if one in self.levels]
            low = sum(self.levels[one] not in ("excellent", "good") for one in rated)
            left = (len(rated) - low) // _PARTS
            for number, one in enumerate(collectives, start=1):
                level = self.levels.get(one)
                if level == "excellent":
                    level, left = ("excellent", left - 1) if left else ("good", 0)
                self._write_organization("collective", one, area, number, level)

    # ---- members

    def _rate_members(self) -> None:
        groups: dict[Organization, _Group] = {}
        rated: list[tuple[Person, Organization, _Group]] = []
        decided: dict[Person, tuple[Organization, int]] = {}
        for person in self.committee.people:
            now = person.cell_on(self.last)
            if now is None:
                continue
            base = now.grassroots_on(self.last)
            on = self.decided[base]
            cell = person.cell_on(on) or now
            decided[person] = (base, on)
            if self._why_not(person) is None:
                counts_for = cell.grassroots_on(on)
                group = groups.setdefault(counts_for, _Group(counts_for))
                group.people.append((person, cell))
                rated.append((person, cell, group))
        levels = self._levels_of(rated, list(groups.values()))
        numbers: dict[Organization, int] = defaultdict(int)
        for person, (base, on) in decided.items():
            numbers[base] += 1
            self._write_member(person, base, on, numbers[base], levels.get(person))

    def _why_not(self, person: Person) -> str | None:
        if self.committee.is_exempt(person, self.last):
            return "exempt"
        if self.committee.is_suspended(person, self.last):
            return "suspended"
        if person.admitted > self.half and person.spells[0].reason_in == "admitted":
            return "under_six_months"
        return None

    def _levels_of(
        self, rated: list[tuple[Person, Organization, _Group]], groups: list[_Group]
    ) -> dict[Person, str]:
        total = len(rated)
        levels: dict[Person, str] = {}
        ordinary = [one for one in rated if self._may_fall(one[1], one[2].base)]
        for person, _, group in rated:
            on = self.committee.disciplined.get(person)
            if on is not None and year_of(on) == self.year:
                levels[person], group.failed = "failed", group.failed + 1
        for wanted, level in ((self.shares.failed, "failed"), (self.shares.completed, "completed")):
            count = (total * wanted + 500) // 1000
            if level == "completed":
                self._bind_heads(ordinary, levels)
            have = sum(given == level for given in levels.values())
            free = [one for one in ordinary if one[0] not in levels and not self._is_head(one[0], one[1])]
            for person, _, group in self.random.sample(free, count - have):
                levels[person] = level
                group.failed += level == "failed"
                group.completed += level == "completed"
        self._raise_the_best(groups, levels, (total * self.shares.excellent + 500) // 1000)
        return {person: levels.get(person, "good") for person, _, _ in rated}

    def _may_fall(self, cell: Organization, base: Organization) -> bool:
        """No member of an excellent cell or organisation is below good here."""
        return "excellent" not in (self.levels.get(cell), self.levels.get(base))

    def _is_head(self, person: Person, cell: Organization) -> bool:
        return self.committee.secretary_on(cell, self.last) is person

    def _bind_heads(
        self, ordinary: list[tuple[Person, Organization, _Group]], levels: dict[Person, str]
    ) -> None:
        """A secretary stands no higher than the cell."""
        for person, cell, group in ordinary:
            if self.levels.get(cell) == "completed" and person not in levels and self._is_head(person, cell):
                levels[person] = "completed"
                group.completed += 1

    def _raise_the_best(self, groups: list[_Group], levels: dict[Person, str], wanted: int) -> None:
        able: list[list[Person]] = []
        most: list[int] = []
        for group in groups:
            free = [
                person
                for person, cell in group.people
                if person not in levels
                and (self.levels.get(cell) == "excellent" or not self._is_head(person, cell))
            ]
            able.append(free)
            most.append(min(len(free), (len(group.people) - group.failed - group.completed) // _PARTS))
        for place, count in enumerate(
            _within(shared_out(wanted, [float(one) for one in most]), most, wanted, self.random)
        ):
            for person in self.random.sample(able[place], count):
                levels[person] = "excellent"

    def _write_member(
        self, person: Person, base: Organization, on: int, number: int, level: str | None
    ) -> None:
        by = base if base.kind == "grassroots_committee" else base.parent_on(on)
        assert by is not None
        reason = "" if level else (self._why_not(person) or "not_yet")
        self.committee.add(
            "ratings",
            (
                self.year,
                "member",
                person.code,
                level or "not_rated",
                reason,
                by.code,
                f"{number:03d}-QĐ/{by.symbol}",
                iso(on),
            ),
        )


def _within(parts: list[int], most: list[int], wanted: int, random: Random) -> list[int]:
    """Cut the parts to what each may hold and give what is left over to those with room."""
    parts = [min(part, limit) for part, limit in zip(parts, most, strict=True)]
    room = [
        place
        for place, (part, limit) in enumerate(zip(parts, most, strict=True))
        for _ in range(limit - part)
    ]
    for place in random.sample(room, wanted - sum(parts)):
        parts[place] += 1
    return parts
