"""Compute the chain anew and name the first row that is not as it was sealed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from dangvu.audit.canonical import EVENT_COLUMNS, START, event_hash, seal_hash
from dangvu.audit.heads import Head
from dangvu.audit.models import Seal
from dangvu.audit.services.sealing import EVENT_SQL

_CHUNK = 5_000
_EVENT_END = 4 + len(EVENT_COLUMNS)

_READ = f"""
SELECT l.position, l.event_id, l.batch, l.hash, {EVENT_SQL},
       s.batch, s.last_position, s.count, s.sealed_at, s.hash
FROM audit_link l
LEFT JOIN audit_event e ON e.id = l.event_id
LEFT JOIN audit_seal s ON s.last_position = l.position
WHERE l.position > %s ORDER BY l.position LIMIT %s
"""
_STRAYS = (
    (
        "SELECT min(e.id) FROM audit_event e"
        " WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.event_id = e.id)"
        " AND NOT EXISTS (SELECT FROM audit_unsealedevent u WHERE u.event_id = e.id)",
        "event.bypassed",
        "Sự kiện số {0} không nằm trong chuỗi và cũng không chờ niêm phong: mắt xích của nó đã bị xóa "
        "hoặc nó được ghi ngoài quy trình.",
    ),
    (
        "SELECT min(u.event_id) FROM audit_unsealedevent u"
        " WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.id = u.event_id)",
        "event.removed",
        "Sự kiện số {0} đã bị xóa trước khi được niêm phong.",
    ),
    (
        "SELECT min(s.batch) FROM audit_seal s"
        " WHERE NOT EXISTS (SELECT FROM audit_link l WHERE l.position = s.last_position)",
        "seal.changed",
        "Niêm phong đợt {0} không còn mắt xích nào ở cuối đợt: niêm phong đã bị sửa hoặc mắt xích bị xóa.",
    ),
)


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing that is wrong: a stable code, the event and place concerned, a Vietnamese sentence."""

    code: str
    message: str
    event_id: int | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """How many events were found as sealed, how many still wait, and what is broken (None: nothing)."""

    checked: int
    waiting: int
    broken: Break | None


@dataclass(slots=True)
class _Chain:
    """Where the computation stands: the hash so far, the last place, the open batch and its size."""

    tail: bytes = START
    position: int = 0
    event_id: int | None = None
    batch: int = 1
    size: int = 0
    known: dict[int, Head] = field(default_factory=dict)


def verify(heads: Sequence[Head]) -> Verification:
    """Recompute the whole chain and compare it with the heads that are kept outside the database.

    Memory stays bounded whatever the number of events. Without any head nobody can know whether the last
    rows are all there; that too is reported as broken once there is a chain.
    """
    chain = _Chain(known={head.count: head for head in heads})
    broken = _contradiction(heads) or _walk(chain) or _after_the_end(chain)
    return Verification(chain.position, _count_waiting(), broken)


def _contradiction(heads: Sequence[Head]) -> Break | None:
    for one in heads:
        for other in heads:
            if one.count == other.count and one.hash != other.hash:
                message = f"Có hai đầu chuỗi khác nhau cho {one.count} sự kiện; một trong hai là giả."
                return Break("head.contradiction", message)
    return None


def _walk(chain: _Chain) -> Break | None:
    for row in _rows():
        broken = _link_break(chain, row) or _seal_break(chain, row) or _head_break(chain)
        if broken is not None:
            return broken
    return None


def _rows() -> Iterator[Sequence[Any]]:
    position = -(2**63)  # a link before the first would be one too many
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [position, _CHUNK])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < _CHUNK:
            return
        position = rows[-1][0]


def _link_break(chain: _Chain, row: Sequence[Any]) -> Break | None:
    position, event_id, batch, digest = row[:4]
    expected = chain.position + 1
    if position != expected:
        after = f" (sau sự kiện số {chain.event_id})" if chain.event_id else ""
        message = f"Chuỗi thiếu mắt xích thứ {expected}{after}: dòng đó đã bị xóa hoặc đổi chỗ."
        return Break("link.missing", message, position=expected)
    where = f"Sự kiện số {event_id} (vị trí {position})"
    if batch != chain.batch:
        return _batch_break(chain, event_id, where)
    if row[4] is None:
        return Break("event.removed", f"{where} đã bị xóa khỏi nhật ký.", event_id, position)
    if event_hash(chain.tail, row[4:_EVENT_END]) != bytes(digest):
        message = f"{where} không còn như khi niêm phong: nội dung, thứ tự hoặc mã băm của nó đã bị sửa."
        return Break("event.changed", message, event_id, position)
    chain.tail, chain.position, chain.event_id = bytes(digest), position, event_id
    chain.size += 1
    return None


def _batch_break(chain: _Chain, event_id: int, where: str) -> Break:
    """A link of another batch where the open one had no seal: which of the two rows is wrong?"""
    found = Seal.objects.filter(batch=chain.batch).first()
    if found is None:
        message = f"Niêm phong đợt {chain.batch} (sau vị trí {chain.position}) đã bị xóa hoặc sửa."
        return Break("seal.removed", message, position=chain.position)
    as_it_was = seal_hash(
        chain.tail,
        batch=chain.batch,
        last_position=chain.position,
        count=chain.size,
        sealed_at=found.sealed_at,
    )
    if as_it_was == bytes(found.hash):
        return _changed_seal(chain)
    message = f"{where} bị ghi sang đợt niêm phong khác."
    return Break("link.changed", message, event_id, chain.position + 1)


def _changed_seal(chain: _Chain) -> Break:
    message = f"Niêm phong đợt {chain.batch} (sau vị trí {chain.position}) đã bị sửa."
    return Break("seal.changed", message, position=chain.position)


def _seal_break(chain: _Chain, row: Sequence[Any]) -> Break | None:
    batch, last_position, count, sealed_at, digest = row[_EVENT_END:]
    if batch is None:
        return None
    expected = seal_hash(
        chain.tail, batch=batch, last_position=last_position, count=count, sealed_at=sealed_at
    )
    if (batch, count) != (chain.batch, chain.size) or expected != bytes(digest):
        return _changed_seal(chain)
    chain.tail, chain.batch, chain.size = bytes(digest), chain.batch + 1, 0
    return None


def _head_break(chain: _Chain) -> Break | None:
    head = chain.known.get(chain.position)
    if head is None or head.hash == chain.tail:
        return None
    if chain.size:
        message = f"Niêm phong đợt {chain.batch} (sau vị trí {chain.position}) đã bị xóa hoặc sửa."
        return Break("seal.removed", message, position=chain.position)
    message = (
        f"Chuỗi {head.count} sự kiện đầu không phải chuỗi đã niêm phong (đầu chuỗi giữ bên ngoài là "
        f"{head.hash.hex()}): nhật ký đã bị viết lại."
    )
    return Break("head.changed", message, position=head.count)


def _after_the_end(chain: _Chain) -> Break | None:
    missing = max((count for count in chain.known if count > chain.position), default=None)
    if missing is not None:
        message = (
            f"Các dòng cuối đã bị xóa: đầu chuỗi giữ bên ngoài ghi {missing} sự kiện, trong cơ sở dữ liệu "
            f"chỉ còn {chain.position}; thiếu từ vị trí {chain.position + 1}."
        )
        return Break("tail.removed", message, position=chain.position + 1)
    if chain.size:
        message = f"Niêm phong đợt {chain.batch} đã bị xóa: {chain.size} sự kiện cuối không có niêm phong."
        return Break("seal.removed", message, position=chain.position)
    return _stray() or _no_head(chain)


def _stray() -> Break | None:
    with connection.cursor() as cursor:
        for sql, code, sentence in _STRAYS:
            cursor.execute(sql)
            number = cursor.fetchone()[0]
            if number is not None:
                event_id = None if code.startswith("seal") else number
                return Break(code, sentence.format(number), event_id)
    return None


def _no_head(chain: _Chain) -> Break | None:
    if chain.known or not chain.position:
        return None
    message = (
        "Không có đầu chuỗi giữ bên ngoài (audit-head.json), nên không biết các dòng cuối có còn đủ không; "
        "hãy so với bản in bằng --head SỐ_SỰ_KIỆN MÃ_BĂM, rồi lập lại bằng "
        "“dangvu audit seal --accept-loss LÝ_DO”."
    )
    return Break("head.missing", message)


def _count_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_unsealedevent")
        return int(cursor.fetchone()[0])
