"""Verbs of the register."""

from dangvu.documents.drafts import DocumentDraft
from dangvu.documents.services.attach import attach
from dangvu.documents.services.register import (
    Registered,
    correct_document,
    document_of_decision,
    register_document,
)
from dangvu.documents.services.relate import relate
from dangvu.documents.services.tasks import add_conclusion, change_task_state

__all__ = [
    "DocumentDraft",
    "Registered",
    "add_conclusion",
    "attach",
    "change_task_state",
    "correct_document",
    "document_of_decision",
    "register_document",
    "relate",
]
