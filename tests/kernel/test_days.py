"""Dates as Lan types them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.days import BadDay, display_day, display_day_in_words, parse_day, parse_iso

FOUNDING_DAY = date(2026, 2, 3)
TYPED_DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "3/2/2026",
        "03/02/2026",
        "03-02-2026",
        "3.2.2026",
        "3 2 2026",
        " 3 / 2 / 2026 ",
        "2026-02-03",
        "2026/2/3",
        "03022026",
        "ngày 3 tháng 2 năm 2026",
        "Ngày 03 tháng 02 năm 2026",
        "nga\u0300y 3 tha\u0301ng 2 na\u0306m 2026",
        "3 tháng 2 năm 2026",
        "ngay 3 thang 2 nam 2026",
    ],
)
def test_the_day_comes_first(text: str) -> None:
    assert parse_day(text) == FOUNDING_DAY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Chưa ghi ngày"),
        ("   ", "Chưa ghi ngày"),
        ("3/2/26", "bốn chữ số"),
        ("3.2.226", "bốn chữ số"),
        ("3/2/20266", "bốn chữ số"),
        ("ngày 3 tháng 2 năm 26", "bốn chữ số"),
        ("2/2026", "thiếu ngày"),
        ("tháng 2 năm 2026", "thiếu ngày"),
        ("2026", "thiếu ngày"),
        ("30/02/2026", "tháng 2 năm 2026 chỉ có 28 ngày"),
        ("29/2/2023", "chỉ có 28 ngày"),
        ("31/04/2026", "chỉ có 30 ngày"),
        ("0/2/2026", "chỉ có 28 ngày"),
        ("2/13/2026", "Không có tháng 13"),
        ("3/0/2026", "Không có tháng 0"),
        ("3/2/1026", "không hợp lý"),
        ("3/2-2026", "Không đọc được ngày"),
        ("hôm nay", "Không đọc được ngày"),
        ("３/２/２０２６", "Không đọc được ngày"),
        ("9" * 5000, "Không đọc được ngày"),
    ],
)
def test_a_bad_day_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadDay, match=reason) as bad:
        parse_day(text)
    assert len(str(bad.value)) < 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3/2/2026",
        "2026-2-3",
        "2026-02-30",
        "2026-13-01",
        "2026-00-01",
        "0000-01-01",
        "9999-01-01",
        "2026-02-03 ",
        "2026-02-03T00:00",
        "20260203",
        "٢٠٢٦-٠٢-٠٣",
        "2026-02-03\n",
        "9999-12-31",
    ],
)
def test_a_package_takes_only_real_iso_days(text: str) -> None:
    with pytest.raises(BadDay):
        parse_iso(text)


@given(TYPED_DAYS)
def test_what_is_printed_can_be_typed_again(day: date) -> None:
    assert parse_day(display_day(day)) == day
    assert parse_day(display_day_in_words(day)) == day
    assert parse_day(day.isoformat()) == parse_iso(day.isoformat()) == day


@given(st.text().filter(lambda text: not any(sign.isdigit() for sign in text)))
def test_any_other_text_is_refused_in_words_and_never_breaks(text: str) -> None:
    with pytest.raises(BadDay, match=r"\w"):
        parse_day(text)


def test_days_print_with_two_digits() -> None:
    assert display_day(FOUNDING_DAY) == "03/02/2026"
    assert display_day_in_words(FOUNDING_DAY) == "ngày 03 tháng 02 năm 2026"
