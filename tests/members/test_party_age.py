"""Tuổi đảng: from the admission decision, without the time out of the Party, once recognised as full."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.periods import FOREVER, Period, add_months, add_years, months_between
from dangvu.members.party_age import day_of_party_age, gaps_of, months_counted, party_age
from dangvu.members.rules import History, StageSpan, Stay

DECIDED, CEREMONY, FULL_ON = date(1990, 12, 20), date(1991, 2, 3), date(1992, 2, 3)


def stay(begun: date, ended: date = FOREVER, reason_in: str = "admitted", reason_out: str = "") -> Stay:
    return Stay(1, "24.01.1", "official", Period(begun, ended), reason_in, reason_out)


def career(*stays: Stay, full_from: tuple[date, ...] = (FULL_ON,)) -> History:
    stages = [StageSpan("probationary", Period(CEREMONY, FULL_ON))]
    stages += [StageSpan("full", Period(day)) for day in full_from]
    return History("DV1", "Nguyễn Văn An", stays or (stay(CEREMONY),), tuple(stages))


def months(history: History, on: date) -> int:
    return party_age(history, decided_on=DECIDED, admitted_on=CEREMONY, on=on).months


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FULL_ON - timedelta(days=1), 0),
        (FULL_ON, 13),
        (date(2020, 12, 19), 12 * 30 - 1),
        (date(2020, 12, 20), 12 * 30),
        (date(2026, 11, 20), 12 * 35 + 11),
    ],
)
def test_it_runs_from_the_decision_not_the_ceremony_and_counts_once_recognised(
    on: date, expected: int
) -> None:
    assert months(career(), on) == expected


def test_years_and_months_are_told_apart() -> None:
    age = party_age(career(), decided_on=DECIDED, admitted_on=CEREMONY, on=date(2026, 11, 20))
    assert (age.years, age.odd_months, age.since, age.counted) == (35, 11, DECIDED, True)


def test_without_a_decision_on_record_the_admission_day_stands_in_and_says_so() -> None:
    age = party_age(career(), decided_on=None, admitted_on=CEREMONY, on=date(2026, 2, 3))
    assert (age.years, age.by_decision) == (35, False)


def test_without_any_date_nothing_is_counted() -> None:
    age = party_age(career(), decided_on=None, admitted_on=None, on=date(2026, 2, 3))
    assert (age.months, age.since, age.counted) == (0, None, False)


OUT_FROM, OUT_TO = date(2000, 6, 1), date(2004, 9, 1)
BACK = OUT_TO


@pytest.mark.parametrize(
    ("reason_out", "reason_in", "deducted"),
    [
        ("struck_off", "readmitted", True),
        ("expelled", "readmitted", True),
        ("withdrew", "readmitted", True),
        ("struck_off", "restored", False),
        ("expelled", "restored", False),
        ("transferred_out", "transferred_in", False),
    ],
)
def test_time_out_of_the_party_is_taken_off_unless_it_was_a_wrong_or_a_transfer(
    reason_out: str, reason_in: str, deducted: bool
) -> None:
    history = career(
        stay(CEREMONY, OUT_FROM, reason_out=reason_out),
        stay(BACK, reason_in=reason_in),
        full_from=(FULL_ON, add_years(BACK, 1)),
    )
    on = date(2026, 12, 20)
    expected = 36 * 12 - (months_between(OUT_FROM, OUT_TO) if deducted else 0)
    assert months(history, on) == expected


def test_who_is_on_probation_again_waits_for_recognition_again() -> None:
    history = career(
        stay(CEREMONY, OUT_FROM, reason_out="struck_off"),
        stay(BACK, reason_in="readmitted"),
        full_from=(FULL_ON, add_years(BACK, 1)),
    )
    assert months(history, add_years(BACK, 1) - timedelta(days=1)) == 0
    assert months(history, add_years(BACK, 1)) > 0


@pytest.mark.parametrize("reason", ["died", "struck_off", "expelled", "withdrew"])
def test_after_leaving_it_stands_still(reason: str) -> None:
    history = career(stay(CEREMONY, OUT_FROM, reason_out=reason))
    assert months(history, OUT_FROM) == months(history, date(2026, 1, 1)) == months_between(DECIDED, OUT_FROM)


@pytest.mark.parametrize(
    ("on", "provision", "confidence"),
    [
        (date(2024, 1, 1), None, None),
        (date(2025, 12, 1), "294-qd-tw-2025", "A"),
        (date(2026, 11, 20), "208-qd-tw-2026", "C"),
    ],
)
def test_it_says_what_it_rests_on(on: date, provision: str | None, confidence: str | None) -> None:
    law = party_age(career(), decided_on=DECIDED, admitted_on=None, on=on).law
    assert (law.provision if law else None, law.confidence if law else None) == (provision, confidence)


days = st.dates(min_value=date(1950, 1, 1), max_value=date(2060, 12, 31))


@st.composite
def times_out(draw: st.DrawFn) -> tuple[date, list[Period]]:
    """A start and up to three times out after it, the last perhaps still running."""
    start, *edges = sorted(draw(st.lists(days, min_size=1, max_size=7, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    out = [Period(begun, ended) for begun, ended in pairs]
    if len(edges) % 2 and draw(st.booleans()):
        out.append(Period(edges[-1]))
    return start, out


@given(start=days, on=days)
def test_without_time_out_it_is_the_months_between(start: date, on: date) -> None:
    assert months_counted(start, [], on) == max(0, months_between(start, on))


@given(case=times_out(), on=days, later=st.integers(0, 400))
def test_it_never_falls_and_never_runs_ahead(case: tuple[date, list[Period]], on: date, later: int) -> None:
    start, out = case
    then = on + timedelta(days=later)
    assert months_counted(start, out, on) <= months_counted(start, out, then)
    assert months_counted(start, out, then) <= max(0, months_between(start, then))


@given(case=times_out())
def test_in_a_time_out_it_stands_still(case: tuple[date, list[Period]]) -> None:
    start, out = case
    for gap in out:
        last = min(gap.last_day, date(2100, 1, 1))
        assert months_counted(start, out, gap.start) == months_counted(start, out, last)


@given(case=times_out(), years=st.sampled_from([30, 40, 50, 55, 60]))
def test_the_day_of_a_badge_is_the_first_day_of_that_age(case: tuple[date, list[Period]], years: int) -> None:
    start, out = case
    day = day_of_party_age(start, out, years)
    if day is None:
        assert months_counted(start, out, date(2200, 1, 1)) < years * 12
    else:
        assert months_counted(start, out, day) >= years * 12
        assert months_counted(start, out, day - timedelta(days=1)) < years * 12


def test_only_whole_times_out_count_as_gaps() -> None:
    restored = career(stay(CEREMONY, OUT_FROM, reason_out="expelled"), stay(BACK, reason_in="restored"))
    assert gaps_of(restored) == []
    again = career(stay(CEREMONY, OUT_FROM, reason_out="expelled"), stay(BACK, reason_in="readmitted"))
    assert gaps_of(again) == [Period(OUT_FROM, OUT_TO)]
    assert add_months(OUT_FROM, 51) == OUT_TO
