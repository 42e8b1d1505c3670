"""Read a file of acts (`acts.csv`): every line checked, every mistake named with line, column and value.

UTF-8 (a BOM is tolerated), comma, header row, dates YYYY-MM-DD; text is normalised to NFC. No Django.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dangvu.kernel.days import BadDay, parse_iso
from dangvu.kernel.vietnamese import UncleanText, refuse_control, tidy
from dangvu.reorganizations.rules import ACTS, FormalAct, known_kinds, known_sectors

REQUIRED = ("order", "act", "code", "on", "decision_number", "decision_date", "body_code")
OPTIONAL = ("successor_code", "parent_code", "name", "kind", "sector")
COLUMNS = ("order", "act", "code", *OPTIONAL, "on", "decision_number", "decision_date", "body_code")

#: What each act uses beside the required columns; other values are passed over with a warning.
USES = {
    "establish": frozenset({"parent_code", "name", "kind", "sector"}),
    "rename": frozenset({"name"}),
    "convert": frozenset({"kind", "sector"}),
    "move": frozenset({"parent_code"}),
    "merge": frozenset(OPTIONAL),
    "split": frozenset(OPTIONAL),
    "wind_up": frozenset({"successor_code"}),
}
_LONGEST_CELL = 10_000
_LARGEST_FILE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a file, in the shape of the errors of a data package."""

    file: str
    line: int
    column: str | None
    code: str
    value: str | None
    message: str


@dataclass(slots=True)
class ActsRead:
    """The acts in their order, or what is wrong with the file; `sha256` is the hash of its bytes."""

    name: str
    sha256: str
    acts: list[FormalAct]
    errors: list[Mistake]
    warnings: list[Mistake]

    def error(self, line: int, column: str | None, code: str, value: str | None, message: str) -> None:
        self.errors.append(Mistake(self.name, line, column, code, value, message))

    def warn(self, line: int, column: str | None, code: str, value: str | None, message: str) -> None:
        self.warnings.append(Mistake(self.name, line, column, code, value, message))


def read_acts(path: Path) -> ActsRead:
    """Read the file. Raises `OSError` when it cannot be opened."""
    if path.stat().st_size > _LARGEST_FILE:
        read = ActsRead(path.name, "", [], [], [])
        read.error(1, None, "file.too_large", None, "Tệp lớn hơn 256 MB; hãy chia thành nhiều tệp.")
        return read
    content = path.read_bytes()
    read = ActsRead(path.name, hashlib.sha256(content).hexdigest(), [], [], [])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "Tệp không phải là UTF-8; hãy lưu lại tệp theo bảng mã UTF-8."
        read.error(line, None, "file.encoding", None, message)
        return read
    _read_lines(read, text)
    read.acts.sort(key=lambda act: act.order)
    if not read.acts and not read.errors:
        read.error(1, None, "file.empty", None, "Tệp không có việc nào.")
    return read


def _read_lines(read: ActsRead, text: str) -> None:
    rows = _rows(read, text)
    _, header = next(rows, (1, []))
    columns = [tidy(name) for name in header]
    if not _header_is_right(read, columns):
        return
    seen: dict[int, int] = {}
    for line, row in rows:
        if len(row) != len(columns):
            message = f"Dòng có {len(row)} ô, tiêu đề có {len(columns)} cột."
            read.error(line, None, "row.cells", None, message)
            continue
        act = _act(read, line, dict(zip(columns, row, strict=True)))
        if act is None:
            continue
        if act.order in seen:
            message = f"Số thứ tự {act.order} đã dùng ở dòng {seen[act.order]}."
            read.error(line, "order", "order.duplicate", str(act.order), message)
        seen[act.order] = line
        read.acts.append(act)


def _rows(read: ActsRead, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, cells) of each row that is not empty."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"Dòng không đúng quy cách CSV hoặc có ô dài quá {_LONGEST_CELL} ký tự ({error})."
        read.error(line, None, "file.csv", None, message)


def _header_is_right(read: ActsRead, columns: list[str]) -> bool:
    before = len(read.errors)
    for column in REQUIRED:
        if column not in columns:
            read.error(1, column, "column.missing", None, f"Thiếu cột bắt buộc {column}.")
    for column in dict.fromkeys(columns):
        if column not in COLUMNS:
            message = f"Không có cột “{column}”; các cột của tệp này là: {', '.join(COLUMNS)}."
            read.error(1, column, "column.unknown", column, message)
        elif columns.count(column) > 1:
            read.error(1, column, "column.duplicate", column, f"Cột {column} có hơn một lần.")
    return len(read.errors) == before


def _act(read: ActsRead, line: int, raw: dict[str, str]) -> FormalAct | None:
    """Return the act of one line, or None with its mistakes noted."""
    before = len(read.errors)
    cells = {column: _text(read, line, column, raw.get(column, "")) for column in COLUMNS}
    for column in REQUIRED:
        if not cells[column]:
            read.error(line, column, "value.missing", "", f"Thiếu giá trị ở cột bắt buộc {column}.")
    order = _order(read, line, cells["order"])
    on = _day(read, line, "on", cells["on"])
    decided = _day(read, line, "decision_date", cells["decision_date"])
    _in_lists(read, line, cells)
    if len(read.errors) > before or order is None or on is None or decided is None:
        return None
    used = _used(read, line, cells)
    return FormalAct(
        order=order,
        act=cells["act"],
        code=cells["code"],
        on=on,
        decision_number=cells["decision_number"],
        decision_date=decided,
        body_code=cells["body_code"],
        successor_code=used.get("successor_code", ""),
        parent_code=used.get("parent_code", ""),
        name=used.get("name", ""),
        kind=used.get("kind", ""),
        sector=used.get("sector", ""),
        line=line,
    )


def _text(read: ActsRead, line: int, column: str, value: str) -> str:
    try:
        return tidy(refuse_control(value))
    except UncleanText as error:
        read.error(line, column, "value.unclean", None, str(error))
        return ""


def _order(read: ActsRead, line: int, value: str) -> int | None:
    if value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    if value:
        read.error(line, "order", "number.invalid", value, f"Số thứ tự “{value}” phải là số nguyên.")
    return None


def _day(read: ActsRead, line: int, column: str, value: str) -> date | None:
    if not value:
        return None
    try:
        return parse_iso(value)
    except BadDay as error:
        read.error(line, column, "date.invalid", value, str(error))
        return None


def _in_lists(read: ActsRead, line: int, cells: dict[str, str]) -> None:
    lists = {"act": ACTS, "kind": sorted(known_kinds())}
    for column, allowed in lists.items():
        if cells[column] and cells[column] not in allowed:
            message = f"“{cells[column]}” không có trong danh mục; dùng một trong: {', '.join(allowed)}."
            read.error(line, column, "value.not_in_list", cells[column], message)
    if cells["sector"] and cells["sector"] not in known_sectors():
        message = f"“{cells['sector']}” không có trong danh mục loại hình tổ chức cơ sở đảng."
        read.error(line, "sector", "value.not_in_list", cells["sector"], message)


def _used(read: ActsRead, line: int, cells: dict[str, str]) -> dict[str, str]:
    """The optional values that the act uses; the others are passed over, and said so."""
    used = {}
    for column in OPTIONAL:
        if not cells[column]:
            continue
        if column in USES[cells["act"]]:
            used[column] = cells[column]
        else:
            message = f"Việc {cells['act']} không dùng cột {column}; giá trị được bỏ qua."
            read.warn(line, column, "value.unused", cells[column], message)
    return used
