"""What is asked once for a whole file, because its cells cannot tell."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dangvu.exchange.sheets.fields import LABELS
from dangvu.exchange.sheets.layouts import layout_by_code
from dangvu.exchange.sheets.places import place_key
from dangvu.exchange.sheets.rows import Row, Sheet
from dangvu.kernel.vietnamese import fold
from dangvu.regulations import catalogue

Choices = list[list[str]]
_YES: Choices = [["yes", "Đúng"]]
#: Questions that hang on a remark of single rows: code of the remark → key, sentence, choices ([]: typed).
_BY_REMARK: dict[str, tuple[str, str, Choices]] = {
    "zero_lost": ("leading_zero", "Số định danh có 11 chữ số: thêm số 0 ở đầu?", _YES),
    "file_symbol": ("file_symbol", "Số lý lịch không có chữ: ký hiệu của tỉnh là gì (ví dụ XX)?", []),
    "sex_numbers": ("sex_numbers", "Giới tính ghi bằng số: số 1 là gì?", [["male", "Nam"], ["female", "Nữ"]]),
    "no_place": ("default_cell", "Tệp không ghi chi bộ: mọi người trong tệp thuộc chi bộ nào (mã)?", []),
}


def questions_of(sheet: Sheet, layout: str, rows: list[Row]) -> list[dict[str, Any]]:
    """Return the open questions: key, sentence, choices, and how many rows wait for the answer."""
    found = [
        *_of_columns(sheet, layout, rows),
        *_of_remarks(rows),
        *_of_words(sheet, rows),
        *_of_places(rows),
    ]
    return [one for one in found if one["key"] not in sheet.answers]


def _question(key: str, text: str, choices: Choices, rows: int, proposal: str = "") -> dict[str, Any]:
    return {"key": key, "text": text, "choices": choices, "rows": rows, "proposal": proposal}


def _of_columns(sheet: Sheet, layout: str, rows: list[Row]) -> Iterable[dict[str, Any]]:
    headings = {column.target: column.heading for column in sheet.columns}
    if "admission_day" in sheet.fields:
        heading = headings.get("admission_day", "Ngày vào Đảng")
        choices = [
            ["admitted_on", "Ngày vào Đảng (lễ kết nạp)"],
            ["admission_decision_date", "Ngày ký quyết định kết nạp"],
        ]
        yield _question("admission_meaning", f"Cột “{heading}” là ngày nào?", choices, len(rows))
    empty = sum("religion" not in row.values for row in rows)
    if "religion" in sheet.fields and empty and "religion_empty" not in sheet.answers:
        choices = [["none", "Không theo tôn giáo"], ["unknown", "Chưa rõ"]]
        yield _question("religion_empty", "Ô tôn giáo để trống nghĩa là gì?", choices, empty)
    if layout_by_code(layout).armed_forces:
        yield _question(
            "armed_forces",
            "Danh sách của lực lượng vũ trang có thể theo quy định riêng: vẫn nhập?",
            _YES,
            len(rows),
        )
    unsexed = sum("sex" not in row.values and "citizen_id" in row.values for row in rows)
    if unsexed and not {"sex", "female_mark"} & sheet.fields:
        text = "Tệp không có cột giới tính: lấy theo chữ số thứ tư của số định danh cá nhân?"
        yield _question(
            "sex_from_number", text, [["yes", "Lấy, rồi xem lại"], ["no", "Không, ghi từng người"]], unsexed
        )
    unstaged = sum("stage" not in row.values for row in rows)
    if unstaged:
        choices = [["full", "Chính thức"], ["probationary", "Dự bị"]]
        yield _question(
            "stage_unknown",
            "Tệp không cho biết ai là đảng viên dự bị, chính thức: những hàng này là gì?",
            choices,
            unstaged,
        )
    for column in sheet.columns:
        if not column.sure:
            label = LABELS.get(column.target, ", ".join(column.lines))
            yield _question(
                f"heading:{column.index}", f"Cột “{column.heading[:80]}” có phải là {label}?", _YES, len(rows)
            )


def _of_remarks(rows: list[Row]) -> Iterable[dict[str, Any]]:
    counts = Counter(
        code for row in rows for code in {issue.code for issue in row.issues if issue.level == "ask"}
    )
    for code, (key, text, choices) in _BY_REMARK.items():
        if counts[code]:
            yield _question(key, text, choices, counts[code])


def _of_words(sheet: Sheet, rows: list[Row]) -> Iterable[dict[str, Any]]:
    choices = [*map(list, catalogue("member_status").choices()), ["not_member", "Chưa phải đảng viên"]]
    for word, count in Counter(
        row.values["status_word"] for row in rows if "status_word" in row.values
    ).items():
        text, _, proposal = word.partition("|")
        yield _question(f"status:{fold(text)}", f"Trạng thái “{text[:60]}” là gì?", choices, count, proposal)


def _of_places(rows: list[Row]) -> Iterable[dict[str, Any]]:
    names: Counter[str] = Counter()
    for row in rows:
        for issue in row.issues:
            if (
                issue.field in ("org_name", "section")
                and issue.code.startswith("place_")
                and issue.level == "ask"
            ):
                names[issue.message.split("“")[1].split("”")[0]] += 1
    for name, count in names.items():
        yield _question(f"organization:{place_key(name)}", f"“{name}” là chi bộ nào (mã)?", [], count)
