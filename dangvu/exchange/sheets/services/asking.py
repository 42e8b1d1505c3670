"""Ask a worker to look at a file, to look again, to write, to take back: work to leave and find again."""

import uuid
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.exchange.models import Import
from dangvu.exchange.sheets.files import LARGEST
from dangvu.exchange.sheets.refusals import SheetRefused
from dangvu.exchange.sheets.services.preview import RIGHT
from dangvu.jobs.models import Job
from dangvu.jobs.services import ask_job
from dangvu.organizations.models import Organization


def ask_preview(
    content: Iterable[bytes],
    *,
    file_name: str,
    organization: Organization,
    sender: str = "",
    actor: Actor,
    on: date,
    address: str = "",
) -> Job:
    """Keep an uploaded file and have it looked at; the result of the job names the import.

    Raises `SheetRefused` for a file over the limit, `Refused` without the right.
    """
    require(actor, RIGHT, organization, on=timezone.localdate())
    upload = uuid.uuid4().hex
    _keep(upload, content)
    return ask_job(
        "import.preview",
        label=f"Xem trước bảng tính {file_name[:80]}",
        actor=actor,
        address=address,
        upload=upload,
        file_name=file_name,
        organization_id=organization.pk,
        sender=sender,
        on=on.isoformat(),
    )


def ask_recheck(import_id: int, *, actor: Actor, address: str = "") -> Job:
    """Have every row looked at again. Raises `Refused`."""
    label = f"Kiểm tra lại bảng tính {_owner(import_id, actor).file_name[:80]}"
    return ask_job("import.recheck", label=label, actor=actor, address=address, import_id=import_id)


def ask_apply(import_id: int, *, leave_out: bool = False, actor: Actor, address: str = "") -> Job:
    """Have the rows written. Raises `Refused`."""
    label = f"Ghi bảng tính {_owner(import_id, actor).file_name[:80]}"
    return ask_job(
        "import.apply", label=label, actor=actor, address=address, import_id=import_id, leave_out=leave_out
    )


def ask_undo(import_id: int, *, actor: Actor, address: str = "") -> Job:
    """Have the import taken back as a whole. Raises `Refused`."""
    label = f"Thu hồi lần nhập {_owner(import_id, actor).file_name[:80]}"
    return ask_job("import.undo", label=label, actor=actor, address=address, import_id=import_id)


def kept_file(upload: str) -> Path:
    """Where an uploaded file is kept until it has been looked at. Raises `ValueError` for no such name."""
    return Path(settings.VAR, "imports", uuid.UUID(upload).hex)


def _keep(upload: str, content: Iterable[bytes]) -> None:
    """Write the file whole or not at all."""
    path = kept_file(upload)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    try:
        with path.open("xb") as file:
            for block in content:
                size += len(block)
                if size > LARGEST:
                    raise SheetRefused(
                        f"Tệp lớn quá mức {LARGEST // 1_000_000} MB; hãy chia nhỏ theo chi bộ."
                    )
                file.write(block)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _owner(import_id: int, actor: Actor) -> Import:
    owner = Import.objects.select_related("organization").get(pk=import_id)
    require(actor, RIGHT, owner.organization, on=timezone.localdate())
    return owner
