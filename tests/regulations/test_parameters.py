"""Figures of law by day and place: what may block, what only warns, local over central."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.findings import Severity, severity_for
from dangvu.regulations import (
    LawValue,
    NoLawOnThatDay,
    UnknownFigure,
    confidence_words,
    figure_of_law,
    local_places,
    may_block,
    parameter,
    parameters,
    provision,
)

TODAY = date(2026, 11, 20)
NAMES = [item.name for item in parameters()]


def every_value() -> Iterator[LawValue]:
    for item in parameters():
        yield from item.values


def test_every_value_rests_on_a_document_in_force_on_all_its_days_or_is_carried_over_and_only_warns() -> None:
    for value in every_value():
        document = provision(value.provision)
        last = value.valid_to - timedelta(days=1)
        in_force = document.in_force(value.valid_from) and document.in_force(last)
        assert in_force or (value.carried_over and value.confidence in "CD"), (value.name, value.valid_from)


def test_nothing_that_is_unverified_may_block() -> None:
    for value in every_value():
        blocks = severity_for(value.confidence) is Severity.VIOLATION
        assert blocks == may_block(value.confidence) == (value.confidence in "AB")
        assert ("chưa kiểm chứng" in confidence_words(value.confidence)) == (not blocks)


def test_no_two_values_of_one_place_share_a_day() -> None:
    for item in parameters():
        for scope in {value.scope for value in item.values}:
            spans = sorted((v.valid_from, v.valid_to) for v in item.values if v.scope == scope)
            assert all(spans[n][1] <= spans[n + 1][0] for n in range(len(spans) - 1)), item.name


def test_a_rule_of_a_province_is_marked_p_and_rests_on_a_document_of_that_province() -> None:
    for value in every_value():
        assert (value.confidence == "P") == (value.scope is not None), value.name
        assert value.scope == provision(value.provision).scope, value.name
        assert value.scope is None or value.scope in local_places()


def test_every_name_label_and_unit_is_said_once_and_something_is_known_or_its_lack_is_explained() -> None:
    assert len(NAMES) == len(set(NAMES))
    for item in parameters():
        assert item.label[0].isupper(), item.name
        assert item.values or item.unknown, item.name


def test_since_the_unread_regulation_of_april_2026_the_older_values_only_warn() -> None:
    texts_not_read = {"294-qd-tw-2025": date(2026, 4, 8), "06-hd-tw-2025": date(2026, 5, 19)}
    for value in every_value():
        end = texts_not_read.get(value.provision)
        if end is not None and value.valid_from >= end:
            assert value.carried_over, value.name
            assert value.confidence in "CD", value.name
            assert value.note, value.name


def test_what_rests_on_the_guidance_of_september_2025_counts_as_second_hand_from_26_july_2026() -> None:
    for value in every_value():
        if value.provision == "38-hd-btctw-2025" and value.valid_on(TODAY):
            assert value.confidence == "C", value.name


def test_lan_in_hanoi_is_told_the_rule_of_hanoi_and_quang_elsewhere_the_central_one() -> None:
    day = date(2026, 1, 15)
    name = "strike_off.failed_votes_before_report"
    in_hanoi = figure_of_law(name, on=day, scope=["01.7.3", "01.7", "01", "Hà Nội"])
    assert (in_hanoi.scope, in_hanoi.confidence) == ("Hà Nội", "P")
    assert "mọi đảng viên" in in_hanoi.note
    for elsewhere in (None, "24", ["24.213", "24"], ["Lào Cai"]):
        central = figure_of_law(name, on=day, scope=elsewhere)
        assert (central.scope, central.confidence) == (None, "A")


def test_a_local_rule_counts_only_from_its_own_first_day() -> None:
    name = "exemption.other.under_months"
    assert figure_of_law(name, on=date(2025, 11, 20), scope="Hà Nội").scope is None
    assert figure_of_law(name, on=date(2025, 11, 21), scope="Hà Nội").scope == "Hà Nội"


def test_a_rule_that_only_one_province_has_is_no_default_elsewhere() -> None:
    assert figure_of_law("probation.prolongation_months", on=TODAY, scope="Hà Nội").value == 12
    with pytest.raises(NoLawOnThatDay, match="Chỉ có quy định của địa phương: Hà Nội"):
        figure_of_law("probation.prolongation_months", on=TODAY)


def test_where_the_text_was_not_read_the_reason_is_told() -> None:
    with pytest.raises(NoLawOnThatDay, match="212-QĐ/TW"):
        figure_of_law("discipline.limitation.member.reprimand_months", on=TODAY)


def test_before_the_first_value_the_known_days_are_told() -> None:
    with pytest.raises(NoLawOnThatDay, match="từ 16/06/2022 đến nay"):
        figure_of_law("admissions.yearly_rate.minimum", on=date(2022, 6, 15))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("classification.member.excellent_cap", "classification.members.excellent_cap"),
        ("admission.yearly_rate.minimum", "admissions.yearly_rate.minimum"),
        ("review.unrated_months", "review.unrated_under_months"),
    ],
)
def test_tuan_who_mistypes_a_name_is_shown_near_ones(typed: str, meant: str) -> None:
    with pytest.raises(UnknownFigure) as refusal:
        figure_of_law(typed, on=TODAY)
    assert meant in refusal.value.near
    assert meant in str(refusal.value)


@pytest.mark.parametrize("name", ["", "..", "../provisions", "no-such.name", "Dues.pension_percent"])
def test_a_name_that_is_none_is_refused_and_opens_no_other_file(name: str) -> None:
    with pytest.raises(UnknownFigure):
        parameter(name)


@given(
    name=st.sampled_from(NAMES),
    on=st.dates(date(2011, 1, 1), date(2030, 12, 31)),
    scope=st.sampled_from([None, "Hà Nội", "Lào Cai", "24"]),
)
def test_an_answer_always_holds_on_the_day_and_in_the_place_asked(
    name: str, on: date, scope: str | None
) -> None:
    try:
        found = figure_of_law(name, on=on, scope=scope)
    except NoLawOnThatDay:
        assert not any(v.valid_on(on) and v.scope in (None, scope) for v in parameter(name).values)
        return
    assert found.valid_on(on)
    assert found.scope in (None, scope)
    assert found.name == name


def test_shares_are_exact_fractions_and_never_binary_ones() -> None:
    assert figure_of_law("ballots.proposing_body", on=TODAY).value == Fraction(2, 3)
    assert figure_of_law("dues.pension_percent", on=TODAY).value == Fraction(1, 2)
    assert not any(isinstance(value.value, float) for value in every_value())
