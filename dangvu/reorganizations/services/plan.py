"""Acts tried in memory, in order: what each would change, and everything that stands against it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dangvu.kernel.findings import Finding, blocks
from dangvu.kernel.periods import FOREVER
from dangvu.members.draft import DraftPeople, Person, Stay
from dangvu.members.services.reorganize import load_people
from dangvu.organizations.draft import DraftTree, Node
from dangvu.organizations.services.tree import load_draft
from dangvu.reorganizations import rules
from dangvu.reorganizations.rules import FormalAct, Remark

#: Acts that end organisations, or may: their parts and members are looked at.
ENDING = frozenset({"merge", "split", "wind_up"})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OrganizationMove:
    """What becomes of an organisation: `what` is founded, renamed, converted, moved, merged, split, ended."""

    act: FormalAct
    code: str
    name: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MemberMove:
    """A member goes on in another organisation from the day."""

    person: Person
    source: str
    target: str
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Successor:
    """`act` as in the list of successions: merged_into, split_into or replaced_by."""

    code: str
    successor: str
    act: str
    number: int


@dataclass(slots=True)
class Plan:
    """The acts, the organisations and people they concern, and what was found and done so far."""

    acts: Sequence[FormalAct]
    tree: DraftTree
    people: DraftPeople
    remarks: list[Remark] = field(default_factory=list)
    moves: list[OrganizationMove] = field(default_factory=list)
    member_moves: list[MemberMove] = field(default_factory=list)
    successors: list[Successor] = field(default_factory=list)
    asked_for: set[tuple[str, str, date]] = field(default_factory=set)
    splitting: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(remark.finding for remark in self.remarks)

    @property
    def blocked(self) -> bool:
        return any(blocks(remark.finding) for remark in self.remarks)

    def remark(self, number: int, *findings: Finding | None, column: str | None = None) -> bool:
        """Note what was found against an act. Returns whether it may go on."""
        act = self.acts[number]
        found = [finding for finding in findings if finding is not None]
        value = None if column is None else str(getattr(act, column, "") or "")
        self.remarks += [Remark(finding, act, column, value) for finding in found]
        return not any(map(blocks, found))

    def member(self, number: int, column: str = "code") -> Node | None:
        """Return the organisation that the column names if it takes part on the day, else note why not.

        Whoever acts or is acted upon lives on the day and has no end recorded later.
        """
        act = self.acts[number]
        code = getattr(act, column)
        node = self.tree.get(code)
        if node is None:
            self.remark(number, rules.unknown(code), column=column)
            return None
        against = rules.not_living(code, node.name, node.begun, node.ended, act.on)
        if against is None and node.ended != FOREVER:
            against = rules.ends_later(code, node.name, node.ended)
        return node if self.remark(number, against, column=column) else None

    def once_a_day(self, number: int, node: Node, matter: str) -> bool:
        """Whether the organisation has not changed in this matter (names, forms, parents) since the day."""
        act = self.acts[number]
        series = getattr(node, matter)
        last = series.last
        against = None
        if last is not None and last.valid_from > act.on:
            against = rules.changes_later(node.code, node.name, last.valid_from)
        elif last is not None and last.valid_from == act.on:
            automatic = last.row_id is None and not node.is_new
            if not automatic or (node.code, matter, act.on) in self.asked_for:
                against = rules.changed_that_day(node.code, node.name, act.on)
        self.asked_for.add((node.code, matter, act.on))
        return self.remark(number, against, column="on")

    def move_unit(self, number: int, unit: Node, parent: Node) -> None:
        """Place a part under another whole and note it."""
        act = self.acts[number]
        before = self.tree.get(unit.parent or "")
        self.tree.place_under(unit, parent.code, act.on, number)
        self.moves.append(
            OrganizationMove(act, unit.code, unit.name, "moved", before.name if before else "", parent.name)
        )

    def move_people(self, number: int, source: Node, target: Node, *, only: set[str] | None = None) -> None:
        """Members of `source` (all, or `only` these codes) go on in `target`, and are noted by name."""
        act = self.acts[number]
        self.member_moves += [
            MemberMove(stay.person, source.code, target.code, stay.kind, act.on)
            for stay in self.people.open_stays(source.code, act.on)
            if only is None or stay.person.code in only
        ]
        self.people.move_members(source.code, target.code, act.on, number, only=only)

    def can_end(self, number: int, node: Node) -> bool:
        """Whether the organisation can end on the day of the act, its parts and people left aside."""
        act = self.acts[number]
        if node.begun >= act.on:
            return self.remark(number, rules.founded_that_day(node.code, node.name, act.on), column="on")
        later = node.changed_since(act.on)
        fresh = [
            one
            for series in (node.names, node.forms, node.parents)
            for one in series.stretches
            if one.row_id is not None and one.valid_from == act.on
        ]
        return self.remark(
            number,
            rules.changes_later(node.code, node.name, later) if later else None,
            rules.changed_that_day(node.code, node.name, act.on) if fresh else None,
            *self._parts_move_later(node, act.on),
            self._people_come_too_late(node, act.on),
            column="on",
        )

    def _parts_move_later(self, node: Node, on: date) -> list[Finding]:
        """Parts recorded as coming or going after the day would be left without their whole."""
        found = []
        for part, stretch in self.tree.ever_below(node.code):
            recorded = stretch.row_id is not None and stretch.valid_to > on
            if recorded and stretch.valid_from > on:
                found.append(rules.changes_later(part.code, part.name, stretch.valid_from))
            elif recorded and stretch.valid_to != FOREVER:
                found.append(rules.changes_later(part.code, part.name, stretch.valid_to))
            elif recorded and stretch.valid_from == on and part.parent == node.code:
                found.append(rules.changed_that_day(part.code, part.name, on))
        return found

    def _people_come_too_late(self, node: Node, on: date) -> Finding | None:
        stays = [str(stay.person) for stay in self.people.too_late(node.code, on)]
        posts = [str(held.person or held.holder_name) for held in self.people.posts_too_late(node.code, on)]
        return rules.begins_too_late(node.code, node.name, list(dict.fromkeys(stays + posts)), on)

    def end(self, number: int, node: Node, what: str, after: str = "") -> None:
        """The organisation and the posts in it end on the day of the act."""
        act = self.acts[number]
        self.people.end_posts(node.code, act.on)
        self.tree.end(node, act.on)
        self.moves.append(OrganizationMove(act, node.code, node.name, what, "", after))

    def names_staying(self, node: Node, on: date, *, official_only: bool = False) -> list[str]:
        """Who is in the organisation on the day or comes later, by name."""
        stays: Iterable[Stay] = self.people.open_stays(node.code, on)
        people = [str(stay.person) for stay in stays if stay.official or not official_only]
        return list(dict.fromkeys(people))


def open_plan(acts: Sequence[FormalAct]) -> Plan:
    """Read what the acts concern. A fixed number of queries, however many acts."""
    named = {
        code
        for act in acts
        for code in (act.code, act.successor_code, act.parent_code, act.body_code, *act.units)
        if code
    }
    peopled = {act.code for act in acts if act.act in ENDING or act.act == "convert"}
    peopled |= {act.successor_code for act in acts if act.act in ENDING and act.successor_code}
    with_parts = {act.code for act in acts if act.act in ENDING or act.act == "convert"}
    since = min(act.on for act in acts) - _ONE_DAY
    tree = load_draft(named, with_children=with_parts, since=since)
    ids = {node.id: code for code in peopled if (node := tree.get(code)) is not None and node.id is not None}
    return Plan(acts, tree, load_people(ids, since))
