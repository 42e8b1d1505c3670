"""Spreadsheets in a worker. Each job is one transaction: what a killed worker left is begun again whole."""

from datetime import date
from typing import Any

from dangvu.exchange.sheets.looking import Progress
from dangvu.exchange.sheets.refusals import SheetRefused
from dangvu.exchange.sheets.services import apply_import, preview_file, recheck, undo_import
from dangvu.exchange.sheets.services.asking import kept_file
from dangvu.jobs.services import Working, job
from dangvu.kernel.findings import Refused, obstacle
from dangvu.organizations.models import Organization


@job("import.preview")
def preview_job(
    working: Working, *, upload: str, file_name: str, organization_id: int, sender: str, on: str
) -> dict[str, Any]:
    """Look at an uploaded file; the file is not kept longer than that."""
    path = kept_file(upload)
    try:
        owner = preview_file(
            path,
            file_name=file_name,
            organization=Organization.objects.get(pk=organization_id),
            sender=sender,
            upload=upload,
            actor=working.actor,
            on=date.fromisoformat(on),
            progress=_progress(working),
        )
    except SheetRefused as refused:
        path.unlink(missing_ok=True)
        raise Refused([obstacle("import.file", str(refused))]) from refused
    path.unlink(missing_ok=True)
    return {"import": owner.pk, "rows": owner.counts}


@job("import.recheck")
def recheck_job(working: Working, *, import_id: int) -> dict[str, Any]:
    """Look at every row again."""
    owner = recheck(import_id, actor=working.actor, progress=_progress(working))
    return {"import": owner.pk, "rows": owner.counts}


@job("import.apply")
def apply_job(working: Working, *, import_id: int, leave_out: bool) -> dict[str, Any]:
    """Write the rows; begun again after all was written, it finds nothing left to do."""
    progress = _progress(working)
    owner = apply_import(import_id, leave_out=leave_out, actor=working.actor, progress=progress)
    return {"import": owner.pk, "rows": owner.counts}


@job("import.undo")
def undo_job(working: Working, *, import_id: int) -> dict[str, Any]:
    """Take the import back."""
    return {"import": undo_import(import_id, actor=working.actor).pk}


def _progress(working: Working) -> Progress:
    return lambda what, done, total: working.tell(done, total, what)
