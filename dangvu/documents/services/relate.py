"""Say how two documents belong together."""

from datetime import date

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.documents.models import Document, DocumentRelation
from dangvu.documents.rules import relation_findings
from dangvu.kernel.findings import refuse_if_blocked


@transaction.atomic
def relate(document: Document, kind: str, target: Document, *, actor: Actor, on: date) -> DocumentRelation:
    """Record that `document` carries out, amends or replaces `target`; a second time changes nothing.

    Raises `Refused` for an unknown kind, a document and itself, or a target issued later.
    """
    refuse_if_blocked(
        relation_findings(kind, document.issued_on, target.issued_on, itself=document == target)
    )
    Document.objects.select_for_update().get(pk=document.pk)
    relation, made = DocumentRelation.objects.get_or_create(document=document, kind=kind, target=target)
    if made:
        relation.event_id = record(
            "document.relate",
            actor=actor,
            on=on,
            subject=("document", document.pk),
            document_id=target.pk,
            after={"relation": kind, "target": target.pk},
        )
        relation.save(update_fields=["event_id"])
    return relation
