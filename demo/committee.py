"""One demo committee, complete: its tree, its people and everything recorded about them."""

from dataclasses import dataclass, field
from random import Random

from demo.chance import chance
from demo.people import Person
from demo.tree import Organization, Tree

#: One line of a file of the package, in the order of its columns; empty text where nothing is known.
Row = tuple[str | int, ...]


@dataclass(slots=True)
class Committee:
    """What the writers of a package need; `begin` and `end` are the first and the first unwritten day."""

    name: str
    title: str
    tree: Tree
    people: list[Person]
    begin: int
    end: int
    file_symbol: str
    card_prefix: str
    card_first: int
    rows: dict[str, list[Row]] = field(default_factory=dict)
    exempt: dict[Person, int] = field(default_factory=dict)
    suspended: dict[Person, tuple[int, int]] = field(default_factory=dict)
    #: Day of a decision of discipline by person, once in a lifetime.
    disciplined: dict[Person, int] = field(default_factory=dict)
    secretaries: dict[Organization, list[tuple[int, int | None, Person]]] = field(default_factory=dict)
    _residents: dict[Organization, list[Person]] = field(default_factory=dict)

    def random(self, matter: str) -> Random:
        return chance(self.name, matter)

    def add(self, file: str, row: Row) -> None:
        self.rows.setdefault(file, []).append(row)

    def residents(self, cell: Organization) -> list[Person]:
        """Everybody who ever was an official member of the cell."""
        if not self._residents:
            for person in self.people:
                for spell in person.spells:
                    self._residents.setdefault(spell.cell, []).append(person)
        return self._residents.get(cell, [])

    def secretary_on(self, cell: Organization, on: int) -> Person | None:
        for start, end, person in self.secretaries.get(cell, []):
            if start <= on and (end is None or on < end):
                return person
        return None

    def is_exempt(self, person: Person, on: int) -> bool:
        return person in self.exempt and self.exempt[person] <= on

    def is_suspended(self, person: Person, on: int) -> bool:
        return person in self.suspended and self.suspended[person][0] <= on < self.suspended[person][1]
