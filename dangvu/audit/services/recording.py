"""Write events, inside the transaction of the act that they record."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from dangvu.audit.actor import Actor
from dangvu.kernel.vietnamese import nfc

Fields = Mapping[str, Any]

_COLUMNS = (
    "actor_account_id, actor_name, verb, effective_on, subject_kind, subject_id, "
    "organization_id, document_id, before, after"
)
_PLACES = ", ".join(["%s"] * 10)
_INSERT = f"INSERT INTO audit_event ({_COLUMNS}) VALUES ({_PLACES}) RETURNING id"
_COPY = f"COPY audit_event (id, {_COLUMNS}) FROM STDIN"
_NEXT_IDS = "SELECT nextval(pg_get_serial_sequence('audit_event', 'id')) FROM generate_series(1, %s)"


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event about to be recorded; the meaning of the fields is that of `Event`."""

    verb: str
    effective_on: date | None = None
    subject: tuple[str, int] | None = None
    organization_id: int | None = None
    document_id: int | None = None
    before: Fields | None = None
    after: Fields | None = None


def record(
    verb: str,
    *,
    actor: Actor,
    on: date | None = None,
    subject: tuple[str, int] | None = None,
    organization_id: int | None = None,
    document_id: int | None = None,
    before: Fields | None = None,
    after: Fields | None = None,
) -> int:
    """Record one event and return its number.

    `before` and `after` take text, whole numbers, booleans, dates, decimals (kept as text), lists and
    mappings of these; a float is refused with `TypeError`, because its print form is not stable.
    """
    draft = EventDraft(verb, on, subject, organization_id, document_id, before, after)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, _row(draft, actor))
        return int(cursor.fetchone()[0])


def record_many(drafts: Iterable[EventDraft], *, actor: Actor) -> list[int]:
    """Record many events at once and return their numbers in the order of the drafts."""
    rows = [_row(draft, actor) for draft in drafts]
    if not rows:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEXT_IDS, [len(rows)])
        ids = sorted(int(row[0]) for row in cursor.fetchall())
        with cursor.copy(_COPY) as copy:
            for event_id, row in zip(ids, rows, strict=True):
                copy.write_row((event_id, *row))
    return ids


def _row(draft: EventDraft, actor: Actor) -> tuple[Any, ...]:
    kind, subject_id = draft.subject or ("", None)
    return (
        actor.account_id,
        nfc(actor.name),
        draft.verb,
        draft.effective_on,
        kind,
        subject_id,
        draft.organization_id,
        draft.document_id,
        _json(draft.before),
        _json(draft.after),
    )


def _json(fields: Fields | None) -> Jsonb | None:
    return None if fields is None else Jsonb(_plain(fields), dumps=_dumps)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Return the value in the few types whose JSON is the same everywhere; raise `TypeError` for others."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction | UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {nfc(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise TypeError(f"{type(value).__name__} has no stable form in an event")
