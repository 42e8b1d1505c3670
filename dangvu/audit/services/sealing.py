"""Chain the events that wait. Writers never wait for this: they only add rows to two tables."""

import sys
from datetime import date
from typing import Any

from django.db import Error, connection, transaction
from django.db.backends.utils import CursorWrapper

from dangvu.audit.actor import Actor
from dangvu.audit.canonical import EVENT_COLUMNS, START, event_hash, seal_hash
from dangvu.audit.heads import Head, UnreadableHead, head_file, only_sealer, read_head, write_head
from dangvu.audit.models import Link, Seal
from dangvu.audit.services.recording import record

#: Events per seal: what one transaction chains, and what memory holds.
BATCH = 10_000

#: Columns of the table aliased `e`, as `event_hash` takes them.
EVENT_SQL = ", ".join(
    f"e.{name}::text" if name in ("before", "after") else f"e.{name}" for name in EVENT_COLUMNS
)

# A committed event waits until it is taken; one of a running transaction cannot be seen yet and is taken
# by a later seal, whatever its number.
_TAKE = f"""
WITH taken AS (
    DELETE FROM audit_unsealedevent WHERE event_id IN (
        SELECT event_id FROM audit_unsealedevent ORDER BY event_id LIMIT %s
    ) RETURNING event_id
)
SELECT taken.event_id, {EVENT_SQL}
FROM taken LEFT JOIN audit_event e ON e.id = taken.event_id ORDER BY taken.event_id
"""
_COPY = "COPY audit_link (position, event_id, batch, hash) FROM STDIN"


class ChainBroken(Exception):
    """The chain in the database is not the one that was sealed; sealing on would hide it."""


def seal() -> Head | None:
    """Seal every event that waits; return the new head, None when nothing waited.

    The head is written outside the database after each batch. Raises `ChainBroken` when the database
    no longer holds what the head says, `UnreadableHead` when the head's file is damaged. Not to be called
    inside a transaction: what is sealed must be certain.
    """
    with only_sealer():
        _check_head(read_head())
        return _seal_all()


def seal_quietly() -> None:
    """Seal at the end of a command: say the head or the trouble on standard error, and never fail."""
    try:
        head = seal()
    except (ChainBroken, UnreadableHead, Error, OSError) as error:
        print(f"Cảnh báo: nhật ký chưa được niêm phong. {error}", file=sys.stderr)
        return
    if head is not None:
        print(sealed_sentence(head), file=sys.stderr)


def seal_after_loss(reason: str, *, actor: Actor, on: date) -> Head | None:
    """Go on from what the database holds although the head says otherwise (restored from a backup).

    The loss itself becomes an event with both heads and the reason. A chain that is broken in its middle
    stays broken for `verify`.
    """
    with only_sealer():
        outside, inside = read_head(), current_head()
        record(
            "audit.accept_loss",
            actor=actor,
            on=on,
            before={"head": outside.as_data()} if outside else None,
            after={"head": inside.as_data() if inside else None, "reason": reason},
        )
        return _seal_all()


def current_head() -> Head | None:
    """Return the head according to the database."""
    last = Seal.objects.order_by("-batch").first()
    return None if last is None else Head(bytes(last.hash), last.last_position, last.sealed_at)


def sealed_sentence(head: Head) -> str:
    """Return the line to print, and to keep on paper, for a head."""
    return f"Nhật ký đã niêm phong {head.count} sự kiện, đầu chuỗi {head.hash.hex()}"


def _seal_all() -> Head | None:
    newest = None
    while head := _seal_batch():
        write_head(head)
        newest = head
    if newest is None and (inside := current_head()) and inside != read_head():
        write_head(inside)  # a crash came between the last seal and its file
    return newest


def _check_head(outside: Head | None) -> None:
    if outside is None:
        if Seal.objects.exists():
            raise ChainBroken(
                f"Không thấy tệp {head_file()} trong khi nhật ký đã có niêm phong; "
                "hãy chạy “dangvu audit verify”."
            )
        return
    found = Seal.objects.filter(last_position=outside.count).first()
    if found is None or bytes(found.hash) != outside.hash:
        raise ChainBroken(
            f"Cơ sở dữ liệu không còn chuỗi {outside.count} sự kiện đã niêm phong; "
            "hãy chạy “dangvu audit verify” để biết mất gì."
        )


def _seal_batch() -> Head | None:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        # Other machines may seal the same database.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dangvu.audit.seal')), clock_timestamp()")
        sealed_at = cursor.fetchone()[1]
        last = Seal.objects.order_by("-batch").first()
        cursor.execute(_TAKE, [BATCH])
        rows = cursor.fetchall()
        if not rows:
            return None
        _refuse_loose_ends(last, rows)
        start = last.last_position if last else 0
        batch = last.batch + 1 if last else 1
        tail = _link(cursor, rows, bytes(last.hash) if last else START, start, batch)
        return _put_seal(tail, batch, start + len(rows), len(rows), sealed_at)


def _link(cursor: CursorWrapper, rows: list[Any], previous: bytes, start: int, batch: int) -> bytes:
    with cursor.copy(_COPY) as copy:
        for position, (event_id, *values) in enumerate(rows, start + 1):
            previous = event_hash(previous, values)
            copy.write_row((position, event_id, batch, previous))
    return previous


def _put_seal(tail: bytes, batch: int, last_position: int, count: int, sealed_at: Any) -> Head:
    digest = seal_hash(tail, batch=batch, last_position=last_position, count=count, sealed_at=sealed_at)
    Seal.objects.create(
        batch=batch, last_position=last_position, count=count, sealed_at=sealed_at, hash=digest
    )
    return Head(digest, last_position, sealed_at)


def _refuse_loose_ends(last: Seal | None, rows: list[Any]) -> None:
    lost = next((row[0] for row in rows if row[1] is None), None)
    if lost is not None:
        raise ChainBroken(f"Sự kiện số {lost} đã bị xóa trước khi được niêm phong.")
    end = Link.objects.order_by("-position").values_list("position", flat=True).first() or 0
    if end != (last.last_position if last else 0):
        raise ChainBroken("Cuối chuỗi không khớp với niêm phong cuối cùng.")
