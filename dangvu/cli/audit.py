"""`dangvu audit verify|seal|show`: the journal of everything that was done or read."""

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from dangvu.cli.failures import BAD_CALL, REFUSED, CommandFailed
from dangvu.cli.parser import Parser

if TYPE_CHECKING:
    from dangvu.audit.heads import Head
    from dangvu.audit.models import Event

NEEDS_DATABASE = True

#: Where the code of a subject is looked up; other kinds are named by their number.
_CODES = {
    "account": ("access.Account", "username"),
    "member": ("members.Member", "code"),
    "organization": ("organizations.Organization", "code"),
}


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("audit", help="nhật ký: kiểm tra, niêm phong, xem")
    actions = parser.add_subparsers(dest="action", metavar="VIỆC", required=True)
    verify = actions.add_parser("verify", help="tính lại cả chuỗi, nêu dòng đầu tiên bị sửa hoặc bị xóa")
    verify.add_argument(
        "--head",
        nargs=2,
        metavar=("SỐ_SỰ_KIỆN", "MÃ_BĂM"),
        help="so thêm với một đầu chuỗi đã in ra giấy",
    )
    verify.add_argument("--format", choices=("text", "json"), default="text", help="dạng in (mặc định: text)")
    seal = actions.add_parser("seal", help="niêm phong các sự kiện đang chờ và in đầu chuỗi")
    seal.add_argument(
        "--accept-loss",
        metavar="LÝ_DO",
        help="tiếp tục sau khi khôi phục bản sao lưu; việc mất dòng được ghi vào nhật ký",
    )
    show = actions.add_parser("show", help="xem các sự kiện gần nhất")
    show.add_argument(
        "--subject", nargs=2, metavar=("LOẠI", "MÃ"), help="ví dụ: organization 24.213, member DV001"
    )
    show.add_argument("--last", type=int, default=20, metavar="N", help="số sự kiện (mặc định: 20)")
    show.add_argument("--format", choices=("text", "json"), default="text", help="dạng in (mặc định: text)")


def run(args: argparse.Namespace) -> int:
    """Run one of the three. 0 done, 1 broken or refused, 2 bad call."""
    status: int = {"verify": _verify, "seal": _seal, "show": _show}[args.action](args)
    return status


def _verify(args: argparse.Namespace) -> int:
    from dangvu.access.permissions import require
    from dangvu.audit.heads import UnreadableHead, read_head
    from dangvu.audit.services.verifying import verify

    require(args.actor, "audit.seal", on=date.today())
    try:
        kept = read_head()
    except UnreadableHead as error:
        raise CommandFailed(str(error)) from error
    found = verify([head for head in (kept, _printed_head(args.head)) if head is not None])
    if args.format == "json":
        data = {"checked": found.checked, "waiting": found.waiting, "broken": None}
        if found.broken is not None:
            names = ("code", "event_id", "position", "message")
            data["broken"] = {name: getattr(found.broken, name) for name in names}  # type: ignore[assignment]
        print(json.dumps(data, ensure_ascii=False))
    elif found.broken is None:
        print(f"Nhật ký toàn vẹn: {found.checked} sự kiện, {found.waiting} sự kiện đang chờ niêm phong.")
    else:
        print(f"Nhật ký đã bị sửa. {found.broken.message}")
    return 0 if found.broken is None else REFUSED


def _printed_head(words: list[str] | None) -> "Head | None":
    from datetime import UTC, datetime

    from dangvu.audit.heads import Head

    if words is None:
        return None
    try:
        count, digest = int(words[0]), bytes.fromhex(words[1])
    except ValueError:
        count, digest = 0, b""
    if count < 1 or len(digest) != 32:
        raise CommandFailed("--head cần số sự kiện và mã băm 64 chữ số như đã in.", status=BAD_CALL)
    return Head(digest, count, datetime.now(UTC))


def _seal(args: argparse.Namespace) -> int:
    from dangvu.access.permissions import require
    from dangvu.audit.heads import UnreadableHead
    from dangvu.audit.services.sealing import (
        ChainBroken,
        current_head,
        seal,
        seal_after_loss,
        sealed_sentence,
    )

    require(args.actor, "audit.seal", on=date.today())
    try:
        if args.accept_loss:
            seal_after_loss(args.accept_loss, actor=args.actor, on=date.today())
        else:
            seal()
    except (ChainBroken, UnreadableHead) as error:
        raise CommandFailed(str(error)) from error
    head = current_head()
    print(sealed_sentence(head) if head else "Nhật ký chưa có sự kiện nào.")
    return 0


def _show(args: argparse.Namespace) -> int:
    from dangvu.access.permissions import require
    from dangvu.audit.models import Event
    from dangvu.audit.services import record

    require(args.actor, "audit.read", on=date.today())
    if args.last < 1:
        raise CommandFailed("--last cần một số từ 1.", status=BAD_CALL)
    events = Event.objects.order_by("-id")
    subject = _subject(*args.subject) if args.subject else None
    if subject is not None:
        events = events.filter(subject_kind=subject[0], subject_id=subject[1])
    found = list(events[: args.last])[::-1]
    record("read.audit", actor=args.actor, on=date.today(), subject=subject, after={"last": args.last})
    if args.format == "json":
        print(json.dumps([_as_data(event) for event in found], ensure_ascii=False))
    else:
        for event in found:
            print(_as_text(event))
        if not found:
            print("Không có sự kiện nào.", file=sys.stderr)
    return 0


def _subject(kind: str, code: str) -> tuple[str, int]:
    from django.apps import apps

    if kind in _CODES:
        label, field = _CODES[kind]
        found = apps.get_model(label)._default_manager.filter(**{field: code}).first()
        if found is None:
            raise CommandFailed(f"Không có {kind} mã “{code}”.", status=BAD_CALL)
        return kind, found.pk
    if not code.isascii() or not code.isdigit():
        raise CommandFailed(f"Loại “{kind}” được gọi bằng số, không phải “{code}”.", status=BAD_CALL)
    return kind, int(code)


def _as_text(event: "Event") -> str:
    from django.utils import timezone

    moment = timezone.localtime(event.recorded_at)
    subject = f" · {event.subject_kind} {event.subject_id}" if event.subject_kind else ""
    day = f" · từ ngày {event.effective_on:%d/%m/%Y}" if event.effective_on else ""
    line = f"{event.pk}  {moment:%d/%m/%Y %H:%M:%S}  {event.actor_name}  {event.verb}{subject}{day}"
    for words, fields in (("trước", event.before), ("sau", event.after)):
        if fields is not None:
            line += f"\n    {words}: {json.dumps(fields, ensure_ascii=False)}"
    return line


def _as_data(event: "Event") -> dict[str, Any]:
    return {
        "id": event.pk,
        "recorded_at": event.recorded_at.isoformat(),
        "actor": event.actor_name,
        "verb": event.verb,
        "effective_on": event.effective_on.isoformat() if event.effective_on else None,
        "subject": [event.subject_kind, event.subject_id] if event.subject_kind else None,
        "organization_id": event.organization_id,
        "document_id": event.document_id,
        "before": event.before,
        "after": event.after,
    }
