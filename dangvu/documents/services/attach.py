"""Put a file to a document."""

import mimetypes
from datetime import date
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.documents import files
from dangvu.documents.models import Attachment, Document
from dangvu.kernel.findings import obstacle, refuse_if_blocked
from dangvu.kernel.vietnamese import is_clean, tidy


def attach(
    document: Document, content: BinaryIO, original_name: str, *, actor: Actor, on: date
) -> Attachment:
    """Keep a file with a document under an opaque name; the original name is only shown.

    Raises `Refused` for an empty file or an unreadable name, `OSError` when it cannot be written.
    """
    name = tidy(PurePath(original_name.replace("\\", "/")).name)
    if not name or not is_clean(name):
        message = "Tên tệp trống hoặc có ký tự điều khiển; hãy đổi tên tệp rồi đính kèm lại."
        refuse_if_blocked([obstacle("attachment.name", message)])
    stored = files.store(content)
    try:
        if not stored.size:
            refuse_if_blocked([obstacle("attachment.empty", f"Tệp “{name}” không có nội dung.")])
        with transaction.atomic():
            return _insert(document, stored, name, actor=actor, on=on)
    except BaseException:
        files.path_of(stored.name).unlink(missing_ok=True)
        raise


def _insert(document: Document, stored: files.StoredFile, name: str, *, actor: Actor, on: date) -> Attachment:
    attachment = Attachment.objects.create(
        document=document,
        stored_name=stored.name,
        original_name=name,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=stored.size,
        sha256=stored.sha256,
    )
    attachment.event_id = record(
        "document.attach",
        actor=actor,
        on=on,
        subject=("document", document.pk),
        document_id=document.pk,
        after={"attachment": attachment.pk, "name": name, "size": stored.size, "sha256": stored.sha256},
    )
    attachment.save(update_fields=["event_id"])
    return attachment
