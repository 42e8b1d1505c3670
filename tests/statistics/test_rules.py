"""The rules of reports at their limits: facts in, finding or nothing out."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.findings import Finding
from dangvu.regulations import LawValue, figure_of_law
from dangvu.statistics import rules

LAW = figure_of_law("classification.members.excellent_cap", on=date(2020, 12, 31))
RATE = figure_of_law("admissions.yearly_rate.minimum", on=date(2022, 12, 31))
X = {"group": "P.X", "name": "Đảng bộ xã X"}


def cap(excellent: int, good: int, law: LawValue = LAW) -> Finding | None:
    return rules.excellent_cap(whom="đảng viên", excellent=excellent, good=good, law=law, **X)


@pytest.mark.parametrize(
    ("excellent", "good", "code", "allowed"),
    [
        (6, 30, None, None),
        (6, 31, None, None),
        (7, 31, "classification.cap_rounding", 6),
        (8, 31, "classification.cap_exceeded", 6),
        (9, 31, "classification.cap_exceeded", 6),
        (7, 35, None, None),
        (8, 35, "classification.cap_exceeded", 7),
        (1, 1, "classification.cap_rounding", 0),
    ],
)
def test_the_cap_is_asked_on_counts(excellent: int, good: int, code: str | None, allowed: int | None) -> None:
    finding = cap(excellent, good)
    assert (finding.code if finding else None) == code
    if finding:
        assert finding.counts == {"excellent": excellent, "good": good, "allowed": allowed}


@pytest.mark.parametrize(
    ("confidence", "severity"),
    [("A", "violation"), ("B", "violation"), ("C", "warning"), ("D", "warning"), ("P", "warning")],
)
def test_an_unverified_cap_only_warns(confidence: str, severity: str) -> None:
    broken, rounded = (
        cap(9, 31, replace(LAW, confidence=confidence)),
        cap(7, 31, replace(LAW, confidence=confidence)),
    )
    assert broken is not None
    assert broken.severity == severity
    assert rounded is not None
    assert rounded.severity == "warning"


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_group_within_the_share_is_never_flagged_and_one_above_it_always(excellent: int, good: int) -> None:
    finding = cap(excellent, good)
    assert (finding is None) == (excellent <= Fraction(good, 5))
    if finding and finding.code == "classification.cap_exceeded":
        assert excellent - 1 >= Fraction(good, 5)


def test_the_message_names_group_numbers_and_document() -> None:
    finding = cap(9, 31)
    assert finding is not None
    for part in (
        "Đảng bộ xã X (P.X)",
        "9 đảng viên",
        "20%",
        "31",
        "không quá 6",
        "21-HD/BTCTW ngày 18/10/2019",
    ):
        assert part in finding.message


@pytest.mark.parametrize(
    ("minimum", "opening", "flagged"), [(29, 1000, True), (30, 1000, False), (30, 1001, True), (0, 10, True)]
)
def test_a_plan_below_three_percent(minimum: int, opening: int, flagged: bool) -> None:
    finding = rules.below_resolution_rate(minimum=minimum, years=1, opening=opening, law=RATE, **X)
    assert (finding is not None) == flagged


@pytest.mark.parametrize(("minimum", "opening"), [(None, 100), (1, 0)])
def test_without_a_plan_or_members_there_is_no_rate(minimum: int | None, opening: int) -> None:
    assert rules.below_resolution_rate(minimum=minimum, years=1, opening=opening, law=RATE, **X) is None


@pytest.mark.parametrize(
    ("low", "high", "flagged"), [(1600, 1800, True), (1600, 1600, False), (None, 5, False), (5, None, False)]
)
def test_a_range_of_a_plan(low: int | None, high: int | None, flagged: bool) -> None:
    assert (rules.target_range(minimum=low, maximum=high, **X) is not None) == flagged


@pytest.mark.parametrize(("closing", "flagged"), [(9, False), (10, True)])
def test_the_balance(closing: int, flagged: bool) -> None:
    finding = rules.balance(opening=10, increase=1, decrease=2, closing=closing, **X)
    assert (finding is not None) == flagged


@pytest.mark.parametrize(
    ("round_year", "flagged"), [(None, False), (2021, False), (2022, True), (2023, False)]
)
def test_mixed_dates(round_year: int | None, flagged: bool) -> None:
    finding = rules.mixed_dates(day=date(2023, 5, 24), round_year=round_year, members=9832, **X)
    assert (finding is not None) == flagged


def test_nobody_missing_is_nothing_to_say() -> None:
    assert rules.unrecorded(year=2020, missing={"members": 0}, **X) is None
    assert rules.repeated_discipline(persons=0, decisions=0, **X) is None
    assert rules.merged_contents(labels=("một",), merged=1, total=2, **X) is None
