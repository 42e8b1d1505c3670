"""The play of a committee's history, day by day: who is admitted, moves, dies, leaves, and which cells merge.

Every event of a stretch of time is laid out first and then carried out in the order of the days, so that each
cell holds between three and eighty members on every day and those at the end are exactly as many as planned.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from demo.chance import Weighted
from demo.days import YEAR, age_on, iso, new_year, year_of
from demo.people import Makers, Person, Spell
from demo.tree import Organization, Tree

SMALLEST_CELL = 3
LARGEST_CELL = 80
_FULL_ENOUGH = 76
_SETTLED = 60
_OLDEST = 95

#: Chance of dying within a year, from an age on (members live somewhat longer than everybody).
_MORTALITY = (
    (90, 0.23),
    (85, 0.15),
    (80, 0.095),
    (75, 0.058),
    (70, 0.034),
    (65, 0.02),
    (60, 0.0125),
    (50, 0.0062),
    (40, 0.0028),
    (0, 0.0011),
)

#: Ceremonies gather before the great days of the year.
_CEREMONY_MONTHS = Weighted(
    [
        ((1, 28), 14),
        ((2, 20), 8),
        ((3, 30), 7),
        ((4, 30), 8),
        ((5, 30), 16),
        ((6, 25), 10),
        ((7, 30), 6),
        ((8, 30), 10),
        ((9, 30), 7),
        ((10, 30), 7),
        ((11, 30), 11),
        ((12, 10), 3),
    ]
)


@dataclass(slots=True)
class Stretch:
    """What happens between two days [start, end); nothing but deaths after `quiet`.

    `closing` fixes the members at the end: those who come from elsewhere make it so. Without it, so many
    come as `arrived` says.
    """

    start: int
    end: int
    admitted: int
    struck_off: int
    expelled: int
    withdrew: int
    moved: int
    transferred_out: int
    quiet: int
    closing: int | None = None
    arrived: int = 0


@dataclass(slots=True)
class Founding:
    """Cells that open on a day with members from cells nearby."""

    on: int
    cells: list[Organization] = field(default_factory=list)


@dataclass(slots=True)
class Merger:
    """A cell whose members go over to another on a day."""

    on: int
    cell: Organization
    into: Organization
    decision: str


class History:
    def __init__(self, tree: Tree, makers: Makers, random: Random, *, begin: int) -> None:
        self.tree, self.makers, self.random, self.begin = tree, makers, random, begin
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
                if _settled(helper, on) and helper.dies != on and neighbour is not cell:
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
        return not person.dies and _settled(person, on)

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
            room = _FULL_ENOUGH if attempt > 40 else min(_FULL_ENOUGH, cell.target * scale * 1.1 + 2)
            if len(cell.members) < room:
                return cell
        raise LookupError(f"no cell has room on {iso(on)}")

    # ---- the play

    def begin_with(self, total: int) -> None:
        """Fill the cells that stand on the first day in proportion to what they will be."""
        cells = [cell for cell in self.cells if cell.start <= self.begin]
        scale = total / sum(cell.target for cell in cells)
        sizes = [max(SMALLEST_CELL + 1, min(_FULL_ENOUGH, round(cell.target * scale))) for cell in cells]
        place = 0
        while (rest := total - sum(sizes)) != 0:
            step = 1 if rest > 0 else -1
            if SMALLEST_CELL + 1 <= sizes[place % len(sizes)] + step <= _FULL_ENOUGH:
                sizes[place % len(sizes)] += step
            place += 1
        for cell, size in zip(cells, sizes, strict=True):
            for _ in range(size):
                self.enter(self.makers.initial(cell, self.begin), cell, self.begin, "initial")

    def play(
        self, stretch: Stretch, foundings: Iterable[Founding] = (), mergers: Iterable[Merger] = ()
    ) -> None:
        """Carry out everything of the stretch in the order of its days."""
        opening = len(self.living)
        events: list[tuple[int, int, int, Callable[[int], None]]] = []

        def plan(on: int, order: int, what: Callable[[int], None]) -> None:
            events.append((on, order, len(events), what))

        dying = self._doom(stretch)
        for person in dying:
            plan(person.dies, 0, lambda on, person=person: self.die(person, on))  # type: ignore[misc]
        for merger in mergers:
            if stretch.start <= merger.on < stretch.end:
                plan(merger.on, 1, lambda on, merger=merger: self.merge(merger))  # type: ignore[misc]
        for founding in foundings:
            if stretch.start <= founding.on < stretch.end:
                plan(founding.on, 2, lambda on, founding=founding: self.found(founding))  # type: ignore[misc]
        gone = len(dying) + stretch.struck_off + stretch.expelled + stretch.withdrew + stretch.transferred_out
        arrived = (
            stretch.arrived
            if stretch.closing is None
            else stretch.closing - (opening + stretch.admitted - gone)
        )
        if arrived < 0:
            raise ValueError(f"more would have to leave in the stretch from {iso(stretch.start)}: {arrived}")
        for _ in range(stretch.admitted):
            plan(self._ceremony_day(stretch), 3, self._admit)
        others: tuple[tuple[int, Callable[[int], None]], ...] = (
            (arrived, self._arrive),
            (stretch.transferred_out, self._transfer_out),
            (stretch.moved, self._move_someone),
            (stretch.struck_off, self._strike_off),
            (stretch.expelled, self._expel),
            (stretch.withdrew, self._withdraw),
        )
        for number, what in others:
            for _ in range(number):
                plan(self.random.randint(stretch.start + 1, stretch.quiet), 4, what)
        events.sort(key=lambda event: event[:3])
        for on, _, _, what in events:
            what(on)
        if stretch.closing is not None and len(self.living) != stretch.closing:
            raise AssertionError(
                f"{len(self.living)} members on {iso(stretch.end)}, planned {stretch.closing}"
            )

    def _doom(self, stretch: Stretch) -> list[Person]:
        """Choose who dies in the stretch, and when, by age; nobody grows older than 95."""
        part = (stretch.end - stretch.start) / YEAR
        dying = []
        for person in self.living:
            age = (stretch.start - person.birth) / YEAR
            risk = next(risk for limit, risk in _MORTALITY if age >= limit) * part
            if age + part > _OLDEST:
                risk = 1.0
            if self.random.random() < risk:
                last = min(stretch.end - 1, int(person.birth + (_OLDEST + 0.9) * YEAR))
                earliest = max(stretch.start, person.spells[-1].start + 1)
                person.dies = self.random.randint(earliest, max(earliest, last))
                if person.dies >= stretch.end:
                    person.dies = 0
                    continue
                dying.append(person)
        return dying

    def _ceremony_day(self, stretch: Stretch) -> int:
        year = year_of(stretch.start)
        for _ in range(200):
            month, last = _CEREMONY_MONTHS.pick(self.random)
            on = new_year(year) + (month - 1) * 365 // 12 + int(self.random.random() * last)
            if stretch.start <= on <= stretch.quiet:
                return on
        return self.random.randint(stretch.start + 1, stretch.quiet)

    def _admit(self, on: int) -> None:
        cell = self._cell_for(on)
        self.enter(self.makers.admitted(cell, on), cell, on, "admitted")

    def _arrive(self, on: int) -> None:
        cell = self._cell_for(on)
        self.enter(self.makers.arrived(cell, on), cell, on, "transferred_in")

    def _transfer_out(self, on: int) -> None:
        self.leave(self._someone(on, lambda person: _mobility(person, on)), on, "transferred_out")

    def _move_someone(self, on: int) -> None:
        person = self._someone(on, lambda person: _mobility(person, on))
        here = person.spells[-1].cell
        place = here.place if self.random.random() < 0.6 else None
        self.move(person, self._cell_for(on, place=place, other_than=here), on)

    def _strike_off(self, on: int) -> None:
        self.leave(
            self._someone(on, lambda person: 1.0 if age_on(person.birth, on) < 50 else 0.15), on, "struck_off"
        )

    def _expel(self, on: int) -> None:
        who = self._someone(
            on, lambda person: 1.0 if person.full < on and age_on(person.birth, on) < 62 else 0.0
        )
        self.leave(who, on, "expelled")

    def _withdraw(self, on: int) -> None:
        self.leave(self._someone(on, lambda person: 1.0 if person.full < on else 0.0), on, "withdrew")


def _settled(person: Person, on: int) -> bool:
    """Whether the person is in the cell for some time: two months, or since before the record began."""
    spell = person.spells[-1]
    return spell.start <= on - _SETTLED or (spell.reason_in == "initial" and spell.start < on)


def _mobility(person: Person, on: int) -> float:
    age = age_on(person.birth, on)
    return 1.0 if age < 45 else 0.6 if age < 60 else 0.3 if age < 65 else 0.06
