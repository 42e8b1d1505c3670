"""The play of a committee's history, day by day: who is admitted, moves, dies, leaves, and which cells merge.

Every event of a stretch of time is laid out first and then carried out in the order of the days, so that the
members at its end are exactly as many as planned.
"""

from collections.abc import Callable, Iterable
from random import Random

from demo.crowd import FULL_ENOUGH, SMALLEST_CELL, Crowd
from demo.days import YEAR, age_on, iso, new_year, year_of
from demo.events import Founding, Merger, Stretch
from demo.odds import CEREMONY_MONTHS, mobility, risk_of_death
from demo.people import Makers, Person
from demo.tree import Tree

_OLDEST = 95


class History(Crowd):
    """The crowd in motion; `begin` is the first day of the record."""

    def __init__(self, tree: Tree, makers: Makers, random: Random, *, begin: int) -> None:
        super().__init__(tree, makers, random)
        self.begin = begin

    def begin_with(self, total: int) -> None:
        """Fill the cells that stand on the first day in proportion to what they will be."""
        cells = [cell for cell in self.cells if cell.start <= self.begin]
        scale = total / sum(cell.target for cell in cells)
        sizes = [max(SMALLEST_CELL + 1, min(FULL_ENOUGH, round(cell.target * scale))) for cell in cells]
        place = 0
        while (rest := total - sum(sizes)) != 0:
            step = 1 if rest > 0 else -1
            if SMALLEST_CELL + 1 <= sizes[place % len(sizes)] + step <= FULL_ENOUGH:
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
            risk = risk_of_death(age) * part
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
            month, last = CEREMONY_MONTHS.pick(self.random)
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
        self.leave(self._someone(on, lambda person: mobility(person, on)), on, "transferred_out")

    def _move_someone(self, on: int) -> None:
        person = self._someone(on, lambda person: mobility(person, on))
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
