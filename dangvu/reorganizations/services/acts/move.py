"""Place an organisation, with all below it, under another whole (chuyển về trực thuộc)."""

from dangvu.kernel.findings import Finding
from dangvu.organizations.draft import Node
from dangvu.reorganizations import rules
from dangvu.reorganizations.services.plan import Plan


def enact(plan: Plan, number: int) -> None:
    act = plan.acts[number]
    node = plan.member(number)
    if not act.parent_code:
        plan.remark(number, rules.missing("parent_code", act.act), column="parent_code")
        return
    parent = plan.member(number, "parent_code")
    if node is None or parent is None:
        return
    if node.parent == parent.code:
        plan.remark(number, rules.no_change(node.code, node.name), column="parent_code")
        return
    free = plan.once_a_day(number, node, "parents")
    if plan.remark(number, against(plan, node, parent), column="parent_code") and free:
        plan.move_unit(number, node, parent)


def against(plan: Plan, node: Node, parent: Node) -> Finding | None:
    """Nothing stands under itself or under what is below it."""
    if node.code == parent.code:
        return rules.itself(node.code, node.name)
    if plan.tree.stands_above(node.code, parent.code):
        return rules.makes_cycle(node.code, node.name, parent.name)
    return None
