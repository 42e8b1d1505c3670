"""Write a plan: documents, events, tree, people, successions, closure, and the journal to take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from dangvu.audit.actor import Actor
from dangvu.audit.services import EventDraft, record, record_many
from dangvu.audit.services.rows import RowChanges, change_rows, forget_images, next_ids
from dangvu.documents.services.register import document_of_decision
from dangvu.members.services.reorganize import members_in, members_under_tops, write_people
from dangvu.organizations.services.links import rebuild_links, rebuild_links_under
from dangvu.organizations.services.tree import number_new, write_draft
from dangvu.reorganizations.models import Act, ActFile
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.plan import Plan
from dangvu.reorganizations.services.reconcile import NotReconciled
from dangvu.reorganizations.workflow import APPLIED

#: From so many moved organisations on, rebuilding the whole closure is quicker than what lies under them.
_WHOLE_TREE_FROM = 2_000


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the acts are applied as: the name of their file (by hand: of the act) and its hash."""

    name: str
    sha256: str = ""


def write_plan(plan: Plan, facts: FileFacts, *, actor: Actor, on: date) -> ActFile:
    """Write a plan that nothing blocks, inside the caller's transaction. Raises `NotReconciled`."""
    forget_images()
    number_new(plan.tree)
    before = _members(plan)
    documents = _documents(plan, actor)
    events = record_many(_drafts(plan, documents), actor=actor)
    file = _save(plan, facts, documents, events, actor=actor, on=on)
    moved = write_draft(plan.tree, events)
    codes = {code: node.id for code, node in plan.tree.nodes.items() if node.id is not None}
    write_people(plan.people, codes, events)
    _write_successions(plan, codes, events)
    rebuild_links() if len(moved) > _WHOLE_TREE_FROM else rebuild_links_under(moved)
    _keep_journal(file)
    if before != (after := _members(plan)):
        raise NotReconciled(f"{before} {after}")
    return file


def _members(plan: Plan) -> list[tuple[int, int]]:
    """Count official members on each day of the acts, in the organisations that people leave or join.

    Where the whole closure is rebuilt, also under everything that stands at the top.
    """
    places = [node.id for code in plan.people.stays if (node := plan.tree.get(code)) and node.id is not None]
    tops = _tops(plan) if len(plan.tree.touched()) > _WHOLE_TREE_FROM else []
    days = sorted({act.on for act in plan.acts})
    return [(members_in(places, day), members_under_tops(tops, day)) for day in days]


def _tops(plan: Plan) -> list[int]:
    """What stands at the top on some day, before or after the acts: between them nobody may be lost."""
    return sorted(
        node.id
        for node in plan.tree.nodes.values()
        if node.id is not None
        and (not node.parents.stretches or node.begun < node.parents.stretches[0].valid_from)
    )


def _documents(plan: Plan, actor: Actor) -> list[int]:
    """The decision of each act in the register of documents, entered where it is not there yet."""
    known: dict[tuple[str, date, str], int] = {}
    for act in plan.acts:
        key = (act.decision_number, act.decision_date, act.body_code)
        if key not in known:
            body = plan.tree.nodes[act.body_code].name
            known[key] = document_of_decision(*key[:2], body, act.body_code, actor=actor).pk
    return [known[act.decision_number, act.decision_date, act.body_code] for act in plan.acts]


def _drafts(plan: Plan, documents: Sequence[int]) -> list[EventDraft]:
    drafts = []
    for act, document in zip(plan.acts, documents, strict=True):
        node = plan.tree.nodes[act.code]
        given = {
            field: value
            for field in (
                "code",
                "successor_code",
                "parent_code",
                "name",
                "kind",
                "sector",
                "units",
                "members",
            )
            if (value := getattr(act, field))
        }
        subject = ("organization", node.id) if node.id is not None else None
        drafts.append(EventDraft(f"organization.{act.act}", act.on, subject, node.id, document, after=given))
    return drafts


def _save(
    plan: Plan, facts: FileFacts, documents: Sequence[int], events: Sequence[int], *, actor: Actor, on: date
) -> ActFile:
    file = ActFile.objects.create(
        name=facts.name,
        sha256=facts.sha256,
        state=APPLIED,
        acts_count=len(plan.acts),
        first_event_id=events[0],
        applied_by=actor.name,
    )
    file.event_id = record(
        "acts.apply",
        actor=actor,
        on=on,
        subject=("act_file", file.pk),
        after={"name": file.name, "sha256": facts.sha256, "acts": len(plan.acts), "first_event": events[0]},
    )
    file.save(update_fields=["event_id"])
    rows = zip(plan.acts, documents, events, strict=True)
    Act.objects.bulk_create(
        [_act_row(file, act, document, event) for act, document, event in rows], batch_size=1_000
    )
    return file


def _act_row(file: ActFile, act: FormalAct, document: int, event: int) -> Act:
    return Act(
        file=file, number=act.order, act=act.act, organization_code=act.code,
        successor_code=act.successor_code, parent_code=act.parent_code, name=act.name, kind=act.kind,
        sector=act.sector, effective_on=act.on, body_code=act.body_code, document_id=document, event_id=event,
    )  # fmt: skip


def _write_successions(plan: Plan, codes: dict[str, int], events: Sequence[int]) -> None:
    table = "organizations_succession"
    changes = RowChanges(
        table,
        ("id", "organization_id", "successor_id", "succeeded_on", "act", "decision_number", "decision_date",
         "event_id"),
    )  # fmt: skip
    for number, one in zip(next_ids(table, len(plan.successors)), plan.successors, strict=True):
        act = plan.acts[one.number]
        changes.inserted.append(
            (number, codes[one.code], codes[one.successor], act.on, one.act, act.decision_number,
             act.decision_date, events[one.number])
        )  # fmt: skip
    change_rows(changes)


def _keep_journal(file: ActFile) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into reorganizations_actchange (file_id, table_name, row_id, before, after)
            select %s, table_name, row_id, min(before::text)::jsonb, min(after::text)::jsonb
            from row_images group by table_name, row_id
            """,
            [file.pk],
        )
        if cursor.rowcount > _WHOLE_TREE_FROM:
            cursor.execute("analyze reorganizations_actchange")  # taking back may follow at once
