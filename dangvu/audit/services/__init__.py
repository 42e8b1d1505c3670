"""Verbs of the audit: other subjects call `record` and `record_many`."""

from dangvu.audit.services.recording import EventDraft, record, record_many

__all__ = ["EventDraft", "record", "record_many"]
