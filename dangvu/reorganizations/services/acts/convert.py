"""Change the form (kind) or the setting (sector) of an organisation (chuyển đổi)."""

from dangvu.organizations.draft import Node
from dangvu.organizations.rules import kind_exists
from dangvu.reorganizations import rules
from dangvu.reorganizations.services.plan import OrganizationMove, Plan


def enact(plan: Plan, number: int) -> None:
    act = plan.acts[number]
    node = plan.member(number)
    if not act.kind and not act.sector:
        plan.remark(number, rules.missing("kind", act.act), column="kind")
        return
    if node is None:
        return
    before = (node.kind, node.sector)
    after = (act.kind or node.kind, act.sector or node.sector)
    if before == after:
        plan.remark(number, rules.no_change(node.code, node.name), column="kind")
        return
    if not (plan.once_a_day(number, node, "forms") and _fits(plan, number, node, after[0])):
        return
    plan.tree.set_kind(node, *after, act.on, number)
    plan.moves.append(
        OrganizationMove(act, node.code, node.name, "converted", " ".join(before), " ".join(after))
    )


def _fits(plan: Plan, number: int, node: Node, kind: str) -> bool:
    if kind not in rules.known_kinds():
        return plan.remark(number, rules.not_in_list("kind", kind, rules.known_kinds()), column="kind")
    if kind == node.kind:
        return True
    return plan.remark(number, kind_exists(node.code, node.name, kind, plan.acts[number].on), column="kind")
