"""`dangvu document add|show|list|attach|relate|task`: the register of documents."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangvu.cli.documents_parser import add_parser
from dangvu.cli.failures import CommandFailed
from dangvu.kernel.days import display_day
from dangvu.kernel.periods import FOREVER

if TYPE_CHECKING:
    from dangvu.documents.models import Document, Task

NEEDS_DATABASE = True

__all__ = ["NEEDS_DATABASE", "add_parser", "run"]


def run(args: argparse.Namespace) -> int:
    """Run one of the actions. 0 done, 1 refused, 2 bad call."""
    from dangvu.access.permissions import require

    writes = args.action not in ("show", "list") and getattr(args, "step", "") != "list"
    require(args.actor, "document.write" if writes else "document.read", on=date.today())
    actions = {
        "add": _add,
        "show": _show,
        "list": _list,
        "attach": _attach,
        "relate": _relate,
        "task": _task,
    }
    actions[args.action](args)
    return 0


def _add(args: argparse.Namespace) -> None:
    from dangvu.documents.services import DocumentDraft, register_document

    draft = DocumentDraft(
        kind=args.kind,
        number=args.number,
        issuer=args.issuer,
        issued_on=args.date,
        title=args.title,
        issuer_code=args.issuer_code,
        signer=args.signer,
        signer_post=args.signer_post,
        signed_for=args.signed_for,
        by_order_of=args.by_order_of,
        recipients=tuple(args.recipient),
        archive_copy=args.archive_copy,
        valid_from=args.valid_from,
        valid_to=args.valid_to or FOREVER,
        note=args.note,
    )
    document, findings = register_document(draft, actor=args.actor, on=date.today())
    print(f"Đã đăng ký {document.number} ngày {document.issued_on:%d/%m/%Y} của {document.issuer}.")
    for finding in findings:
        print(f"Lưu ý: {finding.message}")


def _meant(args: argparse.Namespace) -> "Document":
    from dangvu.documents.selectors import the_document

    return the_document(args.number, issued_on=args.date, issuer=args.issuer)


def _show(args: argparse.Namespace) -> None:
    document = _meant(args)
    data = _as_data(document)
    if args.format == "json":
        print(json.dumps(data, ensure_ascii=False))
        return
    for label, value in _lines(data):
        print(f"{label}: {value}")
    for task in document.tasks.order_by("position"):
        print(_task_line(task))


def _list(args: argparse.Namespace) -> None:
    from dangvu.documents.selectors import registered

    found = registered(kind=args.kind, issued_from=args.since, limit=args.last)
    if args.format == "json":
        print(json.dumps([_as_data(document) for document in found], ensure_ascii=False))
        return
    for document in found:
        day = f"{document.issued_on:%d/%m/%Y}"
        print(f"{document.number}  {day}  {document.issuer}  {document.get_kind_display()}  {document.title}")


def _attach(args: argparse.Namespace) -> None:
    from dangvu.documents.services import attach

    document, path = _meant(args), Path(args.file)
    try:
        with path.open("rb") as content:
            kept = attach(document, content, path.name, actor=args.actor, on=date.today())
    except OSError as error:
        raise CommandFailed(f"Không đọc hoặc không lưu được tệp {path}: {error.strerror}.") from error
    print(f"Đã đính kèm {kept.original_name} ({kept.size} byte, SHA-256 {kept.sha256}).")


def _relate(args: argparse.Namespace) -> None:
    from dangvu.documents.selectors import the_document
    from dangvu.documents.services import relate

    document = _meant(args)
    target = the_document(args.target, issued_on=args.target_date, issuer=args.target_issuer)
    relation = relate(document, args.kind, target, actor=args.actor, on=date.today())
    print(f"{document.number} – {relation.get_kind_display()} – {target.number}.")


def _task(args: argparse.Namespace) -> None:
    from dangvu.documents.services import add_conclusion, change_task_state
    from dangvu.kernel.findings import Refused, obstacle

    document, today = _meant(args), date.today()
    if args.step == "list":
        for task in document.tasks.order_by("position"):
            print(_task_line(task))
        return
    if args.step == "add":
        names = ("position", "owner", "owner_code", "due_on")
        given = {name: getattr(args, name) for name in names}
        print(_task_line(add_conclusion(document, args.text, **given, actor=args.actor, on=today)))
        return
    found = document.tasks.filter(position=args.position).first()
    if found is None:
        message = f"Văn bản {document.number} không có nhiệm vụ số {args.position}."
        raise Refused([obstacle("task.unknown", message)])
    moved = change_task_state(found.pk, args.step, reason=args.reason, actor=args.actor, on=args.on or today)
    print(_task_line(moved))


def _task_line(task: "Task") -> str:
    owner = f" · {task.owner or task.owner_code}" if task.owner or task.owner_code else ""
    due = f" · hạn {task.due_on:%d/%m/%Y}" if task.due_on else ""
    return f"{task.position}. {task.text}{owner}{due} · {task.get_state_display()}"


def _as_data(document: "Document") -> dict[str, Any]:
    from dangvu.documents.drafts import FIELDS

    data = {name: getattr(document, name) for name in FIELDS}
    data["valid_to"] = None if document.valid_to == FOREVER else document.valid_to
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in data.items()}


_DAYS = ("issued_on", "valid_from", "valid_to")
_LABELS = {
    "number": "Số",
    "issued_on": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "kind": "Loại",
    "title": "Trích yếu",
    "signer": "Người ký",
    "signer_post": "Chức vụ người ký",
    "signed_for": "Thay mặt",
    "by_order_of": "Thừa lệnh",
    "recipients": "Nơi nhận",
    "archive_copy": "Bản lưu",
    "valid_from": "Thực hiện từ",
    "valid_to": "Đến trước ngày",
    "note": "Ghi chú",
}


def _lines(data: dict[str, Any]) -> list[tuple[str, str]]:
    from dangvu.documents.kinds import KINDS

    lines = []
    for name, label in _LABELS.items():
        value = data[name]
        if name == "kind":
            value = KINDS.get(value, value)
        elif isinstance(value, list):
            value = "; ".join(value)
        elif value and name in _DAYS:
            value = display_day(date.fromisoformat(value))
        if value:
            lines.append((label, str(value)))
    return lines
