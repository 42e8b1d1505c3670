"""Found an organisation (thành lập): code, name, kind, and the whole it stands under."""

from dangvu.kernel.findings import Finding
from dangvu.organizations.draft import Node
from dangvu.organizations.rules import kind_exists
from dangvu.reorganizations import rules
from dangvu.reorganizations.services.plan import OrganizationMove, Plan


def enact(plan: Plan, number: int) -> None:
    found(plan, number, "code", needed=("name", "kind"))


def found(plan: Plan, number: int, column: str, *, needed: tuple[str, ...] = ()) -> Node | None:
    """Found the organisation whose code stands in the column; None when something is against it.

    Also the way in which a merger or a split makes its new organisation.
    """
    act = plan.acts[number]
    code = getattr(act, column)
    missing = [one for one in needed if not getattr(act, one)]
    for one in missing:
        plan.remark(number, rules.missing(one, act.act), column=one)
    right = plan.remark(number, _taken(plan, code), column=column)
    right &= plan.remark(number, _kind(code, act.name, act.kind, act), column="kind")
    parent = plan.member(number, "parent_code") if act.parent_code else None
    if missing or not right or (act.parent_code and parent is None):
        return None
    node = plan.tree.found(
        code, name=act.name, kind=act.kind, sector=act.sector,
        parent=parent.code if parent else None, on=act.on, act=number,
    )  # fmt: skip
    under = parent.name if parent else ""
    plan.moves.append(OrganizationMove(act, code, act.name, "founded", "", under))
    return node


def _taken(plan: Plan, code: str) -> Finding | None:
    return rules.already_there(code) if plan.tree.get(code) is not None else None


def _kind(code: str, name: str, kind: str, act: rules.FormalAct) -> Finding | None:
    if not kind:
        return None
    if kind not in rules.known_kinds():
        return rules.not_in_list("kind", kind, rules.known_kinds())
    return kind_exists(code, name or code, kind, act.on)
