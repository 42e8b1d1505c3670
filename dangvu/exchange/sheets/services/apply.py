"""Write what the preview showed: all in one transaction, once, and only what still stands as it was shown."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.exchange.models import Import, ImportRow, ImportState, Mapping, RowState
from dangvu.exchange.sheets.fields import RECORD
from dangvu.exchange.sheets.headings import heading_key
from dangvu.exchange.sheets.looking import WRITING, Progress
from dangvu.exchange.sheets.people import code_of
from dangvu.exchange.sheets.row_checks import whole_day
from dangvu.exchange.sheets.services.preview import RIGHT, signature
from dangvu.kernel.findings import Refused, obstacle
from dangvu.members.services.entering import Newcomer, correct_many, enter_many, host_many

_DAYS = frozenset({"birth_date", "admission_decision_date", "admitted_on", "full_on"})
_SET = 10_000
_WITH_STATUS = frozenset({"exempt", "suspended"})
_LOCKED = "members_member, members_membership, members_stage, members_status"


@transaction.atomic
def apply_import(
    import_id: int, *, actor: Actor, leave_out: bool = False, progress: Progress | None = None
) -> Import:
    """Write the new and changed rows of an import. Asked again, or by a worker that was killed, it does
    nothing twice.

    Rows with errors or conflicts stay out where `leave_out` says so. Raises `Refused` while a question is
    open, while rows are wrong, or where the records have changed since the rows were looked at.
    """
    owner = Import.objects.select_for_update().select_related("organization").get(pk=import_id)
    require(actor, RIGHT, owner.organization, on=timezone.localdate())
    if owner.state == ImportState.APPLIED:
        return owner
    _refuse_unready(owner, leave_out=leave_out)
    with connection.cursor() as cursor:
        cursor.execute(f"lock table {_LOCKED} in share row exclusive mode")
    _refuse_stale(owner)
    owner.event_id = record(
        "import.apply",
        actor=actor,
        on=owner.effective_on,
        subject=("import", owner.pk),
        organization_id=owner.organization_id,
        after={"file": owner.file_name, "sha256": owner.sha256, "rows": dict(owner.counts)},
    )
    _enter(owner, actor, progress)
    _correct(owner, actor, progress)
    owner.state = ImportState.APPLIED
    owner.save()
    _remember(owner)
    return owner


def _refuse_unready(owner: Import, *, leave_out: bool) -> None:
    found = []
    if owner.state == ImportState.UNDONE:
        found.append(obstacle("import.undone", "Lần nhập này đã thu hồi; hãy nhập lại tệp."))
    found += [obstacle("import.question", f"Chưa trả lời: {one['text']}") for one in owner.questions]
    wrong = owner.counts.get("error", 0) + owner.counts.get("conflict", 0)
    if wrong and not leave_out:
        message = f"Còn {wrong} hàng lỗi hoặc cần quyết định; hãy sửa, hoặc chọn để các hàng đó ở ngoài."
        found.append(obstacle("import.wrong_rows", message))
    if found:
        raise Refused(found)


_CHANGED = """
    select count(*) from exchange_importrow r left join members_member m on m.id = r.member_id
    where r.owner_id = %s and r.state in ('change', 'same') and m.event_id is distinct from r.member_event_id
"""
_MOVED = """
    select count(*) from exchange_importrow r join exchange_import i on i.id = r.owner_id
    where r.owner_id = %s and r.state = 'change' and not exists (
        select from members_membership s
        join organizations_organizationlink l on l.descendant_id = s.organization_id
        where s.member_id = r.member_id and s.kind = 'official' and l.ancestor_id = i.organization_id
        and s.valid_from <= i.effective_on and s.valid_to > i.effective_on
        and l.valid_from <= i.effective_on and l.valid_to > i.effective_on)
"""
_TAKEN = """
    select count(*) from exchange_importrow r join members_member m on m.{0} = r."values"->>'{0}'
    where r.owner_id = %s and r.state = 'new' and r."values" ? '{0}' and m.{0} <> ''
"""


def _refuse_stale(owner: Import) -> None:
    """What was shown must still hold when it is written."""
    with connection.cursor() as cursor:
        statements = [
            _CHANGED,
            *(_TAKEN.format(name) for name in ("citizen_id", "card_number", "old_card_number")),
        ]
        for statement in statements:
            cursor.execute(statement, [owner.pk])
            if cursor.fetchone()[0]:
                message = "Hồ sơ đã thay đổi từ lúc xem trước; hãy kiểm tra lại các hàng rồi ghi."
                raise Refused([obstacle("import.stale", message)])


def _rows(owner: Import, state: RowState) -> Iterator[tuple[Any, ...]]:
    rows = ImportRow.objects.filter(owner=owner, state=state).order_by("number")
    return rows.values_list(
        "number", "values", "old", "member_id", "organization_id", "residence_id", "same_as"
    ).iterator(_SET)


def _enter(owner: Import, actor: Actor, progress: Progress | None) -> None:
    """People not yet on record, with the temporary memberships that other rows give them."""
    assert owner.event_id is not None
    by: dict[str, Any] = {
        "within": owner.organization,
        "actor": actor,
        "on": owner.effective_on,
        "event_id": owner.event_id,
    }
    guests: dict[int, list[int]] = defaultdict(list)
    second = ImportRow.objects.filter(owner=owner, state=RowState.NEW, same_as__isnull=False)
    for number, cell in second.values_list("same_as", "organization_id"):
        assert number is not None
        assert cell is not None  # a row without its place is an error
        guests[number].append(cell)
    total, done = owner.counts.get("new", 0), 0
    batch: list[Newcomer] = []
    for number, values, _, _, cell, residence, same_as in _rows(owner, RowState.NEW):
        if same_as is None:
            batch.append(_newcomer(owner, number, values, cell, tuple(guests.get(number, ())), residence))
        if len(batch) == _SET:
            enter_many(batch, **by)
            done += len(batch)
            batch = []
            if progress:
                progress(WRITING, done, total)
    if batch:
        enter_many(batch, **by)


def _newcomer(
    owner: Import,
    number: int,
    values: dict[str, str],
    cell: int,
    temporary: tuple[int, ...],
    residence: int | None,
) -> Newcomer:
    status = values.get("status", "")
    return Newcomer(
        papers={"code": code_of(owner.pk, number)} | _papers(values, RECORD),
        cell=cell,
        stage=values.get("stage", ""),
        status=status if status in _WITH_STATUS else "",
        temporary=temporary,
        residence=(residence,) if residence is not None else (),
    )


def _papers(values: dict[str, str], names: Any) -> dict[str, Any]:
    """The fields of the record; a day known only by month or year is not one, and stays in the import."""
    papers: dict[str, Any] = {}
    for name in names:
        if name in _DAYS:
            papers[name] = whole_day(values.get(name))
        else:
            papers[name] = values.get(name, "")
    return papers


def _correct(owner: Import, actor: Actor, progress: Progress | None) -> None:
    assert owner.event_id is not None
    by: dict[str, Any] = {
        "within": owner.organization,
        "actor": actor,
        "on": owner.effective_on,
        "event_id": owner.event_id,
    }
    corrections: dict[int, dict[str, Any]] = {}
    guests: list[tuple[int, int]] = []
    for _, values, old, member, cell, _, _ in _rows(owner, RowState.CHANGE):
        if "membership" in old:
            guests.append((member, cell))
        names = [name for name in old if name in RECORD]
        if names:
            corrections[member] = corrections.get(member, {}) | _papers(values, names)
    if corrections:
        correct_many(corrections, **by)
    if guests:
        host_many(sorted(set(guests)), **by)
    if progress:
        progress(
            WRITING,
            owner.counts.get("new", 0) + len(corrections),
            owner.counts.get("new", 0) + len(corrections),
        )


def _remember(owner: Import) -> None:
    """The next file of this sender with these headings is read the same way."""
    headings = [column["heading"] for column in owner.columns]
    targets = {
        heading_key(one["heading"]): one["target"]
        for one in owner.columns
        if one["target"] not in ("lines", "dropped")
    }
    Mapping.objects.update_or_create(
        organization=owner.organization,
        sender=owner.sender,
        signature=signature(headings),
        defaults={"targets": targets, "answers": owner.answers},
    )
