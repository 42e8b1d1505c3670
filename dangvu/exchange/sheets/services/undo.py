"""Take an import back as a whole, while nothing has been built on it."""

from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dangvu.access.models import Account
from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.models import READINGS, Event
from dangvu.audit.services import record
from dangvu.exchange.models import Import, ImportRow, ImportState, RowState
from dangvu.exchange.sheets.services.preview import RIGHT
from dangvu.kernel.findings import Refused, obstacle
from dangvu.members.models import Member, Membership
from dangvu.members.services.entering import take_back

_WRITTEN = ("members_membership", "members_stage", "members_status")


@transaction.atomic
def undo_import(import_id: int, *, actor: Actor) -> Import:
    """Remove whom the import entered and give the corrected records back what they said before.

    Raises `Refused` where somebody has since worked on one of them: then each is put right by hand.
    """
    owner = Import.objects.select_for_update().select_related("organization").get(pk=import_id)
    require(actor, RIGHT, owner.organization, on=timezone.localdate())
    if owner.state != ImportState.APPLIED:
        raise Refused([obstacle("import.not_applied", "Lần nhập này chưa ghi hoặc đã thu hồi.")])
    assert owner.event_id is not None
    with connection.cursor() as cursor:
        cursor.execute(f"lock table members_member, {', '.join(_WRITTEN)} in share row exclusive mode")
    entered = Member.objects.filter(code__startswith=f"BT{owner.pk}-")
    corrections = _corrections(owner)
    _refuse_if_built_on(owner, entered, corrections)
    event_id = record(
        "import.undo",
        actor=actor,
        on=owner.effective_on,
        subject=("import", owner.pk),
        organization_id=owner.organization_id,
        before={"entered": entered.count(), "corrected": len(corrections)},
    )
    _remove(owner, entered)
    take_back(
        {number: old for number, (_, old) in corrections.items()},
        actor=actor,
        on=owner.effective_on,
        event_id=event_id,
    )
    owner.undo_event_id = event_id
    owner.state = ImportState.UNDONE
    owner.save()
    return owner


def _corrections(owner: Import) -> dict[int, tuple[bool, dict[str, Any]]]:
    """Whether each corrected record still stands as the import left it, and what it said before."""
    rows = ImportRow.objects.filter(owner=owner, state=RowState.CHANGE).exclude(old={"membership": ""})
    members = dict(Member.objects.filter(pk__in=rows.values("member_id")).values_list("id", "event_id"))
    events = Event.objects.in_bulk([one for one in members.values() if one is not None])
    found = {}
    for number, event_id in members.items():
        event = events.get(event_id) if event_id is not None else None
        ours = event is not None and (event.after or {}).get("import_event") == owner.event_id
        found[number] = (ours, dict(event.before or {}) if event is not None and ours else {})
    return found


def _refuse_if_built_on(
    owner: Import, entered: QuerySet[Member], corrections: dict[int, tuple[bool, dict[str, Any]]]
) -> None:
    later = Event.objects.filter(subject_kind="member", id__gt=owner.event_id).exclude(READINGS)
    codes = set(entered.exclude(event_id=owner.event_id).values_list("code", flat=True)[:5])
    codes |= set(entered.filter(pk__in=later.values("subject_id")).values_list("code", flat=True)[:5])
    codes |= set(
        entered.filter(pk__in=Account.objects.exclude(member_id=None).values("member_id")).values_list(
            "code", flat=True
        )[:5]
    )
    for relation in Member._meta.related_objects:
        model: Any = relation.related_model
        rows = model._default_manager.filter(**{f"{relation.field.name}__in": entered})
        names = {field.name for field in model._meta.get_fields()}
        others = rows.filter(~Q(event_id=owner.event_id)) if "event_id" in names else rows
        codes |= set(others.values_list(f"{relation.field.name}__code", flat=True)[:5])
    changed = [number for number, (ours, _) in corrections.items() if not ours]
    codes |= set(Member.objects.filter(pk__in=changed[:5]).values_list("code", flat=True))
    if codes:
        shown = ", ".join(sorted(codes)[:5])
        message = f"Đã có việc làm sau lần nhập trên hồ sơ {shown}; không thu hồi cả lần nhập được nữa."
        raise Refused([obstacle("import.built_on", message)])


def _remove(owner: Import, entered: QuerySet[Member]) -> None:
    Membership.objects.filter(event_id=owner.event_id).exclude(member__in=entered).delete()
    prefix = f"BT{owner.pk}-%"
    with connection.cursor() as cursor:
        for table in _WRITTEN:
            cursor.execute(
                f"delete from {table} d using members_member m where m.id = d.member_id and m.code like %s",
                [prefix],
            )
        cursor.execute("delete from members_member where code like %s", [prefix])
