"""Enter documents into the register and correct them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.documents.drafts import FIELDS, DocumentDraft
from dangvu.documents.models import Document
from dangvu.documents.numbers import number_key
from dangvu.documents.rules import document_findings
from dangvu.documents.selectors import same_document
from dangvu.kernel.findings import Finding, Refused, obstacle, refuse_if_blocked
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import is_clean, same_spelling, tidy


class Registered(NamedTuple):
    """The document, and the remarks under which it was accepted."""

    document: Document
    findings: list[Finding]


@transaction.atomic
def register_document(draft: DocumentDraft, *, actor: Actor, on: date) -> Registered:
    """Enter a document into the register; `on` is the day of entry.

    Raises `Refused` with every obstacle, also when the same number, issuer and date are there already.
    """
    draft = draft.tidied()
    findings = refuse_if_blocked([*document_findings(draft, on=on), _already_there(draft, besides=None)])
    return Registered(_insert(draft, actor=actor, on=on), findings)


@transaction.atomic
def correct_document(document_id: int, changes: Mapping[str, Any], *, actor: Actor, on: date) -> Registered:
    """Correct fields of a document; the event keeps what stood there before.

    Raises `Refused` with every obstacle, `Document.DoesNotExist`, and `TypeError` for an unknown field.
    A correction that changes nothing records nothing.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    old = _draft_of(document)
    new = replace(old, **changes).tidied()
    findings = refuse_if_blocked([*document_findings(new, on=on), _already_there(new, besides=document)])
    before, after = old.as_fields(), new.as_fields()
    changed = [name for name in FIELDS if before[name] != after[name]]
    if changed:
        document.event_id = record(
            "document.correct",
            actor=actor,
            on=on,
            subject=("document", document.pk),
            document_id=document.pk,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        _fill(document, new)
        _save(document, new)
    return Registered(document, findings)


@transaction.atomic
def document_of_decision(
    number: str, issued_on: date, issuer: str, issuer_code: str = "", *, actor: Actor
) -> Document:
    """Return the decision of this number, date and issuer, entering it when it is not there yet.

    Acts call it: nothing but the three facts is known. Raises `Refused` when one of them is missing.
    """
    draft = DocumentDraft("decision", number, issuer or issuer_code, issued_on, issuer_code=issuer_code)
    draft = draft.tidied()
    refuse_if_blocked(document_findings(draft, on=issued_on))
    found = same_document(draft.number, draft.issued_on, draft.issuer, draft.issuer_code)
    if found is not None:
        return found
    return _insert(draft, actor=actor, on=issued_on)


def _insert(draft: DocumentDraft, *, actor: Actor, on: date) -> Document:
    document = Document()
    _fill(document, draft)
    _save(document, draft)
    document.event_id = record(
        "document.register",
        actor=actor,
        on=on,
        subject=("document", document.pk),
        document_id=document.pk,
        after={name: value for name, value in draft.as_fields().items() if value and value != FOREVER},
    )
    document.save(update_fields=["event_id"])
    return document


def _fill(document: Document, draft: DocumentDraft) -> None:
    for name, value in draft.as_fields().items():
        setattr(document, name, list(value) if name == "recipients" else value)
    document.number_key = number_key(draft.number)
    document.issuer_key = same_spelling(draft.issuer)


def _save(document: Document, draft: DocumentDraft) -> None:
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:  # entered by someone else between the question and the answer
        if "document_once" not in str(error):
            raise
        raise Refused([_twice(draft)]) from error


def _draft_of(document: Document) -> DocumentDraft:
    values = {name: getattr(document, name) for name in FIELDS}
    return DocumentDraft(**{**values, "recipients": tuple(document.recipients)})


def _already_there(draft: DocumentDraft, *, besides: Document | None) -> Finding | None:
    if not is_clean(draft.number + draft.issuer + draft.issuer_code):
        return None  # refused for that; the database cannot be asked
    found = same_document(draft.number, draft.issued_on, draft.issuer, draft.issuer_code)
    return None if found is None or found == besides else _twice(draft)


def _twice(draft: DocumentDraft) -> Finding:
    return obstacle(
        "document.twice",
        f"Văn bản số {tidy(draft.number)} ngày {draft.issued_on:%d/%m/%Y} của {draft.issuer} đã có trong sổ; "
        "hãy sửa văn bản đã có thay vì ghi thêm.",
    )
