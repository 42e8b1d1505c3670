"""Put an import right before it is written: answer its questions, map its columns, correct its cells."""

from django.db import transaction
from django.utils import timezone

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.exchange.models import Import, ImportRow, ImportState
from dangvu.exchange.sheets.fields import CHOICES
from dangvu.exchange.sheets.looking import Progress, look_at
from dangvu.exchange.sheets.services.preview import RIGHT
from dangvu.exchange.sheets.stored import load_rows, write_rows
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.vietnamese import tidy

_LONGEST = 500


@transaction.atomic
def answer_import(
    import_id: int,
    answers: dict[str, str],
    *,
    columns: dict[int, str] | None = None,
    actor: Actor,
    progress: Progress | None = None,
) -> Import:
    """Answer questions of the whole file and, in `columns`, say which field a column fills; look again.

    Raises `Refused`.
    """
    owner = _open(import_id, actor)
    owner.answers |= {key: tidy(value)[:_LONGEST] for key, value in answers.items() if tidy(value)}
    for column in owner.columns:
        target = (columns or {}).get(column["index"])
        if target is None or column["target"] == "dropped":
            continue
        if target not in CHOICES:
            raise Refused([obstacle("import.column", f"Không có mục nào tên “{target[:40]}”.")])
        column.update(target=target, lines=[], sure=True)
    for key, value in answers.items():
        if key.startswith("heading:") and value == "yes":
            for column in owner.columns:
                if str(column["index"]) == key.removeprefix("heading:"):
                    column["sure"] = True
    return _look_again(owner, progress)


@transaction.atomic
def correct_row(import_id: int, number: int, edits: dict[str, str], *, actor: Actor) -> Import:
    """Write other values for the fields of one row; "" takes the cell's value away. Raises `Refused`."""
    owner = _open(import_id, actor)
    if unknown := set(edits) - set(CHOICES):
        raise Refused([obstacle("import.field", f"Không có mục nào tên “{sorted(unknown)[0][:40]}”.")])
    row = ImportRow.objects.get(owner=owner, number=number)
    row.edits |= {name: value[:_LONGEST] for name, value in edits.items()}
    row.save(update_fields=["edits"])
    return _look_again(owner, None)


@transaction.atomic
def answer_row(import_id: int, number: int, answer: str, *, actor: Actor) -> Import:
    """Say of one row: "skip" it, it is an "other" person, or "same:<code>" as one on record; "" takes the
    answer back. Raises `Refused`."""
    owner = _open(import_id, actor)
    if answer not in ("", "skip", "other") and not answer.startswith("same:"):
        raise Refused(
            [obstacle("import.answer", "Hãy chọn: bỏ qua, người khác, hoặc cùng một người với hồ sơ nào.")]
        )
    ImportRow.objects.filter(owner=owner, number=number).update(answer=answer[:_LONGEST])
    return _look_again(owner, None)


@transaction.atomic
def recheck(import_id: int, *, actor: Actor, progress: Progress | None = None) -> Import:
    """Look at every row again, against the records as they stand now. Raises `Refused`."""
    return _look_again(_open(import_id, actor), progress)


def _open(import_id: int, actor: Actor) -> Import:
    owner = Import.objects.select_for_update().select_related("organization").get(pk=import_id)
    require(actor, RIGHT, owner.organization, on=timezone.localdate())
    if owner.state != ImportState.PREVIEWED:
        raise Refused([obstacle("import.closed", "Lần nhập này đã ghi hoặc đã thu hồi; không sửa được nữa.")])
    return owner


def _look_again(owner: Import, progress: Progress | None) -> Import:
    rows = load_rows(owner)
    write_rows(owner, rows, look_at(owner, rows, progress))
    owner.save()
    return owner
