"""Try acts and say what they do: the plan with everything that stands against it."""

from collections.abc import Sequence
from datetime import date

from dangvu.kernel.findings import Finding
from dangvu.members.services.reorganize import full_members_among
from dangvu.organizations.draft import Node
from dangvu.organizations.rules import (
    CELL_KINDS,
    Life,
    Placement,
    enough_full_members,
    first_cycle,
    kind_stands_under,
    outlives,
)
from dangvu.reorganizations import rules
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.acts import ENACT, split
from dangvu.reorganizations.services.plan import Plan, open_plan


def prepare(acts: Sequence[FormalAct]) -> Plan:
    """Return the acts tried in the order given; nothing is written. Raises `ValueError` without acts."""
    if not acts:
        raise ValueError("no acts")
    plan = open_plan(acts)
    for number, act in enumerate(acts):
        if number and act.on != acts[number - 1].on:
            split.end_of_day(plan)
        _decided(plan, number)
        if act.act in ENACT:
            ENACT[act.act](plan, number)
        else:
            plan.remark(number, rules.not_in_list("act", act.act, rules.ACTS), column="act")
    split.end_of_day(plan)
    _look_at_the_tree(plan)
    _look_at_sizes(plan)
    return plan


def _decided(plan: Plan, number: int) -> None:
    """The decision stands: a number, a body that exists; and a sector, where given, is one of the list."""
    act = plan.acts[number]
    if not act.decision_number.strip():
        plan.remark(number, rules.missing("decision_number", act.act), column="decision_number")
    plan.remark(number, rules.decided_after(act.act, act.decision_date, act.on), column="decision_date")
    if act.sector and act.sector not in rules.known_sectors():
        against = rules.not_in_list("sector", act.sector, rules.known_sectors())
        plan.remark(number, against, column="sector")
    body = plan.tree.get(act.body_code)
    if body is None:
        plan.remark(number, rules.unknown(act.body_code), column="body_code")
    else:
        plan.remark(number, rules.body_not_acting(act, body.name, body.begun, body.ended), column="body_code")


def _look_at_the_tree(plan: Plan) -> None:
    """After all acts the tree is one: kinds below kinds, lives inside lives, members in cells, no ring."""
    for node in plan.tree.touched():
        _look_at_form(plan, node)
        for stretch in node.parents.stretches:
            if stretch.act is not None:  # older wholes may not be in the draft
                whole = plan.tree.nodes[stretch.value]
                part = Life(node.name, node.begun, node.ended)
                life = Life(whole.name, whole.begun, whole.ended)
                plan.remark(stretch.act, outlives(part, life, stretch.valid_from, stretch.valid_to))
                if stretch.holds(stretch.valid_from) and stretch.value == node.parent:
                    plan.remark(stretch.act, _below(node, whole, stretch.valid_from), column="parent_code")
    if ring := first_cycle(plan.tree.parent_rows()):
        one, other = plan.tree.nodes[ring.members[0]], plan.tree.nodes[ring.members[-1]]
        plan.remark(len(plan.acts) - 1, rules.makes_cycle(one.code, one.name, other.name))


def _look_at_form(plan: Plan, node: Node) -> None:
    """An organisation that took another form still fits above its parts, below its whole, to its members."""
    last = node.forms.last
    if last is None or last.act is None or node.ended <= last.valid_from:
        return
    on = last.valid_from
    for part in plan.tree.children(node.code):
        moved = part.parents.last
        if moved is None or moved.act is None:  # else it is looked at where it moved
            plan.remark(last.act, _below(part, node, on), column="kind")
    parent = plan.tree.get(node.parent or "")
    if parent is not None and (node.parents.last is None or node.parents.last.act is None):
        plan.remark(last.act, _below(node, parent, on), column="kind")
    people = plan.names_staying(node, on, official_only=True)
    plan.remark(last.act, rules.holds_members(node.code, node.name, node.kind, people), column="kind")


def _below(part: Node, whole: Node, on: date) -> Finding | None:
    return kind_stands_under(Placement(part.code, part.name, part.kind, whole.name, whole.kind, on))


def _look_at_sizes(plan: Plan) -> None:
    """New cells with fewer full members than the Statutes ask are remarked on."""
    for node in plan.tree.touched():
        if node.is_new and node.kind in CELL_KINDS and node.lives(node.begun) and node.act is not None:
            stays = plan.people.open_stays(node.code, node.begun)
            people = [stay.person.id for stay in stays if stay.official and stay.covers(node.begun)]
            full = len(full_members_among(people, node.begun)) if people else 0
            plan.remark(node.act, enough_full_members(node.code, node.name, full, node.begun))
