"""The people whom a reorganisation concerns, in memory: moved here first, written at once afterwards.

Organisations are named by code. A membership ends and goes on elsewhere on the same day, with the reason
`reorganized`, so that nobody is without a cell or in two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dangvu.members.models import MembershipKind, ReasonIn, ReasonOut


@dataclass(frozen=True, slots=True)
class Person:
    """A member as lists print them."""

    id: int
    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


@dataclass(slots=True)
class Stay:
    """A membership in the draft. `was` is what the database says of it; None for one begun by an act."""

    person: Person
    organization: str
    kind: str
    reason_in: str
    reason_out: str
    valid_from: date
    valid_to: date
    row_id: int | None = None
    act: int | None = None
    was: tuple[date, date] | None = None

    @property
    def official(self) -> bool:
        return self.kind == MembershipKind.OFFICIAL

    def covers(self, on: date) -> bool:
        return self.valid_from <= on < self.valid_to

    def covered(self, on: date) -> bool:
        """Whether it held on that day before the acts."""
        return self.was is not None and self.was[0] <= on < self.was[1]


@dataclass(slots=True)
class Held:
    """A post in the draft, of the Party or (`civic`) of the place."""

    organization: str
    post: str
    valid_from: date
    valid_to: date
    person: Person | None
    holder_name: str = ""
    civic: bool = False
    row_id: int | None = None
    act: int | None = None
    touched: bool = False


@dataclass(slots=True)
class DraftPeople:
    """Memberships and posts of the organisations that the acts end, or into which they move members."""

    stays: dict[str, list[Stay]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))

    def open_stays(self, code: str, on: date) -> list[Stay]:
        """Memberships of the organisation that hold on the day or begin later."""
        return [stay for stay in self.stays.get(code, ()) if stay.valid_to > on]

    def open_posts(self, code: str, on: date) -> list[Held]:
        return [held for held in self.posts.get(code, ()) if held.valid_to > on]

    def too_late(self, code: str, on: date) -> list[Stay]:
        """Recorded memberships that begin on the day or later: they cannot be ended on it."""
        return [
            stay for stay in self.open_stays(code, on) if stay.row_id is not None and stay.valid_from >= on
        ]

    def posts_too_late(self, code: str, on: date) -> list[Held]:
        return [
            held for held in self.open_posts(code, on) if held.row_id is not None and held.valid_from >= on
        ]

    def move_members(
        self, source: str, target: str, on: date, act: int, *, only: set[str] | None = None
    ) -> int:
        """Every membership of `source` that holds on the day goes on in `target`.

        `only`: of the members with these codes. A temporary or residence membership that the member already
        has in `target` just ends. Returns how many official members went.
        """
        leaving = [stay for stay in self.open_stays(source, on) if only is None or stay.person.code in only]
        present = {(stay.person.id, stay.kind) for stay in self.open_stays(target, on)}
        for stay in leaving:
            self._move(stay, target, on, act, begin=(stay.person.id, stay.kind) not in present)
        return sum(stay.official for stay in leaving)

    def _move(self, stay: Stay, target: str, on: date, act: int, *, begin: bool) -> None:
        ended, reason = stay.valid_to, stay.reason_out
        if stay.row_id is None and stay.valid_from == on:
            self.stays[stay.organization].remove(stay)
        else:
            stay.valid_to, stay.reason_out = on, ReasonOut.REORGANIZED.value
        if begin or stay.official:
            new = Stay(stay.person, target, stay.kind, ReasonIn.REORGANIZED.value, reason, on, ended, act=act)
            self.stays[target].append(new)

    def end_posts(self, code: str, on: date) -> list[Held]:
        """Every post in the organisation ends on the day; returns those that did."""
        ending = self.open_posts(code, on)
        for held in ending:
            held.valid_to, held.touched = on, True
        self.posts[code] = [held for held in self.posts[code] if held.row_id is not None]
        return ending

    def move_civic_posts(self, source: str, target: str, on: date, act: int) -> None:
        """The posts of the place (village head …) go on in the organisation that answers for it now."""
        for held in [one for one in self.open_posts(source, on) if one.civic]:
            self.posts[target].append(
                Held(target, held.post, on, held.valid_to, held.person, held.holder_name, civic=True, act=act)
            )

    def each_stay(self) -> Iterator[Stay]:
        for stays in self.stays.values():
            yield from stays

    def members_before(self, on: date) -> Mapping[str, set[Person]]:
        """Official members of each organisation of the draft on the day, as the database says."""
        return _by_organization(stay for stay in self.each_stay() if stay.official and stay.covered(on))

    def members_after(self, on: date) -> Mapping[str, set[Person]]:
        """The same after the acts."""
        return _by_organization(stay for stay in self.each_stay() if stay.official and stay.covers(on))


def _by_organization(stays: Iterable[Stay]) -> Mapping[str, set[Person]]:
    people: dict[str, set[Person]] = defaultdict(set)
    for stay in stays:
        people[stay.organization].add(stay.person)
    return people
