"""Files as other offices send them; their people are invented, their numbers begin with 000."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from dangvu.exchange.sheets.layouts import layout_by_code

Row = Sequence[Any]
B = [column.heading for column in layout_by_code("B").columns]
C = [column.heading for column in layout_by_code("C").columns]
D = [column.heading for column in layout_by_code("D").columns]
E = [column.heading for column in layout_by_code("E").columns]
F = [column.heading for column in layout_by_code("F").columns]
G = [
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Chi bộ",
    "Số thẻ Đảng viên",
    "Ngày vào Đảng",
    "Tuổi Đảng",
    "Email",
    "Trạng thái",
]
H = [column.heading for column in layout_by_code("H").columns]

#: Layout A as it is printed: groups above, their columns below.
A_GROUPS = {"Nơi đăng ký khai sinh": 3, "Quê quán": 3, "Thường trú": 3}
A_FIELDS = [column.target for column in layout_by_code("A").columns][:29]
MAI = {
    "full_name": "Nguyễn Thị Mai",
    "sex": "Nữ",
    "birth_date": "19/05/1985",
    "ethnicity": "Kinh",
    "religion": "Không",
    "citizen_id": "000185000001",
    "card_number": "000185000001",
    "org_name": "Chi bộ thôn 1",
    "admission_day": "03/02/2010",
    "full_on": "03/02/2011",
    "status": "Đang sinh hoạt Đảng",
    "origin_country": "Việt Nam",
    "origin_province": "Tỉnh Thử Nghiệm",
    "origin_detail": "Xã Mẫu",
}


def person(**other: Any) -> dict[str, Any]:
    """Mai, or somebody who differs from her."""
    return MAI | other


def numbered(number: int, **other: Any) -> dict[str, Any]:
    """One of many people, each with a number and a name of their own."""
    citizen = f"000185{number:06d}"
    words = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười"]
    name = f"Lê Văn {words[number // 10 % 10]} {words[number % 10]}"
    return MAI | {"full_name": name, "citizen_id": citizen, "card_number": citizen, "sex": "Nam"} | other


def write(
    path: Path,
    rows: Sequence[Row],
    *,
    sheet: str = "Danh sách",
    hidden: dict[str, Sequence[Row]] | None = None,
    **options: Any,
) -> Path:
    """Write rows as they are; dates as dates, a tuple (formula, shown) as a formula with its last value."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, **options})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, content in {sheet: rows, **(hidden or {})}.items():
        page = book.add_worksheet(name)
        if name != sheet:
            page.hide()
        for number, row in enumerate(content):
            for column, value in enumerate(row):
                _put(page, number, column, value, day)
    book.close()
    return path


def _put(page: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        page.write_datetime(row, column, value, day)
    elif isinstance(value, tuple):
        page.write_formula(row, column, value[0], None, value[1])
    elif value is not None and value != "":
        page.write(row, column, value)


def layout_a(path: Path, people: Sequence[dict[str, Any]], *, hidden: bool = False, **options: Any) -> Path:
    """Write layout A: title, blank rows, two merged header rows 6 and 7, data from row 8."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, **options})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page = book.add_worksheet("DANH SÁCH ĐẢNG VIÊN")
    page.write(0, 0, "DANH SÁCH ĐẢNG VIÊN")
    page.write(2, 0, "Các ô có dấu * là bắt buộc")
    for column, known in enumerate(layout_by_code("A").columns[:29]):
        group, _, name = known.heading.partition(" - ")
        star = " *" if known.required else ""
        if not name:
            page.merge_range(5, column, 6, column, f"{known.heading}{star}")
            continue
        if name == "Quốc gia":
            page.merge_range(5, column, 5, column + 2, group)
        page.write(6, column, f"{name}{star}")
    for number, one in enumerate(people):
        for column, target in enumerate(A_FIELDS):
            _put(page, 7 + number, column, number + 1 if target == "seq" else one.get(target), day)
    if hidden:
        drop = book.add_worksheet("DANTOC")
        drop.write_row(0, 0, ["Mã", "Tên"])
        drop.write_row(1, 0, ["01", "Kinh"])
        drop.hide()
    book.close()
    return path


def layout_b(path: Path, people: Sequence[dict[str, Any]], **options: Any) -> Path:
    return write(path, [B, *(row_of("B", one) for one in people)], **options)


def row_of(code: str, one: dict[str, Any]) -> list[Any]:
    """A row of a layout, by its fields."""
    return [one.get(column.target) for column in layout_by_code(code).columns]


def flat(headings: Sequence[str], targets: Sequence[str], people: Sequence[dict[str, Any]]) -> list[Row]:
    return [headings, *([one.get(target) for target in targets] for one in people)]
