"""Write resolved rows: corrections first, then what is new, so that no two rows share a day in between."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from dangvu.audit.actor import Actor
from dangvu.audit.services import EventDraft, record_many
from dangvu.exchange.desk import Desk
from dangvu.exchange.matters import members, organizations, others, ratings
from dangvu.exchange.targets import Target

TARGETS: tuple[Target, ...] = organizations.TARGETS + members.TARGETS + ratings.TARGETS + others.TARGETS
_BATCH = 5000


def find_changes(desk: Desk) -> int:
    """Make the lists of records that the package corrects; return how many rows are new or corrected."""
    changes = 0
    for target in TARGETS:
        desk.table(
            f"changed_{target.kind}",
            f"SELECT r.line, r.target_id, NULL::bigint AS event_id FROM {target.resolved} r "
            f"JOIN {target.table} t ON t.id = r.target_id WHERE {target.differs}",
            "target_id",
        )
        changes += desk.value(f"SELECT count(*) FROM changed_{target.kind}")
        changes += desk.value(f"SELECT count(*) FROM {target.resolved} WHERE target_id IS NULL")
    _find_touched_members(desk)
    return changes


def _find_touched_members(desk: Desk) -> None:
    """Members loaded before whose ratings may have something else to freeze."""
    desk.table(
        "touched_member",
        "SELECT target_id AS member_id FROM changed_member UNION "
        "SELECT r.member_id FROM resolved_membership r JOIN members_member m ON m.id = r.member_id "
        "WHERE r.target_id IS NULL UNION SELECT r.member_id FROM resolved_membership r "
        "JOIN changed_membership c ON c.target_id = r.target_id UNION SELECT r.member_id FROM "
        "resolved_member_rating r "
        "JOIN changed_member_rating c ON c.target_id = r.target_id",
    )


def apply(desk: Desk, *, actor: Actor, package_event: int) -> int:
    """Write everything; return how many records were corrected, each with its event."""
    desk.run("INSERT INTO members_foldedname (id, folded) SELECT id, folded FROM folded_name WHERE NOT known")
    corrected = 0
    for target in TARGETS:
        corrected += _correct(desk, target, actor, package_event)
        if target is ratings.MEMBER_RATING:
            ratings.freeze_again(desk)
            _insert_member_ratings(desk, package_event)
        else:
            _insert(desk, target, package_event)
    return corrected


def _insert(desk: Desk, target: Target, package_event: int) -> None:
    names = list(dict.fromkeys((*target.key, *target.columns)))
    if target.with_id:
        names.insert(0, "id")
    columns = ", ".join(names)
    desk.run(
        f"INSERT INTO {target.table} ({columns}, event_id) SELECT {columns}, {package_event:d} "
        f"FROM {target.resolved} WHERE target_id IS NULL ORDER BY line"
    )


def _insert_member_ratings(desk: Desk, package_event: int) -> None:
    target = ratings.MEMBER_RATING
    given = ", ".join((*target.key, *target.columns))
    frozen = ", ".join(ratings.FROZEN)
    new = f"SELECT line AS key, member_id, year, decision_date FROM {target.resolved} WHERE target_id IS NULL"
    desk.run(
        f"INSERT INTO {target.table} ({given}, {frozen}, event_id) SELECT {given}, {frozen}, "
        f"{package_event:d} "
        f"FROM {target.resolved} r JOIN ({ratings.frozen(new)}) f ON f.key = r.line "
        "WHERE r.target_id IS NULL ORDER BY r.line"
    )


def _correct(desk: Desk, target: Target, actor: Actor, package_event: int) -> int:
    """Change the records that the package says otherwise, one event each."""
    corrected = 0
    for batch in _differences(target):
        drafts = [_draft(target, row, package_event) for row in batch]
        events = record_many(drafts, actor=actor)
        pairs = [(event, row[0]) for event, row in zip(events, batch, strict=True)]
        desk.cursor.executemany(f"UPDATE changed_{target.kind} SET event_id = %s WHERE target_id = %s", pairs)
        corrected += len(batch)
    if corrected:
        sets = ", ".join(f"{column} = r.{column}" for column in target.columns)
        desk.run(
            f"UPDATE {target.table} t SET {sets}, event_id = c.event_id FROM changed_{target.kind} c "
            f"JOIN {target.resolved} r ON r.target_id = c.target_id WHERE t.id = c.target_id"
        )
    return corrected


def _differences(target: Target) -> Iterator[list[tuple[Any, ...]]]:
    """Batches of (id, organisation, before…, after…) of the records to correct."""
    before = ", ".join(f"t.{column}" for column in target.columns)
    after = ", ".join(f"r.{column}" for column in target.columns)
    organization = "t.organization_id" if "organization_id" in target.key else "NULL"
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, {organization}, {before}, {after} FROM changed_{target.kind} c "
            f"JOIN {target.resolved} r ON r.target_id = c.target_id JOIN {target.table} t ON t.id = "
            "c.target_id "
            "ORDER BY c.line"
        )
        while batch := cursor.fetchmany(_BATCH):
            yield batch


def _draft(target: Target, row: Sequence[Any], package_event: int) -> EventDraft:
    """The event of a correction: the fields that change, and the package (by its event) as the document."""
    width = len(target.columns)
    before, after = row[2 : 2 + width], row[2 + width :]
    changed = [place for place in range(width) if before[place] != after[place]]
    return EventDraft(
        f"{target.kind}.correct",
        subject=(target.kind, row[0]),
        organization_id=row[1],
        before={target.columns[place]: before[place] for place in changed},
        after={
            **{target.columns[place]: after[place] for place in changed},
            "package_event": package_event,
        },
    )
