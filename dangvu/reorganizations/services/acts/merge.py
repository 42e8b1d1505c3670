"""Merge an organisation into another, existing or new (sáp nhập).

Its parts move under the successor, its members go on in it, posts in it end, posts of the place go over.
"""

from dangvu.kernel.findings import Finding
from dangvu.organizations.draft import Node
from dangvu.reorganizations import rules
from dangvu.reorganizations.services.acts.establish import found
from dangvu.reorganizations.services.plan import Plan, Successor


def enact(plan: Plan, number: int) -> None:
    act = plan.acts[number]
    node = plan.member(number)
    successor = successor_of(plan, number, node)
    if node is None or successor is None:
        return
    right = plan.remark(number, against(plan, node, successor), column="successor_code")
    if not (plan.can_end(number, node) and right):
        return
    for unit in plan.tree.children(node.code):
        plan.move_unit(number, unit, successor)
    plan.move_people(number, node, successor)
    plan.people.move_civic_posts(node.code, successor.code, act.on, number)
    plan.end(number, node, "merged", successor.name)
    plan.successors.append(Successor(node.code, successor.code, "merged_into", number))


def successor_of(plan: Plan, number: int, node: Node | None) -> Node | None:
    """Return the organisation that succeeds: an existing one, or a new one that the act describes."""
    act = plan.acts[number]
    if not act.successor_code:
        plan.remark(number, rules.missing("successor_code", act.act), column="successor_code")
        return None
    if plan.tree.get(act.successor_code) is None and act.name and act.kind:
        return found(plan, number, "successor_code")
    return plan.member(number, "successor_code")


def against(plan: Plan, node: Node, successor: Node) -> Finding | None:
    """The two differ, are of one family, and the successor does not stand below what ends."""
    if node.code == successor.code:
        return rules.itself(node.code, node.name)
    if plan.tree.stands_above(node.code, successor.code):
        return rules.makes_cycle(node.code, node.name, successor.name)
    return rules.other_family(node.code, node.name, node.kind, successor.name, successor.kind)
