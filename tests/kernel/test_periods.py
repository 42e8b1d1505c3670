"""Periods of days: the day someone leaves is the first day no longer there."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.days import BadDay
from dangvu.kernel.periods import (
    FOREVER,
    EmptyPeriod,
    Period,
    add_months,
    add_years,
    display_period,
    first_overlap,
    gaps,
    months_between,
    parse_end,
    shown_end,
    union,
    year_period,
    years_between,
)

DAY_ONE = date(2020, 1, 1)
SPAN = 40


def period(first: int, length: int) -> Period:
    return Period(DAY_ONE + timedelta(first), DAY_ONE + timedelta(first + length))


PERIODS = st.builds(period, st.integers(0, SPAN), st.integers(1, SPAN))
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def days_of(*periods: Period) -> set[date]:
    everything = [DAY_ONE + timedelta(n) for n in range(2 * SPAN + 1)]
    return {day for day in everything if any(p.start <= day < p.end for p in periods)}


@given(PERIODS, PERIODS)
def test_periods_behave_as_sets_of_days(one: Period, other: Period) -> None:
    shared = one.intersection(other)
    assert days_of(*([shared] if shared else [])) == days_of(one) & days_of(other)
    assert one.overlaps(other) is bool(days_of(one) & days_of(other))
    assert one.covers(other) is (days_of(other) <= days_of(one))
    assert days_of(*one.subtract(other)) == days_of(one) - days_of(other)
    assert one.adjacent(other) is (not shared and len(union([one, other])) == 1)


@given(st.lists(PERIODS, max_size=8), PERIODS)
def test_union_and_gaps_share_out_the_days(periods: list[Period], within: Period) -> None:
    joined, left = union(periods), gaps(periods, within)
    assert days_of(*joined) == days_of(*periods)
    assert days_of(*left) == days_of(within) - days_of(*periods)
    for parts in (joined, left):
        assert all(a.end < b.start for a, b in pairwise(parts))


@given(st.lists(PERIODS, max_size=8))
def test_an_overlap_is_found_whenever_there_is_one(periods: list[Period]) -> None:
    found = first_overlap(periods)
    assert (found is not None) is any(a.overlaps(b) for a, b in combinations(periods, 2))
    if found:
        assert found[0].overlaps(found[1])


@given(PERIODS)
def test_a_period_ends_the_day_before_its_end(one: Period) -> None:
    assert one.contains(one.start)
    assert one.contains(one.last_day)
    assert not one.contains(one.end)
    assert not one.contains(one.start - timedelta(1))


@pytest.mark.parametrize(
    ("start", "end"),
    [(DAY_ONE, DAY_ONE), (DAY_ONE, date(2019, 12, 31)), (DAY_ONE, date(9999, 1, 2)), (FOREVER, FOREVER)],
)
def test_a_period_without_a_day_is_refused(start: date, end: date) -> None:
    with pytest.raises(EmptyPeriod, match="không có ngày nào"):
        Period(start, end)


def test_a_running_period_covers_every_day_to_come() -> None:
    running = Period(DAY_ONE)
    assert running.is_open
    assert running.contains(date(2500, 1, 1))
    assert running.covers(year_period(2020))
    assert not year_period(2020).is_open


def test_the_year_has_all_its_days() -> None:
    assert year_period(2020) == Period(date(2020, 1, 1), date(2021, 1, 1))
    assert year_period(2020).last_day == date(2020, 12, 31)


def test_an_empty_end_in_a_package_means_still_running() -> None:
    assert parse_end("") == parse_end(None) == FOREVER
    assert parse_end("2021-07-01") == date(2021, 7, 1)
    with pytest.raises(BadDay):
        parse_end("01/07/2021")


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (Period(date(2021, 7, 1)), "từ 01/07/2021 đến nay"),
        (Period(date(2021, 7, 1), date(2025, 7, 1)), "từ 01/07/2021 đến 30/06/2025"),
        (Period(date(2021, 7, 1), date(2021, 7, 2)), "ngày 01/07/2021"),
    ],
)
def test_lan_reads_the_last_day_included(one: Period, shown: str) -> None:
    assert display_period(one) == str(one) == shown


def test_an_end_is_shown_as_the_last_day() -> None:
    assert shown_end(FOREVER) == "nay"
    assert shown_end(date(2025, 7, 1)) == "30/06/2025"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 3, 31), 1, date(2025, 4, 30)),
        (date(2025, 11, 15), 12, date(2026, 11, 15)),
        (date(2025, 11, 15), 2, date(2026, 1, 15)),
        (date(2025, 1, 31), -2, date(2024, 11, 30)),
        (date(2025, 1, 31), 0, date(2025, 1, 31)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2000, 5, 10), date(2018, 5, 9), 17),
        (date(2000, 5, 10), date(2018, 5, 10), 18),
        (date(2004, 2, 29), date(2022, 2, 27), 17),
        (date(2004, 2, 29), date(2022, 2, 28), 18),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2000, 5, 10), date(2000, 5, 10), 0),
        (date(2000, 5, 10), date(2000, 5, 9), -1),
    ],
)
def test_hoa_grows_a_year_older_on_her_birthday(birth: date, on: date, age: int) -> None:
    assert years_between(birth, on) == age


@given(DAYS, DAYS)
def test_full_months_are_the_most_that_fit(start: date, on: date) -> None:
    months = months_between(start, on)
    assert add_months(start, months) <= on < add_months(start, months + 1)
    assert add_years(start, years_between(start, on)) <= on < add_years(start, years_between(start, on) + 1)
