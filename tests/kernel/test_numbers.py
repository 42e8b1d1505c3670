"""Figures as the committee publishes them, to the last digit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.numbers import (
    display_count,
    display_count_of,
    display_number,
    display_percent,
    display_qualified,
    display_range,
    growth,
    is_truncation,
    percent,
    round_half_up,
    round_to_unit,
    zero_sentence,
)

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@given(FRACTIONS, st.integers(0, 6))
def test_rounding_lands_on_the_grid_within_half_a_step(value: Fraction, decimals: int) -> None:
    rounded, step = round_half_up(value, decimals), Fraction(1, 10**decimals)
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)


@given(FRACTIONS, st.integers(0, 6))
def test_a_fall_rounds_like_a_rise_of_the_same_size(value: Fraction, decimals: int) -> None:
    assert round_half_up(-value, decimals) == -round_half_up(value, decimals)


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 5))
def test_rounding_agrees_with_decimal_arithmetic(value: Decimal, decimals: int) -> None:
    quantum = Decimal(1).scaleb(-decimals)
    assert round_half_up(value, decimals) == Fraction(value.quantize(quantum, rounding="ROUND_HALF_UP"))


@given(st.integers(-(10**12), 10**12), st.integers(0, 5))
def test_what_is_printed_reads_back_as_the_rounded_number(units: int, decimals: int) -> None:
    value = Fraction(units, 1000)
    read = Fraction(display_number(value, decimals).replace(".", "").replace(",", "."))
    assert read == round_half_up(value, decimals)


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "printed"),
    [
        (157, 790, 1, "19,9%"),
        (588, 790, 1, "74,4%"),
        (45, 790, 1, "5,7%"),
        (8, 100, 1, "8%"),
        (0, 790, 1, "0%"),
        (17, 26, 0, "65%"),
        (4825, 10000, 1, "48,3%"),  # 48.25: banker's rounding would print 48,2
        (1995, 10000, 1, "20%"),
        (5, 0, 1, "–"),
        (None, 790, 1, "–"),
    ],
)
def test_shares_print_as_published(part: int | None, whole: int, decimals: int, printed: str) -> None:
    assert display_percent(percent(part, whole), decimals) == printed


def test_a_share_as_data_is_the_nearest_double() -> None:
    share = percent(157, 790)
    assert share is not None
    assert float(share) == 19.873417721518987


@pytest.mark.parametrize(
    ("now", "before", "decimals", "printed"),
    [
        (114, 92, 1, "23,9%"),
        (284, 239, 1, "18,8%"),
        (92, 114, 1, "-19,3%"),
        (100, 100, 1, "0%"),
        (9996, 10000, 1, "0%"),
        (10, 0, 1, "–"),
    ],
)
def test_growth_on_the_year_before(now: int, before: int, decimals: int, printed: str) -> None:
    assert display_percent(growth(now, before), decimals) == printed


@pytest.mark.parametrize(
    ("count", "printed"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (12345, "12.345"),
        (5600000, "5.600.000"),
        (-1234, "-1.234"),
        (None, "–"),
    ],
)
def test_counts_have_a_dot_for_thousands(count: int | None, printed: str) -> None:
    assert display_count(count) == printed


@pytest.mark.parametrize(
    ("count", "printed"), [(2, "02"), (0, "00"), (12, "12"), (1234, "1.234"), (-3, "-03")]
)
def test_small_counts_may_be_padded(count: int, printed: str) -> None:
    assert display_count(count, width=2) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (Fraction(1978, 1000), 3, "1,978"),
        (Fraction(2), 3, "2"),
        (Fraction(53800, 23), 1, "2.339,1"),
        (Decimal("1234.50"), 2, "1.234,5"),
        (Fraction(-1, 100), 1, "0"),
        (Fraction(-1995, 100), 1, "-20"),
        (Fraction(1, 20), 1, "0,1"),
        (None, 1, "–"),
    ],
)
def test_numbers_drop_their_trailing_zeros(
    value: Fraction | Decimal | None, decimals: int, printed: str
) -> None:
    assert display_number(value, decimals) == printed


def test_a_mean_is_printed_in_hundreds() -> None:
    assert round_to_unit(Fraction(53800, 23)) == 2300
    assert round_to_unit(Fraction(53800, 22)) == 2400
    assert [round_to_unit(n) for n in (49, 50, 150, -50, -49)] == [0, 100, 200, -100, 0]
    assert display_count(round_to_unit(53800, 1000)) == "54.000"


@pytest.mark.parametrize(
    ("low", "high", "unit", "printed"),
    [
        (1600, 1800, "", "1.600-1.800"),
        (3, 4, "%", "3-4%"),
        (Fraction(5, 2), 3, "%", "2,5-3%"),
        (1600, 1600, "", "1.600"),
        (90, None, "%", "từ 90% trở lên"),
        (None, 20, "%", "không quá 20%"),
        (None, None, "", "–"),
    ],
)
def test_targets_print_as_ranges(
    low: Fraction | None, high: Fraction | None, unit: str, printed: str
) -> None:
    assert display_range(low, high, unit=unit) == printed


def test_inequalities_are_said_in_words() -> None:
    assert display_qualified("above", display_percent(90)) == "trên 90%"
    assert display_qualified("nearly", display_count(2, width=2) + " lần") == "gần 02 lần"
    with pytest.raises(KeyError):
        display_qualified("roughly", "2")


def test_nothing_is_said_in_words() -> None:
    assert display_count_of(0, "tổ chức đảng") == "không có tổ chức đảng"
    assert display_count_of(1234, "đảng viên") == "1.234 đảng viên"
    sentence = zero_sentence("tổ chức cơ sở đảng", "xếp loại không hoàn thành nhiệm vụ")
    assert sentence == "không có tổ chức cơ sở đảng xếp loại không hoàn thành nhiệm vụ"
    assert zero_sentence("chi bộ") == "không có chi bộ"


@pytest.mark.parametrize(
    ("printed", "value", "cut"),
    [
        ("57.77", "57.777", True),
        ("57.78", "57.777", False),
        ("10.75", "10.755", True),
        ("57.70", "57.777", False),
    ],
)
def test_a_published_number_that_was_cut_off_is_recognised(printed: str, value: str, cut: bool) -> None:
    assert is_truncation(Decimal(printed), Decimal(value), 2) is cut


def test_a_number_cut_off_where_rounding_agrees_is_no_truncation() -> None:
    assert not is_truncation(Decimal("57.72"), Decimal("57.721"), 2)


@pytest.mark.parametrize("value", [0.5, True, "1"])
def test_only_exact_numbers_are_rounded(value: object) -> None:
    with pytest.raises(TypeError):
        round_half_up(value)  # type: ignore[arg-type]


def test_impossible_roundings_are_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        round_half_up(1, -2)
    with pytest.raises(ValueError, match="unit"):
        round_to_unit(1, 0)
