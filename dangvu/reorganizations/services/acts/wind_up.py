"""End an organisation whose task is done (kết thúc hoạt động), after its parts and members have gone."""

from dangvu.reorganizations import rules
from dangvu.reorganizations.services.plan import Plan, Successor


def enact(plan: Plan, number: int) -> None:
    act = plan.acts[number]
    node = plan.member(number)
    successor = plan.member(number, "successor_code") if act.successor_code else None
    if node is None or (act.successor_code and successor is None):
        return
    units = [f"{unit.name} ({unit.code})" for unit in plan.tree.children(node.code)]
    people = plan.names_staying(node, act.on)
    nobody = plan.remark(
        number,
        rules.units_left(node.code, node.name, units),
        rules.members_left(node.code, node.name, people),
        rules.itself(node.code, node.name) if successor is node else None,
        column="code",
    )
    if not (plan.can_end(number, node) and nobody):
        return
    plan.end(number, node, "ended", successor.name if successor else "")
    if successor is not None:
        plan.successors.append(Successor(node.code, successor.code, "replaced_by", number))
