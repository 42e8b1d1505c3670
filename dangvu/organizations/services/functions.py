"""The functions and working relations of a kind of organisation, by document and from a day (R2)."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection, transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.documents.models import Document
from dangvu.kernel.days import display_day
from dangvu.kernel.findings import Finding, obstacle, refuse_if_blocked
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import is_clean, tidy_lines
from dangvu.organizations.models import Kind, KindFunction


@dataclass(frozen=True, slots=True)
class Functions:
    """The text of one version; an empty part means that the document says nothing about it."""

    functions: str = ""
    tasks: str = ""
    powers: str = ""
    responsibilities: str = ""
    working_relations: str = ""

    def tidied(self) -> "Functions":
        """Return the text with clean lines (NFC, single spaces)."""
        return Functions(**{name: tidy_lines(text) for name, text in asdict(self).items()})


def functions_on(kind: str, on: date) -> KindFunction | None:
    """Return the version that holds for the kind on the day, None when none does."""
    found = KindFunction.objects.filter(kind=kind, valid_from__lte=on, valid_to__gt=on)
    return found.select_related("document").first()


@transaction.atomic
def lay_down_functions(
    kind: str, text: Functions, document: Document, *, valid_from: date, actor: Actor, on: date
) -> KindFunction:
    """Lay down a new version from a day; the version before ends on that day. `on` is the day of entry.

    Raises `Refused` with every obstacle: an unknown kind, no text at all, a first day before the document
    or not after the first day of the version before.
    """
    text = text.tidied()
    _lock(kind)
    last = KindFunction.objects.filter(kind=kind).order_by("-valid_from").first()
    refuse_if_blocked(_findings(kind, text, document, valid_from, last))
    fields = {"valid_from": valid_from, **{name: part for name, part in asdict(text).items() if part}}
    event_id = record(
        "organization.lay_down_functions",
        actor=actor,
        on=valid_from,
        document_id=document.pk,
        before={"version": last.pk, "valid_to": last.valid_to} if last else None,
        after={"kind": kind, "entered_on": on, **fields},
    )
    if last is not None and last.valid_to > valid_from:
        last.valid_to = valid_from
        last.save(update_fields=["valid_to"])
    return KindFunction.objects.create(
        kind=kind, document=document, valid_from=valid_from, event_id=event_id, **asdict(text)
    )


@transaction.atomic
def take_back_functions(kind: str, *, actor: Actor, on: date) -> None:
    """Take the last version back, as entered by mistake; the one before runs on.

    Raises `Refused` when there is none.
    """
    _lock(kind)
    last, before = [*KindFunction.objects.filter(kind=kind).order_by("-valid_from")[:2], None, None][:2]
    if last is None:
        message = "Không có bản quy định chức năng nào của loại này để thu hồi."
        refuse_if_blocked([obstacle("functions.none", message)])
        return
    record(
        "organization.take_back_functions",
        actor=actor,
        on=on,
        document_id=last.document.pk,
        before={"kind": kind, "valid_from": last.valid_from, **asdict(_text_of(last))},
    )
    last.delete()
    if before is not None:
        before.valid_to = FOREVER
        before.save(update_fields=["valid_to"])


def _text_of(version: KindFunction) -> Functions:
    return Functions(**{name: getattr(version, name) for name in asdict(Functions())})


def _findings(
    kind: str, text: Functions, document: Document, valid_from: date, last: KindFunction | None
) -> list[Finding]:
    found = []
    parts = asdict(text).values()
    if kind not in Kind.values:
        kinds = ", ".join(Kind.values)
        message = f"Không có loại tổ chức đảng “{kind}”; hãy chọn một trong: {kinds}."
        found.append(obstacle("functions.kind", message))
    if not any(parts):
        found.append(obstacle("functions.empty", "Chưa có nội dung nào về chức năng, nhiệm vụ, quan hệ."))
    if not all(map(is_clean, parts)):
        message = "Nội dung có ký tự điều khiển không đọc được; hãy xóa ký tự đó."
        found.append(obstacle("functions.control_character", message))
    if valid_from < document.issued_on:
        day = display_day(document.issued_on)
        message = f"Ngày bắt đầu {display_day(valid_from)} ở trước ngày ban hành văn bản ({day})."
        found.append(obstacle("functions.before_document", message))
    if last is not None and valid_from <= last.valid_from:
        day = display_day(last.valid_from)
        message = f"Đã có bản bắt đầu ngày {day}; bản mới phải bắt đầu sau, hoặc thu hồi bản đó trước."
        found.append(obstacle("functions.not_after_last", message))
    return found


def _lock(kind: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dangvu.functions'), hashtext(%s))", [kind])
