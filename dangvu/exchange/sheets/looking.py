"""Look at all rows of an import: read them, find whom they mean, and say what each would change."""

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from dangvu.exchange.models import Import, RowState
from dangvu.exchange.sheets.cells.said import Level
from dangvu.exchange.sheets.fields import DATES, KEPT, LABELS
from dangvu.exchange.sheets.grids import Cell
from dangvu.exchange.sheets.people import Known, differences, find_person, load_people
from dangvu.exchange.sheets.places import load_places
from dangvu.exchange.sheets.questions import questions_of
from dangvu.exchange.sheets.recognising import Column
from dangvu.exchange.sheets.row_checks import missing_for_new
from dangvu.exchange.sheets.rows import Row, Sheet, read_row
from dangvu.exchange.sheets.stored import Looked, StoredRow
from dangvu.kernel.vietnamese import fold
from dangvu.organizations.selectors import descendant_ids

#: Called with what is being done, how many rows of it are done, and how many there are.
Progress = Callable[[str, int, int], None]
READING, MATCHING, WRITING = "Đang đọc các hàng", "Đang đối chiếu hồ sơ", "Đang ghi"
_STEP = 2_000
_GONE = {
    "deceased": "từ trần",
    "left": "ra khỏi Đảng",
    "transferred": "chuyển đi",
    "interrupted": "gián đoạn",
    "not_member": "chưa phải đảng viên",
}
_NUMBERS = ("citizen_id", "card_number", "old_card_number")


@contextmanager
def few_collections() -> Iterator[None]:
    """Millions of small values that all stay: looking through them for rubbish again and again is dear."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@few_collections()
def look_at(owner: Import, rows: list[StoredRow], progress: Progress | None = None) -> list[Looked]:
    """Return what each row would do; sets the questions, counts and report of the import."""
    sheet = sheet_of(owner, rows)
    read = []
    for done, stored in enumerate(rows):
        read.append(read_row(sheet, stored.cells, stored.section, stored.edits))
        if progress and done % _STEP == 0:
            progress(READING, done, len(rows))
    same_as = _twice_in_file(rows, read)
    within = set(descendant_ids(owner.organization_id, owner.effective_on))
    people = load_people(owner, read, [stored.fingerprint for stored in rows], within)
    looked = []
    for done, (stored, row) in enumerate(zip(rows, read, strict=True)):
        if progress and done % _STEP == 0:
            progress(MATCHING, done, len(rows))
        known = find_person(people, row, stored.fingerprint, stored.answer)
        looked.append(_look(stored, row, known, same_as.get(stored.number)))
    _summarise(owner, sheet, rows, looked)
    return looked


def sheet_of(owner: Import, rows: list[StoredRow]) -> Sheet:
    """What all rows share, from the columns and answers of the import."""
    columns = [Column(**data) for data in owner.columns]
    places = load_places(owner.organization, owner.effective_on)
    default = places.by_code(owner.answers.get("default_cell", ""))
    if default is None and owner.organization_id in places.cells:
        default = owner.organization_id
    return Sheet(columns, owner.answers, owner.effective_on, _mixed(columns, rows), places, default)


def _mixed(columns: list[Column], rows: list[StoredRow]) -> frozenset[int]:
    """The date columns in which real dates and dates written as text stand side by side."""
    mixed = set()
    for column in columns:
        if column.target not in DATES:
            continue
        kinds = {_kind(stored.cells[column.index]) for stored in rows if column.index < len(stored.cells)}
        if {"date", "text"} <= kinds:
            mixed.add(column.index)
    return frozenset(mixed)


def _kind(cell: Cell) -> str:
    if isinstance(cell, date):
        return "date"
    return "text" if isinstance(cell, str) and any(sign.isdecimal() for sign in cell) else ""


def _twice_in_file(rows: list[StoredRow], read: list[Row]) -> dict[int, int]:
    """Which rows are the temporary membership of the person of another row; notes what is unclear."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    names: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, row in enumerate(read):
        name = next((one for one in _NUMBERS if row.values.get(one)), None)
        key = (name, row.values[name]) if name else ("row", rows[place].fingerprint)
        groups[key].append(place)
        names[fold(row.values.get("full_name", "")), row.values.get("birth_date", "")[:4]].append(place)
    same_as: dict[int, int] = {}
    for group in groups.values():
        if len(group) > 1:
            _settle_twice(group, rows, read, same_as)
    grouped = {place: id(group) for group in groups.values() for place in group}
    for (name, _), group in names.items():
        if name and len({grouped[place] for place in group}) > 1:
            for place in group:
                message = "Trong tệp có người khác trùng họ tên và năm sinh; không gộp."
                read[place].note("full_name", Level.WARNING, "same_name_in_file", message)
    return same_as


def _settle_twice(group: list[int], rows: list[StoredRow], read: list[Row], same_as: dict[int, int]) -> None:
    official = [place for place in group if read[place].values.get("membership_kind") != "temporary"]
    if len(official) == 1:
        for place in group:
            if place != official[0]:
                same_as[rows[place].number] = rows[official[0]].number
        return
    lines = ", ".join(str(rows[place].line) for place in group[:5])
    for place in group[1:] if _all_equal(group, rows) else group:
        message = (
            f"Một người đứng ở nhiều hàng ({lines}); hãy bỏ hàng thừa hoặc ghi rõ hàng nào là "
            "sinh hoạt tạm thời."
        )
        read[place].note("full_name", Level.CONFLICT, "twice_in_file", message)


def _all_equal(group: list[int], rows: list[StoredRow]) -> bool:
    return len({rows[place].fingerprint for place in group}) == 1


def _look(stored: StoredRow, row: Row, known: Known | None, same_as: int | None) -> Looked:
    looked = Looked(row, RowState.NEW.value, same_as=same_as)
    if known is not None:
        looked.member_id, looked.member_event_id = known.id, known.event_id
        looked.old = differences(row, known)
        _compare(row, known, looked)
    elif same_as is None:
        _newcomer(row)
    if stored.answer == "skip":
        looked.state = RowState.SKIPPED.value
    elif _has(row, Level.ERROR, Level.ASK):
        looked.state = RowState.ERROR.value
    elif _has(row, Level.CONFLICT):
        looked.state = RowState.CONFLICT.value
    elif known is not None:
        looked.state = (RowState.CHANGE if looked.old else RowState.SAME).value
    return looked


def _has(row: Row, *levels: str) -> bool:
    return any(issue.level in levels for issue in row.issues)


def _newcomer(row: Row) -> None:
    missing_for_new(row)
    status = row.values.get("status", "")
    if status in _GONE:
        row.note(
            "status",
            Level.CONFLICT,
            "not_active",
            f"Người này ghi là đã {_GONE[status]} và chưa có hồ sơ; không tự nhập.",
        )
    if row.values.get("membership_kind") == "temporary":
        row.note(
            "status",
            Level.CONFLICT,
            "temporary_only",
            "Chỉ có sinh hoạt tạm thời; cần biết chi bộ sinh hoạt chính thức.",
        )


def _compare(row: Row, known: Known, looked: Looked) -> None:
    """Where and as what the person belongs is changed by an act with a decision, never by a file."""
    temporary = row.values.get("membership_kind") == "temporary"
    if known.cell is None:
        row.note(
            "status",
            Level.CONFLICT,
            "not_member_now",
            "Hồ sơ ghi người này không còn sinh hoạt; hãy xem lại.",
        )
    elif row.cell is not None and temporary and row.cell != known.cell:
        if (row.cell, "temporary") not in known.others:
            looked.old["membership"] = ""
    elif row.cell is not None and row.cell != known.cell:
        row.note(
            "org_name",
            Level.CONFLICT,
            "other_cell",
            "Hồ sơ ghi sinh hoạt ở chi bộ khác; chuyển sinh hoạt phải làm bằng nghiệp vụ riêng.",
        )
    status = row.values.get("status", "")
    if status and status != (known.status or "active"):
        row.note(
            "status",
            Level.CONFLICT,
            "status_differs",
            "Trạng thái khác hồ sơ; thay đổi trạng thái cần quyết định.",
        )
    stage = row.values.get("stage", "")
    if stage and known.stage and stage != known.stage and "full_on" in row.values:
        row.note(
            "full_on",
            Level.WARNING,
            "stage_differs",
            "Loại đảng viên khác hồ sơ; công nhận chính thức làm bằng nghiệp vụ riêng.",
        )
    if "birth_date" in looked.old:
        row.note(
            "birth_date",
            Level.WARNING,
            "birth_date_changed",
            "Ngày sinh không được điều chỉnh; chỉ sửa cho đúng hồ sơ gốc.",
        )


def _summarise(owner: Import, sheet: Sheet, rows: list[StoredRow], looked: list[Looked]) -> None:
    owner.counts = dict(Counter(found.state for found in looked))
    owner.counts["warned"] = sum(_has(found.row, Level.WARNING) for found in looked)
    owner.questions = questions_of(
        sheet, owner.layout, [found.row for found in looked if found.state != "skipped"]
    )
    kept = sorted({name for found in looked for name in found.row.values if name in KEPT})
    attention = [
        [stored.number, stored.line]
        for stored, found in zip(rows, looked, strict=True)
        if any(issue.code == "delete_request" for issue in found.row.issues)
    ]
    owner.report |= {"kept_only": [LABELS[name] for name in kept], "delete_requests": attention}
