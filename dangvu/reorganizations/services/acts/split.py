"""Split an organisation into several (chia tách): one act per part, each part existing or new.

Named members and units go to the part; others may follow by acts of moving. At the end of the day the
organisation ends when nothing and nobody is left in it (where the decision says that it ends, that is refused
as long as something is).
"""

from dangvu.organizations.draft import Node
from dangvu.reorganizations import rules
from dangvu.reorganizations.services.acts import merge, move
from dangvu.reorganizations.services.plan import OrganizationMove, Plan, Successor


def enact(plan: Plan, number: int) -> None:
    act = plan.acts[number]
    node = plan.member(number)
    part = merge.successor_of(plan, number, node)
    if node is None or part is None:
        return
    against = (
        rules.itself(node.code, node.name)
        if node.code == part.code
        else rules.other_family(node.code, node.name, node.kind, part.name, part.kind)
    )
    if not plan.remark(number, against, column="successor_code"):
        return
    plan.splitting[node.code].append(number)
    plan.successors.append(Successor(node.code, part.code, "split_into", number))
    plan.moves.append(OrganizationMove(act, node.code, node.name, "split", "", part.name))
    _move_members(plan, number, node, part)
    _move_units(plan, number, node, part)


def _move_members(plan: Plan, number: int, node: Node, part: Node) -> None:
    act = plan.acts[number]
    staying = {
        stay.person.code
        for stay in plan.people.open_stays(node.code, act.on)
        if stay.official and stay.covers(act.on) and (stay.row_id is None or stay.valid_from < act.on)
    }
    strangers = [code for code in act.members if code not in staying]
    if plan.remark(number, rules.not_a_member(node.code, node.name, strangers)) and act.members:
        plan.move_people(number, node, part, only=set(act.members))


def _move_units(plan: Plan, number: int, node: Node, part: Node) -> None:
    act = plan.acts[number]
    units = {unit.code: unit for unit in plan.tree.children(node.code)}
    plan.remark(
        number, rules.not_a_unit(node.code, node.name, [code for code in act.units if code not in units])
    )
    for code in act.units:
        unit = units.get(code)
        if unit is None or not plan.once_a_day(number, unit, "parents"):
            continue
        if plan.remark(number, move.against(plan, unit, part)):
            plan.move_unit(number, unit, part)


def end_of_day(plan: Plan) -> None:
    """End what was split, where it is to end or nothing is left in it."""
    for code, numbers in plan.splitting.items():
        node, number = plan.tree.nodes[code], numbers[-1]
        act = plan.acts[number]
        if not node.lives(act.on):
            continue  # merged or wound up by a later act of the day
        units = [f"{unit.name} ({unit.code})" for unit in plan.tree.children(code)]
        people = plan.names_staying(node, act.on)
        wishes = {plan.acts[one].ends for one in numbers}
        if False in wishes or (True not in wishes and (units or people)):
            continue
        left = plan.remark(
            number, rules.units_left(code, node.name, units), rules.members_left(code, node.name, people)
        )
        if plan.can_end(number, node) and left:
            plan.end(number, node, "ended")
    plan.splitting.clear()
