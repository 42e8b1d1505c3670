"""A workflow is a table: moves by name, from which states, to which, under which guards.

The screen asks the same table what is available, and why something is not, that the verb obeys.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from dangvu.kernel.findings import Finding, Refused, blocks, obstacle, refuse_if_blocked

Facts = TypeVar("Facts")


class BadWorkflow(ValueError):
    """The table contradicts itself; raised when the module that holds it is imported."""


class UnknownMove(LookupError):
    """No move of that name stands in the table."""


class WrongState(Refused):
    """The move exists, but not from this state."""


@dataclass(frozen=True)
class Move(Generic[Facts]):
    """One line of the table. A guard is a rule: facts in, a finding or nothing out."""

    name: str
    sources: tuple[str, ...]
    target: str
    guards: tuple[Callable[[Facts], Finding | None], ...]
    label: str

    def findings(self, facts: Facts) -> list[Finding]:
        """Return what all guards have to say, none left out because another refused."""
        return [found for guard in self.guards if (found := guard(facts)) is not None]


@dataclass(frozen=True)
class Offer(Generic[Facts]):
    """A move that leads on from a state, with everything that stands against it or is to be known."""

    move: Move[Facts]
    findings: tuple[Finding, ...]

    @property
    def open(self) -> bool:
        """Whether nothing blocks the move."""
        return not any(map(blocks, self.findings))


@dataclass(frozen=True)
class Outcome(Generic[Facts]):
    """A move made: the new state, and the warnings it was made under."""

    move: Move[Facts]
    state: str
    findings: tuple[Finding, ...]


class Workflow(Generic[Facts]):
    """States (in order; the first is the initial one) and the moves between them.

    `states` may map each state to its Vietnamese label. Raises `BadWorkflow` for a state that is
    unknown or that no move reaches, and for two moves of one name from one state.
    """

    def __init__(self, states: Iterable[str] | Mapping[str, str], moves: Iterable[Move[Facts]]) -> None:
        self.states = tuple(states)
        self.labels = dict(states) if isinstance(states, Mapping) else {state: state for state in self.states}
        self.moves = tuple(moves)
        self._by_source = {(move.name, source): move for move in self.moves for source in move.sources}
        self._check()

    @property
    def initial(self) -> str:
        """The state in which a case begins."""
        return self.states[0]

    def is_final(self, state: str) -> bool:
        """Whether nothing leads on from the state."""
        return not any(state in move.sources for move in self.moves)

    def available(self, state: str, facts: Facts) -> list[Offer[Facts]]:
        """Return every move that leads on from the state, open or not, each with all its findings."""
        return [Offer(move, tuple(move.findings(facts))) for move in self.moves if state in move.sources]

    def move(self, name: str, state: str) -> Move[Facts]:
        """Return the move of that name from that state. Raises `UnknownMove` or `WrongState`."""
        if found := self._by_source.get((name, state)):
            return found
        label = next((move.label for move in self.moves if move.name == name), None)
        if label is None:
            raise UnknownMove(name)
        shown = self.labels.get(state, state)
        message = f"Không thực hiện được “{label}” khi đang ở trạng thái “{shown}”."
        raise WrongState([obstacle("workflow.wrong_state", message)])

    def apply(self, name: str, state: str, facts: Facts) -> Outcome[Facts]:
        """Return the outcome of the move. Raises `Refused` with all findings when one blocks."""
        move = self.move(name, state)
        return Outcome(move, move.target, tuple(refuse_if_blocked(move.findings(facts))))

    def _check(self) -> None:
        if not self.states or len(set(self.states)) != len(self.states):
            raise BadWorkflow("a workflow needs at least one state, and each only once")
        named = {state for move in self.moves for state in (*move.sources, move.target)}
        if unknown := named - set(self.states):
            raise BadWorkflow(f"unknown states: {', '.join(sorted(unknown))}")
        lines = [(move.name, source) for move in self.moves for source in move.sources]
        if twice := {line for line in lines if lines.count(line) > 1}:
            raise BadWorkflow(f"moves of one name from one state: {sorted(twice)}")
        if lost := set(self.states) - self._reachable():
            raise BadWorkflow(f"states that no move reaches: {', '.join(sorted(lost))}")

    def _reachable(self) -> set[str]:
        reached: set[str] = set()
        waiting = [self.initial]
        while waiting:
            state = waiting.pop()
            reached.add(state)
            waiting += [m.target for m in self.moves if state in m.sources and m.target not in reached]
        return reached
