"""Files of documents lie under opaque names and are read by nobody else."""

import hashlib
import io
import stat
from pathlib import Path

import pytest

from dangvu.audit.actor import Actor
from dangvu.documents import files
from dangvu.documents.models import Attachment, Document
from dangvu.documents.services import attach
from dangvu.kernel.findings import Refused
from tests.documents.conftest import TODAY, event_of

SCAN = b"%PDF-1.7 synthetic"


def _stored(var: Path) -> list[Path]:
    return [path for path in var.rglob("*") if path.is_file()]


def test_a_scan_is_kept_with_its_name_size_and_hash(notice: Document, tuan: Actor, var: Path) -> None:
    kept = attach(notice, io.BytesIO(SCAN), "Biên bản họp.pdf", actor=tuan, on=TODAY)
    assert (kept.original_name, kept.media_type, kept.size) == (
        "Biên bản họp.pdf",
        "application/pdf",
        len(SCAN),
    )
    assert kept.sha256 == hashlib.sha256(SCAN).hexdigest()
    path = files.path_of(kept.stored_name)
    assert path.read_bytes() == SCAN
    assert "bản" not in str(path.relative_to(var))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((var / "files").stat().st_mode) == 0o700
    assert event_of(kept).verb == "document.attach"


def test_a_name_that_climbs_out_is_only_a_name(notice: Document, tuan: Actor, var: Path) -> None:
    kept = attach(notice, io.BytesIO(SCAN), "..\\..\\etc/passwd", actor=tuan, on=TODAY)
    assert kept.original_name == "passwd"
    assert _stored(var) == [files.path_of(kept.stored_name)]
    with pytest.raises(ValueError, match="not a stored name"):
        files.path_of("../../../../etc/passwd".ljust(32, "x"))


@pytest.mark.parametrize(("content", "name"), [(b"", "trống.pdf"), (SCAN, "a\x00b.pdf"), (SCAN, " ")])
def test_an_empty_file_or_an_unreadable_name_is_refused_and_leaves_nothing(
    notice: Document, tuan: Actor, var: Path, content: bytes, name: str
) -> None:
    with pytest.raises(Refused):
        attach(notice, io.BytesIO(content), name, actor=tuan, on=TODAY)
    assert _stored(var) == []
    assert not Attachment.objects.exists()


def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(
    notice: Document, tuan: Actor, var: Path
) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError("disk full")
            return super().read(5)

    with pytest.raises(OSError, match="disk full"):
        attach(notice, Broken(SCAN), "a.pdf", actor=tuan, on=TODAY)
    assert _stored(var) == []
    assert not Attachment.objects.exists()
