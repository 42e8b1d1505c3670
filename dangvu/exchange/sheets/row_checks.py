"""What only shows when the cells of a row are looked at together."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dangvu.exchange.sheets.cells.said import Level
from dangvu.exchange.sheets.cells.words import read_mark
from dangvu.kernel.days import display_day
from dangvu.kernel.periods import add_months, months_between
from dangvu.kernel.vietnamese import fold
from dangvu.regulations import NoLawOnThatDay, figure_of_law, parameter

if TYPE_CHECKING:
    from dangvu.exchange.sheets.rows import Row, Sheet

_AGE = "admissions.age.min_months"
_WHOLE_DAY = 10
_HOME = frozenset({"viet nam", "vietnam", "vn"})
_SEX_OF_DIGIT = {"0": ("male", 1900), "1": ("female", 1900), "2": ("male", 2000), "3": ("female", 2000)}
_SYNTHETIC_PREFIX = "000"
_REQUIRED = {"full_name": "họ và tên", "sex": "giới tính", "birth_date": "ngày sinh"}


def whole_day(text: str | None) -> date | None:
    """The day of a value that has one; None where only its month or year is known."""
    return date.fromisoformat(text) if text and len(text) == _WHOLE_DAY else None


def look_together(row: Row, sheet: Sheet) -> None:
    """Ask everything at once; what is gathered from several cells is gathered here."""
    _admission(row, sheet)
    _sex(row, sheet)
    _stage(row, sheet)
    _home_town(row)
    _religion(row, sheet)
    _order_of_days(row, sheet.on)
    _numbers(row)
    _party_age(row, sheet.on)
    _delete_request(row)


def missing_for_new(row: Row) -> None:
    """What a person not yet on record must have: name, sex, and the whole day of birth."""
    failed = {one.field for one in row.issues if one.level == Level.ERROR}
    for where, label in _REQUIRED.items():
        if where in failed:
            continue
        if where not in row.values:
            row.note(where, Level.ERROR, "missing", f"Chưa ghi {label}.")
        elif where == "birth_date" and whole_day(row.values[where]) is None:
            row.note(where, Level.ERROR, "birth_day_missing", "Cần đủ ngày, tháng, năm sinh theo hồ sơ gốc.")


def _admission(row: Row, sheet: Sheet) -> None:
    """One heading names two days; the answer for the file says which one is meant."""
    meaning = sheet.answers.get("admission_meaning", "")
    words = row.values.pop("admission_day_words", "")
    if "admission_day" in row.values and meaning in ("admitted_on", "admission_decision_date"):
        row.values[meaning] = row.values.pop("admission_day")
    folded = fold(words)
    if "du bi" in folded or folded == "db":
        row.values["stage_word"] = "probationary"
    elif "chinh thuc" in folded or folded == "ct":
        row.values["stage_word"] = "full"
    elif words:
        row.note("admission_day", Level.WARNING, "words_beside_date", f"Bỏ qua chữ “{words[:40]}” cạnh ngày.")


def _sex(row: Row, sheet: Sheet) -> None:
    """A list without a column of sex: the fourth digit of the citizen number, where a person says so.

    The table of digits is not confirmed by an official text, so that the row keeps a warning.
    """
    number = row.values.get("citizen_id", "")
    if (
        "sex" in row.values
        or sheet.answers.get("sex_from_number") != "yes"
        or number[3:4] not in _SEX_OF_DIGIT
    ):
        return
    row.values["sex"] = _SEX_OF_DIGIT[number[3]][0]
    row.note("sex", Level.WARNING, "sex_derived", "Giới tính suy từ số định danh cá nhân; hãy xem lại.")


def _stage(row: Row, sheet: Sheet) -> None:
    """Full from the official day or with a card; a probationary member has neither (both are in order)."""
    full_on = row.values.get("full_on", "")
    if full_on:
        row.values["stage"] = "full" if full_on <= sheet.on.isoformat() else "probationary"
    elif "stage_word" in row.values:
        row.values["stage"] = row.values["stage_word"]
    elif row.values.get("card_number") or row.values.get("old_card_number"):
        row.values["stage"] = "full"
    elif "full_on" in sheet.fields:
        row.values["stage"] = "probationary"
    elif sheet.answers.get("stage_unknown") in ("full", "probationary"):
        row.values["stage"] = sheet.answers["stage_unknown"]


def _home_town(row: Row) -> None:
    parts = [row.values.get(f"origin_{part}", "") for part in ("detail", "province", "country")]
    if fold(parts[2]) in _HOME:
        parts[2] = ""
    detail, province = parts[0], parts[1]
    if province and fold(province) in fold(detail):
        parts[1] = ""
    if any(parts):
        row.values["home_town"] = ", ".join(part for part in parts if part)


def _religion(row: Row, sheet: Sheet) -> None:
    if "religion" in sheet.fields and sheet.answers.get("religion_empty") == "none":
        row.values.setdefault("religion", "Không")


def _order_of_days(row: Row, on: date) -> None:
    days = {
        name: whole_day(row.values.get(name))
        for name in ("birth_date", "admitted_on", "admission_decision_date", "admission_day", "full_on")
    }
    born, full_on = days["birth_date"], days["full_on"]
    admitted = days["admitted_on"] or days["admission_decision_date"] or days["admission_day"]
    if born is not None and born >= on:
        row.note(
            "birth_date", Level.ERROR, "born_later", f"Ngày sinh {display_day(born)} không trước ngày nhập."
        )
    if admitted is not None and full_on is not None and full_on < admitted:
        row.note(
            "full_on",
            Level.WARNING,
            "order_of_days",
            f"Ngày chính thức {display_day(full_on)} trước ngày vào Đảng {display_day(admitted)}.",
        )
    if born is not None and admitted is not None:
        _old_enough(row, born, admitted)


def _old_enough(row: Row, born: date, admitted: date) -> None:
    months, provision = _youngest(admitted)
    if admitted < add_months(born, months):
        rests_on = f" ({provision})" if provision else ""
        row.note(
            "admitted_on",
            Level.WARNING,
            "too_young",
            f"Vào Đảng ngày {display_day(admitted)} khi chưa đủ {months // 12} tuổi{rests_on}; hãy xem lại.",
        )


@lru_cache(maxsize=4096)
def _youngest(admitted: date) -> tuple[int, str]:
    """The least age in months and its provision; before the rules on record, the figure of the first one."""
    try:
        rule = figure_of_law(_AGE, on=admitted)
    except NoLawOnThatDay:
        return int(str(parameter(_AGE).values[0].value)), ""
    return int(str(rule.value)), rule.provision


def _numbers(row: Row) -> None:
    number, card = row.values.get("citizen_id", ""), row.values.get("card_number", "")
    if number and card and number != card:
        row.note(
            "card_number", Level.WARNING, "card_differs", "Số thẻ khác số định danh cá nhân; hãy xem lại."
        )
    if not number or number.startswith(_SYNTHETIC_PREFIX):
        return
    sex, century = _SEX_OF_DIGIT.get(number[3], ("", 0))
    if sex and row.values.get("sex", sex) != sex:
        row.note(
            "citizen_id", Level.WARNING, "sex_differs", "Chữ số thứ tư của số định danh không khớp giới tính."
        )
    born = row.values.get("birth_date", "")[:4]
    if sex and born and int(born) != century + int(number[4:6]):
        row.note("citizen_id", Level.WARNING, "year_differs", "Số định danh không khớp năm sinh.")


def _party_age(row: Row, on: date) -> None:
    """A figure that follows from the days is never taken over; that it differs is told."""
    shown = row.values.pop("party_age", "")
    since = whole_day(
        row.values.get("admission_decision_date")
        or row.values.get("admitted_on")
        or row.values.get("admission_day")
    )
    if not shown.isdecimal() or since is None:
        return
    years = months_between(since, on) // 12
    if int(shown) != years:
        row.note(
            "party_age",
            Level.WARNING,
            "party_age",
            f"Tuổi Đảng trong tệp là {shown}, tính theo ngày là {years}; không nhập.",
        )


def _delete_request(row: Row) -> None:
    if read_mark(row.values.pop("delete_request", "")):
        row.note(
            "delete_request",
            Level.CONFLICT,
            "delete_request",
            "Tệp đề nghị xóa người này; không bao giờ tự xóa, cần người có thẩm quyền xem xét.",
        )
