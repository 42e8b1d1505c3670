"""Bring a file in: recognise it, look at every row, and keep what was found. Nothing else is written."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.exchange.models import Import, Mapping
from dangvu.exchange.sheets.garbled import looks_garbled
from dangvu.exchange.sheets.grids import Grid, read_grids
from dangvu.exchange.sheets.headings import heading_key
from dangvu.exchange.sheets.layouts import NOTE
from dangvu.exchange.sheets.looking import Progress, few_collections, look_at
from dangvu.exchange.sheets.recognising import DROPPED, Recognised, recognise
from dangvu.exchange.sheets.refusals import SheetRefused
from dangvu.exchange.sheets.stored import StoredRow, fingerprint, write_rows
from dangvu.exchange.sheets.tables import Record, Table, find_table, vertical_records
from dangvu.kernel.vietnamese import tidy
from dangvu.organizations.models import Organization

RIGHT = "exchange.sheet"
_LISTED = 200


@transaction.atomic
def preview_file(
    path: Path,
    *,
    file_name: str,
    organization: Organization,
    sender: str = "",
    upload: str | None = None,
    actor: Actor,
    on: date,
    progress: Progress | None = None,
) -> Import:
    """Look at a spreadsheet for an organisation and all under it, as of the day `on`.

    An `upload` that was looked at before is given back as it is. Raises `SheetRefused` for a file that cannot
    be taken as a whole, `Refused` without the right.
    """
    require(actor, RIGHT, organization, on=timezone.localdate())
    if upload is not None and (known := Import.objects.filter(upload=upload).first()) is not None:
        return known
    with few_collections():
        grids, hidden = read_grids(path)
        headings, records, report = _records(grids)
    del grids
    remembered = _remembered(organization, sender, headings)
    recognised = recognise(headings, remembered=remembered.targets if remembered else None)
    _refuse_unreadable(recognised, records)
    _drop(recognised, records)
    columns = [column.as_data() for column in recognised.columns]
    owner = Import(
        organization=organization,
        file_name=tidy(file_name)[:200],
        sha256=_digest(path),
        upload=upload,
        sender=tidy(sender)[:200],
        layout=recognised.layout.code,
        effective_on=on,
        made_by=actor.name,
        columns=columns,
        answers=dict(remembered.answers) if remembered else {},
        report=report | _of_columns(recognised) | {"hidden_sheets": hidden},
    )
    owner.save()
    rows = _stored(recognised, records)
    write_rows(owner, rows, look_at(owner, rows, progress))
    owner.save()
    record(
        "import.preview",
        actor=actor,
        on=on,
        subject=("import", owner.pk),
        organization_id=organization.pk,
        after={"file": owner.file_name, "sha256": owner.sha256, "layout": owner.layout, "rows": len(rows)},
    )
    return owner


def signature(headings: list[str]) -> str:
    """What is equal for two files with the same headings."""
    return sha256(json.dumps([heading_key(one) for one in headings]).encode()).hexdigest()


def _records(grids: list[Grid]) -> tuple[list[str], list[Record], dict[str, object]]:
    headings, records = vertical_records(grids)
    if records:
        return headings, records, {"sheets": [grid.name for grid in grids], "skipped": []}
    tables = [table for table in map(find_table, grids) if table is not None]
    if not tables:
        raise SheetRefused(
            "Không thấy hàng tiêu đề nào quen thuộc (ví dụ Họ và tên, Ngày sinh, Số thẻ); hãy xem lại tệp."
        )
    first = max(tables, key=lambda table: len(table.records))
    own = [heading_key(heading) for heading in first.headings]
    alike = [table for table in tables if [heading_key(one) for one in table.headings] == own]
    return first.headings, [record for table in alike for record in table.records], _of_tables(tables, alike)


def _of_tables(tables: list[Table], alike: list[Table]) -> dict[str, object]:
    skipped = [[table.sheet, *row] for table in alike for row in table.skipped]
    return {
        "sheets": [table.sheet for table in alike],
        "other_sheets": [table.sheet for table in tables if table not in alike],
        "header_line": alike[0].header_line,
        "skipped": skipped[:_LISTED],
        "skipped_rows": len(skipped),
    }


def _of_columns(recognised: Recognised) -> dict[str, object]:
    return {
        "unknown_columns": [one.heading for one in recognised.columns if one.target == NOTE],
        "missing_columns": recognised.missing,
        "dropped_columns": [one.heading for one in recognised.columns if one.target == DROPPED],
    }


def _remembered(organization: Organization, sender: str, headings: list[str]) -> Mapping | None:
    known = Mapping.objects.filter(
        organization=organization,
        sender=tidy(sender)[:200],
        signature=signature([one for one in headings if one]),
    )
    return known.first()


def _refuse_unreadable(recognised: Recognised, records: list[Record]) -> None:
    if recognised.layout.subject != "member":
        raise SheetRefused(
            f"Đây là “{recognised.layout.title}”; chương trình chưa có nơi ghi loại danh sách này."
        )
    if not records:
        raise SheetRefused("Dưới hàng tiêu đề không có hàng dữ liệu nào; hãy xem lại tệp.")
    named = [one for one in recognised.columns if one.target == "full_name" or "full_name" in one.lines]
    if not named:
        raise SheetRefused("Tệp không có cột họ và tên; hãy xem lại tệp.")
    index = named[0].index
    if looks_garbled(str(record.cells[index]) for record in records if index < len(record.cells)):
        raise SheetRefused(
            "Chữ trong tệp là phông cũ (TCVN3 hoặc VNI), không đọc đúng được; hãy chuyển sang Unicode rồi "
            "gửi lại."
        )


def _drop(recognised: Recognised, records: list[Record]) -> None:
    """What is not to be kept does not even reach the database."""
    for column in recognised.columns:
        if column.target == DROPPED:
            for record_ in records:
                if column.index < len(record_.cells):
                    record_.cells[column.index] = ""


def _stored(recognised: Recognised, records: list[Record]) -> list[StoredRow]:
    orders = [column.index for column in recognised.columns if column.target == "seq"]
    rows = []
    for number, one in enumerate(records, start=1):
        said = [cell for index, cell in enumerate(one.cells) if index not in orders]
        print_ = fingerprint(said, one.section)
        rows.append(StoredRow(number, one.sheet, one.line, one.section, one.cells, print_))
    return rows


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
