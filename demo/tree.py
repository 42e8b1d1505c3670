"""The organisations of a demo committee while its history is played: codes, names, what hangs where."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.people import Person

GRASSROOTS = ("grassroots_committee", "grassroots_cell")
CELLS = ("cell", "grassroots_cell")


@dataclass(slots=True, eq=False)
class Organization:
    """One organisation; days are numbers, `end` is the first day on which it is no more.

    `setting` says what life a cell leads (village, office, school, health, enterprise, army, police);
    `target` how many members it has when the record ends, `members` who is in it at the moment played.
    """

    code: str
    name: str
    kind: str
    start: int
    parent: "Organization | None" = None
    end: int | None = None
    sector: str = ""
    setting: str = ""
    target: float = 0.0
    place: str = ""
    minority_share: float = 0.0
    names: list[tuple[str, int, int | None]] = field(default_factory=list)
    parents: "list[tuple[Organization, int, int | None]]" = field(default_factory=list)
    kinds: list[tuple[str, str, int, int | None]] = field(default_factory=list)
    members: "list[Person]" = field(default_factory=list)

    def parent_on(self, on: int) -> "Organization | None":
        for parent, start, end in self.parents:
            if start <= on and (end is None or on < end):
                return parent
        return self.parent

    def stands_on(self, on: int) -> bool:
        return self.start <= on and (self.end is None or on < self.end)

    def grassroots_on(self, on: int) -> "Organization":
        """Return the grassroots organisation above (or the one it is itself) on the day."""
        found: Organization | None = self
        while found is not None and found.kind not in GRASSROOTS:
            found = found.parent_on(on)
        if found is None:
            raise LookupError(f"{self.code} hangs under no grassroots organisation")
        return found

    @property
    def symbol(self) -> str:
        """The letters after the number of its committee's documents: HU, TU or ĐU."""
        if self.kind in ("province", "district"):
            return "HU" if "huyện" in self.name else "TU"
        return "ĐU"

    def move_to(self, parent: "Organization", on: int) -> None:
        """Hang it under another parent from a day on; the earlier parent is kept."""
        if not self.parents:
            assert self.parent is not None
            self.parents.append((self.parent, self.start, self.end))
        before, start, end = self.parents.pop()
        self.parents += [(before, start, on), (parent, on, end)]
        self.parent = parent

    def rename(self, name: str, on: int) -> None:
        """Give it another name from a day on; the earlier name is kept."""
        start = self.names[-1][2] if self.names else self.start
        assert start is not None
        self.names.append((self.name, start, on))
        self.name = name


@dataclass(frozen=True, slots=True)
class Succession:
    organization: Organization
    successor: Organization
    on: int
    act: str
    decision_number: str
    decision_date: int


@dataclass(slots=True)
class Tree:
    """All organisations of one committee in the order in which they are written, parents first."""

    root: Organization
    organizations: list[Organization] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)

    def add(self, organization: Organization) -> Organization:
        self.organizations.append(organization)
        return organization

    def cells(self) -> list[Organization]:
        return [one for one in self.organizations if one.kind in CELLS]

    def grassroots(self) -> list[Organization]:
        return [one for one in self.organizations if one.kind in GRASSROOTS]

    def units(self) -> list[Organization]:
        """Cells and sectional committees below grassroots organisations."""
        return [one for one in self.organizations if one.kind in ("cell", "sectional_committee")]

    def succeed(self, organization: Organization, successor: Organization, on: int, number: str) -> None:
        """Write down a merger by a decision of some weeks before."""
        self.successions.append(
            Succession(
                organization, successor, on, "merged_into", number, on - 14 - len(self.successions) % 20
            )
        )
