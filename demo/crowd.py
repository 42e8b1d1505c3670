"""The members of a committee at one moment of its history, and what a single event does to them.

Each cell holds between three and eighty members on every day: who may leave, and where there is room, is
asked here.
"""

from collections.abc import Callable
from random import Random

from demo.chance import Weighted
from demo.days import iso
from demo.events import Founding, Merger
from demo.people import Makers, Person, Spell
from demo.tree import Organization, Tree

SMALLEST_CELL = 3
FULL_ENOUGH = 76
_SETTLED = 60


class Crowd:
    """The living members and the cells they are in, at the moment of the history being played."""

    def __init__(self, tree: Tree, makers: Makers, random: Random) -> None:
        self.tree, self.makers, self.random = tree, makers, random
        self.living: list[Person] = []
        self.cells = tree.cells()
        self.final = sum(cell.target for cell in self.cells)
        self.by_place: dict[str, list[Organization]] = {}
        for cell in self.cells:
            self.by_place.setdefault(cell.place, []).append(cell)
        self._anywhere = Weighted([(cell, cell.target) for cell in self.cells])
        self._nearby = {
            place: Weighted([(cell, cell.target) for cell in cells]) for place, cells in self.by_place.items()
        }

    # ---- what one event does

    def enter(self, person: Person, cell: Organization, on: int, reason: str) -> None:
        person.spells.append(Spell(cell, on, reason))
        person.slot = len(cell.members)
        cell.members.append(person)
        if person.seat < 0:
            person.seat = len(self.living)
            self.living.append(person)

    def leave(self, person: Person, on: int, reason: str) -> None:
        self._out_of_cell(person, on, reason)
        last = self.living.pop()
        if last is not person:
            self.living[person.seat] = last
            last.seat = person.seat
        person.seat = -1

    def move(self, person: Person, cell: Organization, on: int) -> None:
        self._out_of_cell(person, on, "transferred_out")
        self.enter(person, cell, on, "transferred_in")

    def die(self, person: Person, on: int) -> None:
        """End the membership; a cell left with too few gets someone from the largest cell nearby."""
        cell = person.spells[-1].cell
        self.leave(person, on, "died")
        if len(cell.members) >= SMALLEST_CELL or cell.end == on:
            return
        for neighbour in sorted(self.by_place[cell.place], key=lambda one: -len(one.members)):
            for helper in neighbour.members:
                if settled(helper, on) and helper.dies != on and neighbour is not cell:
                    self.move(helper, cell, on)
                    return
        raise LookupError(f"nobody near {cell.code} can fill it on {iso(on)}")

    def merge(self, merger: Merger) -> None:
        for person in list(merger.cell.members):
            self._out_of_cell(person, merger.on, "reorganized")
            self.enter(person, merger.into, merger.on, "reorganized")
        self.tree.succeed(merger.cell, merger.into, merger.on, merger.decision)

    def found(self, founding: Founding) -> None:
        for cell in founding.cells:
            wanted = max(4, min(9, round(cell.target * self._scale() * 0.6)))
            while len(cell.members) < wanted:
                source = self.random.choice(self.by_place[cell.place])
                if source.setting == cell.setting or self.random.random() < 0.4:
                    self._move_one_from(source, cell, founding.on)

    def _move_one_from(self, source: Organization, cell: Organization, on: int) -> None:
        if source is cell or len(source.members) <= SMALLEST_CELL + 2:
            return
        person = self.random.choice(source.members)
        if self._free(person, on):
            self.move(person, cell, on)

    def _out_of_cell(self, person: Person, on: int, reason: str) -> None:
        spell = person.spells[-1]
        assert spell.end is None
        assert spell.start < on, f"{person.code} came and left on {iso(on)}"
        spell.end, spell.reason_out = on, reason
        members = spell.cell.members
        last = members.pop()
        if last is not person:
            members[person.slot] = last
            last.slot = person.slot

    # ---- choosing

    def _scale(self) -> float:
        return min(1.0, len(self.living) / self.final)

    def _free(self, person: Person, on: int) -> bool:
        return not person.dies and settled(person, on)

    def _someone(self, on: int, likely: Callable[[Person], float]) -> Person:
        """Pick a member who may leave the cell, by a likelihood between 0 and 1."""
        for _ in range(10_000):
            person = self.living[int(self.random.random() * len(self.living))]
            if not self._free(person, on) or len(person.spells[-1].cell.members) <= SMALLEST_CELL + 1:
                continue
            if self.random.random() < likely(person):
                return person
        raise LookupError(f"nobody can leave on {iso(on)}")

    def _cell_for(
        self, on: int, *, place: str | None = None, other_than: Organization | None = None
    ) -> Organization:
        """Pick an open cell that has room, the fuller the rarer."""
        cells = self._anywhere if place is None else self._nearby[place]
        scale = self._scale()
        for attempt in range(4_000):
            cell = cells.pick(self.random)
            if cell is other_than or not cell.members or not cell.stands_on(on):
                continue
            if cell.end is not None and cell.end < on + 400:
                continue
            room = FULL_ENOUGH if attempt > 40 else min(FULL_ENOUGH, cell.target * scale * 1.1 + 2)
            if len(cell.members) < room:
                return cell
        raise LookupError(f"no cell has room on {iso(on)}")


def settled(person: Person, on: int) -> bool:
    """Whether the person is in the cell for some time: two months, or since before the record began."""
    spell = person.spells[-1]
    return spell.start <= on - _SETTLED or (spell.reason_in == "initial" and spell.start < on)
