"""Give an organisation another name (đổi tên)."""

from dangvu.reorganizations import rules
from dangvu.reorganizations.services.plan import OrganizationMove, Plan


def enact(plan: Plan, number: int) -> None:
    act = plan.acts[number]
    node = plan.member(number)
    if not act.name:
        plan.remark(number, rules.missing("name", act.act), column="name")
        return
    if node is None:
        return
    before = node.name
    if before == act.name:
        plan.remark(number, rules.no_change(node.code, before), column="name")
        return
    if not plan.once_a_day(number, node, "names"):
        return
    plan.tree.name_anew(node, act.name, act.on, number)
    plan.moves.append(OrganizationMove(act, node.code, act.name, "renamed", before, act.name))
