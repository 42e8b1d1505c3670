"""People and papers of the commune office."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.audit.records import Record
from dangvu.documents.models import Document
from dangvu.documents.services import DocumentDraft, register_document

TODAY = date(2026, 11, 20)


def event_of(row: Record) -> Event:
    """Return the event that wrote the row."""
    assert row.event_id is not None
    return Event.objects.get(pk=row.event_id)


@pytest.fixture
def tuan() -> Actor:
    return Actor(3, "Tuấn")


@pytest.fixture(autouse=True)
def var(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    return tmp_path / "var"


@pytest.fixture
def notice(db: None, tuan: Actor) -> Document:
    draft = DocumentDraft(
        "notice",
        "15-TB/UBKT",
        "Ủy ban Kiểm tra Đảng ủy xã Thử Nghiệm",
        date(2026, 10, 1),
        title="Kết luận kỳ họp",
    )
    return register_document(draft, actor=tuan, on=TODAY).document
