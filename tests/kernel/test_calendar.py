"""The clerk Tuấn counts working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.calendar import (
    FIRST_KNOWN_YEAR,
    LAST_KNOWN_YEAR,
    BadCalendar,
    Deadline,
    add_working_days,
    holiday_name,
    is_weekend,
    is_working_day,
    parse_local_list,
    working_days_between,
)

DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam, since 2026
        (date(2025, 11, 24), True),
        (date(2026, 2, 17), False),  # Tết Nguyên Đán
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # for Giỗ Tổ Hùng Vương on a Sunday
        (date(2026, 8, 31), False),  # swapped …
        (date(2026, 8, 22), True),  # … for this Saturday
        (date(2025, 5, 2), False),
        (date(2025, 4, 26), True),
        (date(2018, 12, 31), False),
        (date(2019, 1, 5), True),  # worked for a day off of the year before
        (date(2015, 1, 2), False),
        (date(2014, 12, 27), True),  # worked for a day off of the year after
        (date(2026, 9, 1), False),
        (date(2026, 9, 3), True),
    ],
)
def test_offices_work_on_ordinary_and_swapped_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("day", "working_days", "deadline"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 25)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 11, 25), -1, date(2026, 11, 23)),
    ],
)
def test_a_time_limit_begins_the_day_after(day: date, working_days: int, deadline: date) -> None:
    assert add_working_days(day, working_days) == Deadline(deadline, provisional=False)


def test_a_deadline_beyond_the_known_calendar_is_provisional() -> None:
    last = date(LAST_KNOWN_YEAR, 12, 31)
    assert not add_working_days(last - timedelta(20), 3).provisional
    assert add_working_days(last, 1).provisional
    assert add_working_days(date(2026, 11, 20), 60).provisional
    assert add_working_days(date(FIRST_KNOWN_YEAR, 1, 1), -1).provisional
    assert add_working_days(date(FIRST_KNOWN_YEAR - 1, 12, 31), 1).provisional


def test_the_known_years_reach_as_far_as_the_announced_calendar() -> None:
    assert (FIRST_KNOWN_YEAR, LAST_KNOWN_YEAR) == (2010, 2026)


@given(DAYS, st.integers(1, 90))
def test_counting_back_undoes_counting_on(day: date, working_days: int) -> None:
    deadline = add_working_days(day, working_days).day
    assert is_working_day(deadline)
    assert working_days_between(day, deadline) == working_days
    if is_working_day(day):
        assert add_working_days(deadline, -working_days).day == day
        assert working_days_between(deadline, day) == -working_days


def test_a_holiday_has_its_vietnamese_name_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")
    assert holiday_name(date(2026, 9, 2)) == "Quốc khánh"
    assert holiday_name(date(2023, 9, 4)) == "Quốc khánh (nghỉ bù)"
    assert holiday_name(date(2026, 11, 20)) is None


def test_the_week_ends_on_saturday_and_sunday() -> None:
    assert [is_weekend(date(2026, 11, 16) + timedelta(n)) for n in range(7)] == [False] * 5 + [True] * 2


def decision(days_off: list[date], working_days: list[date]) -> dict[str, object]:
    return {
        "document": "1/QĐ",
        "issued_on": date(2027, 1, 1),
        "issuer": "…",
        "days_off": days_off,
        "working_days": working_days,
    }


def known(*decisions: dict[str, object]) -> dict[str, object]:
    return {"first_known_year": 2010, "last_known_year": 2027, "decisions": list(decisions)}


def test_a_yearly_decision_is_read_with_its_swapped_days() -> None:
    friday, saturday = date(2027, 4, 30), date(2027, 5, 8)
    local = parse_local_list(known(decision([friday], [saturday])))
    assert (local.last_known_year, local.days_off, local.working_days) == (
        2027,
        frozenset([friday]),
        frozenset([saturday]),
    )


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (decision([date(2027, 4, 29)], [date(2027, 4, 30)]), "not weekend days"),
        (decision([date(2027, 5, 8)], [date(2027, 5, 8)]), "twice"),
        ({"document": "1/QĐ", "days_off": []}, "1/QĐ: keys"),
    ],
)
def test_a_wrong_local_list_is_refused(wrong: dict[str, object], reason: str) -> None:
    with pytest.raises(BadCalendar, match=reason):
        parse_local_list(known(wrong))
