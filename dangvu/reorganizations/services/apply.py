"""Preview acts, and apply them: refused whole or done whole, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dangvu.access.permissions import may, require
from dangvu.audit.actor import Actor
from dangvu.kernel.findings import Finding, Refused, obstacle
from dangvu.organizations.models import Organization
from dangvu.organizations.services.tree import lock_organizations, lock_tree
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.rules import FormalAct, Remark
from dangvu.reorganizations.selectors import applied_file
from dangvu.reorganizations.services.plan import ENDING, MemberMove, OrganizationMove, Plan
from dangvu.reorganizations.services.prepare import prepare
from dangvu.reorganizations.services.reconcile import NotReconciled, Reconciliation, reconcile
from dangvu.reorganizations.services.writing import FileFacts, write_plan
from dangvu.reorganizations.workflow import PREPARED, WORKFLOW, Facts


@dataclass(frozen=True, slots=True)
class Preview:
    """What acts would do: who and what moves, what blocks, what is to be known, members before and after."""

    acts: tuple[FormalAct, ...]
    remarks: tuple[Remark, ...]
    moves: tuple[OrganizationMove, ...]
    member_moves: tuple[MemberMove, ...]
    reconciliation: Reconciliation
    blocked: bool


class ActsRefused(Refused):
    """The acts were refused; `remarks` says of which act and column each finding is."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(remark.finding for remark in remarks)
        self.remarks = tuple(remarks)


def preview(acts: Sequence[FormalAct]) -> Preview:
    """Return what the acts would do today. Nothing is written."""
    return _previewed(prepare(acts))


def _previewed(plan: Plan) -> Preview:
    return Preview(
        tuple(plan.acts),
        tuple(plan.remarks),
        tuple(plan.moves),
        tuple(plan.member_moves),
        reconcile(plan),
        plan.blocked,
    )


def apply_acts(
    acts: Sequence[FormalAct], *, actor: Actor, on: date, name: str = "", sha256: str = ""
) -> tuple[ActFile, Preview]:
    """Carry the acts out, entered on the day `on`; `name` and `sha256` are those of their file, if any.

    Each act records an event and the document of its decision. Raises `ActsRefused` with everything that
    stands against them, `Refused` for a file that is already applied or without the right `acts.apply`;
    nothing is written then.
    """
    with transaction.atomic():
        lock_tree()
        _authorize(acts, actor, on)
        if sha256 and (finding := already_applied(sha256)):
            raise Refused([finding])
        _lock(acts)
        plan = prepare(acts)
        if plan.blocked:
            raise ActsRefused(plan.remarks)
        WORKFLOW.apply("apply", PREPARED, Facts(remarks=plan.findings))
        shown = _previewed(plan)
        if not shown.reconciliation.equal:
            raise NotReconciled(f"{shown.reconciliation.lost} {shown.reconciliation.doubled}")
        return write_plan(plan, FileFacts(name or acts[0].act, sha256), actor=actor, on=on), shown


def _authorize(acts: Sequence[FormalAct], actor: Actor, on: date) -> None:
    """The right holds everywhere, or over every organisation that the acts name."""
    if actor.account_id is None or may(actor, "acts.apply", on=on):  # the program itself asks nobody
        return
    named = {code for act in acts for code in (act.code, act.successor_code, act.parent_code) if code}
    existing = list(Organization.objects.filter(code__in=named).order_by("code"))
    for organization in existing:
        require(actor, "acts.apply", organization, on=on)
    if not existing:
        require(actor, "acts.apply", on=on)


def _lock(acts: Sequence[FormalAct]) -> None:
    """Nobody joins an organisation while it is ended."""
    ending = [act.code for act in acts if act.act in ENDING]
    lock_organizations(Organization.objects.filter(code__in=ending).values_list("id", flat=True))


def already_applied(sha256: str) -> Finding | None:
    """The same file is not applied twice."""
    file = applied_file(sha256)
    if file is None:
        return None
    message = (
        f"Tệp này đã được thực hiện ngày {file.applied_at:%d/%m/%Y} bởi {file.applied_by}; "
        "hãy thu hồi (--undo) trước khi thực hiện lại."
    )
    return obstacle("acts.already_applied", message)


def not_applied() -> Finding:
    """Only what is applied can be taken back."""
    return obstacle(
        "acts.not_applied", "Tệp này chưa được thực hiện (hoặc đã thu hồi) nên không có gì để thu hồi."
    )
