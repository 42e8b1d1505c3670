"""A part of the dated tree in memory, on which acts are tried before anything is written.

Organisations are named by code, because new ones have no number yet. The five ways to change the tree are
the methods `found`, `name_anew`, `set_kind`, `place_under` and `end`: each closes what held until the day and
opens what holds from it. They trust their caller to have asked the rules; what cannot be carried out on that
day raises `ValueError`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from dangvu.kernel.periods import FOREVER

Value = TypeVar("Value")

#: What an organisation is: its kind and, where recorded, its sector.
Form = tuple[str, str]


@dataclass(slots=True)
class Stretch(Generic[Value]):
    """A value from a day to a day; `row_id` is its row in the database, `act` the act that made it now."""

    value: Value
    valid_from: date
    valid_to: date = FOREVER
    row_id: int | None = None
    act: int | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on < self.valid_to


class Series(Generic[Value]):
    """The values of one property of one organisation in the order of days; rows taken out are remembered."""

    __slots__ = ("dropped", "stretches", "touched")

    def __init__(self, stretches: Iterable[Stretch[Value]] = ()) -> None:
        self.stretches = sorted(stretches, key=lambda one: one.valid_from)
        self.dropped: list[int] = []
        self.touched: set[int] = set()

    def on(self, day: date) -> Value | None:
        return next((one.value for one in reversed(self.stretches) if one.holds(day)), None)

    @property
    def last(self) -> Stretch[Value] | None:
        return self.stretches[-1] if self.stretches else None

    def change(self, value: Value, on: date, act: int) -> None:
        """The value holds from that day; one of the same day is replaced, never kept as an empty period."""
        last = self.last
        if last is not None and last.valid_from > on:
            raise ValueError("a later change is recorded")
        if last is not None and last.valid_from == on:
            self._touch(last)
            last.value, last.valid_to, last.act = value, FOREVER, act
            return
        self.close(on)
        self.stretches.append(Stretch(value, on, act=act))

    @property
    def differs(self) -> bool:
        """Whether anything was opened, closed, replaced or taken out since it was read."""
        return bool(self.touched or self.dropped) or any(one.row_id is None for one in self.stretches)

    def close(self, on: date) -> None:
        """Nothing holds from that day on."""
        while self.stretches and self.stretches[-1].valid_from >= on:
            gone = self.stretches.pop()
            if gone.row_id is not None:
                self.dropped.append(gone.row_id)
        if self.stretches and self.stretches[-1].valid_to > on:
            self._touch(self.stretches[-1])
            self.stretches[-1].valid_to = on

    def _touch(self, stretch: Stretch[Value]) -> None:
        if stretch.row_id is not None:
            self.touched.add(stretch.row_id)


@dataclass(slots=True)
class Node:
    """One organisation: its life and what it was called, was and stood under."""

    code: str
    begun: date
    ended: date = FOREVER
    id: int | None = None
    act: int | None = None
    is_new: bool = False
    life_touched: bool = False
    names: Series[str] = field(default_factory=Series)
    forms: Series[Form] = field(default_factory=Series)
    parents: Series[str] = field(default_factory=Series)

    @property
    def name(self) -> str:
        """The last name known."""
        return self.names.last.value if self.names.last else self.code

    @property
    def kind(self) -> str:
        return self.forms.last.value[0] if self.forms.last else ""

    @property
    def sector(self) -> str:
        return self.forms.last.value[1] if self.forms.last else ""

    @property
    def parent(self) -> str | None:
        """The code of what it stands under now and until further notice; None for a root."""
        last = self.parents.last
        return last.value if last is not None and last.valid_to == FOREVER else None

    def lives(self, on: date) -> bool:
        return self.begun <= on < self.ended

    def changed_since(self, on: date) -> date | None:
        """The latest day after `on` on which something of it begins or ends, if any."""
        days = [self.ended] if self.ended != FOREVER else []
        for series in (self.names, self.forms, self.parents):
            days += [day for one in series.stretches for day in (one.valid_from, one.valid_to)]
        return max((day for day in days if on < day < FOREVER), default=None)


class DraftTree:
    """The organisations that a set of acts concerns, and the changes tried on them."""

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self.nodes: dict[str, Node] = {node.code: node for node in nodes}
        self._below: dict[str, set[str]] = defaultdict(set)
        for node in self.nodes.values():
            for stretch in node.parents.stretches:
                self._below[stretch.value].add(node.code)

    def get(self, code: str) -> Node | None:
        return self.nodes.get(code)

    def children(self, code: str) -> list[Node]:
        """What stands under the organisation now and until further notice, by code."""
        return sorted(
            (self.nodes[one] for one in self._below[code] if self.nodes[one].parent == code),
            key=lambda node: node.code,
        )

    def ever_below(self, code: str) -> Iterator[tuple[Node, Stretch[str]]]:
        """Every organisation that stood, stands or will stand directly under it, with the days."""
        for one in sorted(self._below[code]):
            for stretch in self.nodes[one].parents.stretches:
                if stretch.value == code:
                    yield self.nodes[one], stretch

    def stands_above(self, code: str, other: str) -> bool:
        """Whether `code` is `other` or stands above it as things are now."""
        here: str | None = other
        steps = 0
        while here is not None and steps <= len(self.nodes):
            if here == code:
                return True
            node = self.nodes.get(here)
            here, steps = (node.parent if node else None), steps + 1
        return False

    def found(
        self, code: str, *, name: str, kind: str, sector: str, parent: str | None, on: date, act: int
    ) -> Node:
        """A new organisation lives from that day."""
        if code in self.nodes:
            raise ValueError(f"{code} exists")
        node = Node(code, on, act=act, is_new=True)
        self.nodes[code] = node
        node.names.change(name, on, act)
        node.forms.change((kind, sector), on, act)
        if parent is not None:
            self.place_under(node, parent, on, act)
        return node

    def name_anew(self, node: Node, name: str, on: date, act: int) -> None:
        node.names.change(name, on, act)

    def set_kind(self, node: Node, kind: str, sector: str, on: date, act: int) -> None:
        node.forms.change((kind, sector), on, act)

    def place_under(self, node: Node, parent: str, on: date, act: int) -> None:
        node.parents.change(parent, on, act)
        self._below[parent].add(node.code)

    def end(self, node: Node, on: date) -> None:
        """The day is the first on which the organisation no longer exists."""
        if node.begun >= on:
            raise ValueError(f"{node.code} would never have lived")
        node.ended, node.life_touched = on, True
        for series in (node.names, node.forms, node.parents):
            series.close(on)

    def touched(self) -> list[Node]:
        """Organisations whose life, name, kind or parent differs from the database."""
        return [node for node in self.nodes.values() if node.is_new or node.life_touched or _differs(node)]

    def parent_rows(self) -> Iterator[tuple[str, str, date, date]]:
        """(part, whole, from, to) of everything in the draft."""
        for node in self.nodes.values():
            for one in node.parents.stretches:
                yield node.code, one.value, one.valid_from, one.valid_to


def _differs(node: Node) -> bool:
    return node.names.differs or node.forms.differs or node.parents.differs
