"""What exactly is hashed, so that anybody can compute the chain anew with a dozen lines of their own.

    start        = SHA-256("dangvu audit 1")
    link's hash  = SHA-256("event" LF + hash before it + canonical event)
    seal's hash  = SHA-256("seal" LF + hash of its last link + canonical seal)

"Hash before it" (32 bytes) is that of the link before, of the seal before when the link opens a batch, or
the start. Canonical is JSON in UTF-8: keys in order, no blanks, nothing escaped that need not be, moments
in UTC with microseconds. An event has all its columns; `before` and `after` only where they are not NULL.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

START = sha256(b"dangvu audit 1").digest()

#: The columns of an event in the order that `event_hash` takes them; JSON comes as the database prints it.
EVENT_COLUMNS = (
    "id",
    "recorded_at",
    "actor_account_id",
    "actor_name",
    "verb",
    "effective_on",
    "subject_kind",
    "subject_id",
    "organization_id",
    "document_id",
    "before",
    "after",
)
_JSON_COLUMNS = ("before", "after")


def event_hash(previous: bytes, values: Sequence[Any]) -> bytes:
    """Return the hash of an event, its values in the order of `EVENT_COLUMNS`."""
    fields = dict(zip(EVENT_COLUMNS, values, strict=True))
    for name in _JSON_COLUMNS:
        text = fields.pop(name)
        if text is not None:
            fields[name] = json.loads(text, parse_float=_marked_number)
    return sha256(b"event\n" + previous + canonical(fields)).digest()


def seal_hash(previous: bytes, *, batch: int, last_position: int, count: int, sealed_at: datetime) -> bytes:
    """Return the hash of a seal over the hash of its last link."""
    fields = {"batch": batch, "last_position": last_position, "count": count, "sealed_at": sealed_at}
    return sha256(b"seal\n" + previous + canonical(fields)).digest()


def canonical(fields: Mapping[str, Any]) -> bytes:
    """Return the one byte form of the fields. Raises `TypeError` for a value that has none."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_moment)
    return text.encode()


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _marked_number(digits: str) -> str:
    # No event is recorded with a fraction; one that was forged in must not read like the text of it.
    # The database's JSON cannot hold U+0000, so no text looks like this.
    return "\0" + digits
