"""The report of the yearly classification: levels, who is not rated, who has no row, and the caps."""

import pytest

from dangvu.reviews.models import RatingCounter
from tests.statistics.world import (
    Rows,
    between,
    figures,
    load,
    members,
    person,
    rating,
    ratings,
    said,
    stay,
    year_of,
)

pytestmark = pytest.mark.django_db


def test_rated_are_the_four_levels_and_all_else_is_a_share_of_the_subject() -> None:
    load(members({"P.X.1": 8}), {"ratings": ratings(2020, "P.X.1", "xggcfn-")})
    report = year_of("classification", "P", 2020)
    keys = (
        "subject",
        "rated",
        "excellent",
        "good",
        "completed",
        "failed",
        "good_or_better",
        "not_rated",
        "unrecorded",
    )
    assert figures(report, *(f"members.{key}" for key in keys)) == [8, 5, 1, 2, 1, 1, 3, 1, 2]
    shares = [
        report.figure(f"members.{key}").share for key in ("good", "good_or_better", "not_rated", "unrecorded")
    ]
    assert [(one.of, one.display) for one in shares if one] == [
        ("members.rated", "40%"),
        ("members.rated", "60%"),
        ("members.subject", "12,5%"),
        ("members.subject", "25%"),
    ]
    assert report.figure("members.not_rated.exempt").value == 1
    assert report.figure("members.excellent_of_good").display == "50%"


def test_excellent_of_good_has_no_answer_without_good() -> None:
    load(members({"P.X.1": 1}), {"ratings": ratings(2020, "P.X.1", "x")})
    assert year_of("classification", "P", 2020).figure("members.excellent_of_good").display == "–"


def test_organisations_units_and_collectives_are_told_apart() -> None:
    load(
        {
            "ratings": [
                rating(2020, "P.X", "good"),
                rating(2020, "P.G", "excellent"),
                rating(2020, "P.X.1", "completed"),
                rating(2020, "P.X.2", "not_rated", not_rated_reason="newly_founded"),
                rating(2020, "P.X", "excellent", "collective"),
                rating(2020, "P", "good"),
            ]
        }
    )
    report = year_of("classification", "P", 2020)
    keys = ("subject", "rated", "excellent", "good", "completed", "not_rated", "unrecorded")
    assert figures(report, *(f"organizations.{key}" for key in keys)) == [3, 2, 1, 1, 0, 0, 1]
    assert figures(report, *(f"units.{key}" for key in keys)) == [3, 1, 0, 0, 1, 1, 1]
    assert figures(report, *(f"collectives.{key}" for key in keys)) == [1, 1, 1, 0, 0, 0, None]


@pytest.mark.parametrize(
    ("decided", "cell"), [("2021-01-15", "P.Y.1"), ("", "P.X.1"), ("2020-12-20", "P.X.1")]
)
def test_a_member_counts_in_the_cell_of_the_decision_else_in_the_last_of_the_year(
    decided: str, cell: str
) -> None:
    load(
        {
            "members": [person("M")],
            "memberships": [
                stay("M", "P.X.1", "2010-01-01", "2021-01-10"),
                stay("M", "P.Y.1", "2021-01-10", reason_in="transferred_in"),
            ],
            "ratings": [rating(2020, "M", "good", "member", decision_date=decided)],
        }
    )
    found = [
        code
        for code in ("P.X.1", "P.Y.1")
        if year_of("classification", code, 2020).figure("members.good").value
    ]
    assert found == [cell]


def test_unrecorded_are_those_who_stood_on_31_december() -> None:
    load(
        {
            "members": [person("A"), person("B"), person("C")],
            "memberships": [
                stay("A", "P.X.1", "2010-01-01", "2020-12-31", reason_out="died"),
                stay("B", "P.X.1", "2010-01-01", "2021-01-01", reason_out="died"),
                stay("C", "P.X.1", "2021-01-01", reason_in="admitted"),
            ],
        }
    )
    assert year_of("classification", "P", 2020).figure("members.unrecorded").value == 1


@pytest.mark.parametrize(
    ("qualifier", "minimum", "shown"),
    [("above", 90, "trên 90%"), ("at_least", 85, "từ 85% trở lên"), ("", "", "–")],
)
def test_the_target_is_printed_with_its_word(qualifier: str, minimum: object, shown: str) -> None:
    row = {
        "organization_code": "P",
        "year": 2020,
        "indicator": "members_good_or_better",
        "qualifier": qualifier,
    }
    load({"targets": [{**row, "minimum": minimum}]})
    report = year_of("classification", "P", 2020)
    assert report.figure("members.good_or_better.target").display == shown
    assert report.figure("organizations.good_or_better.target").display == "–"


def complete(levels_x: str, levels_y: str = "g") -> Rows:
    """Every member of both communes has a row."""
    return {
        **members({"P.X.1": len(levels_x), "P.Y.1": len(levels_y)}),
        "ratings": ratings(2020, "P.X.1", levels_x) + ratings(2020, "P.Y.1", levels_y),
    }


@pytest.mark.parametrize(
    ("excellent", "good", "code"),
    [
        (1, 5, None),
        (2, 10, None),
        (2, 9, "classification.cap_rounding"),
        (3, 9, "classification.cap_exceeded"),
        (3, 10, "classification.cap_exceeded"),
        (1, 4, "classification.cap_rounding"),
        (1, 0, "classification.cap_exceeded"),
        (0, 0, None),
    ],
)
def test_the_cap_of_members_is_asked_of_each_grassroots_organisation(
    excellent: int, good: int, code: str | None
) -> None:
    load(complete("x" * excellent + "g" * good + "c"))
    for place in ("P", "P.X"):
        assert said(year_of("classification", place, 2020)) == ([(code, "P.X")] if code else [])
    assert said(year_of("classification", "P.Y", 2020)) == []


def test_the_cap_of_members_is_a_violation_with_its_numbers_and_provision() -> None:
    load(complete("xxx" + "g" * 9))
    [finding] = year_of("classification", "P", 2020).findings
    assert (finding.severity, finding.provision, finding.confidence) == ("violation", "21-hd-btctw-2019", "B")
    assert finding.counts == {"excellent": 3, "good": 9, "allowed": 1}


def test_a_province_above_the_cap_with_every_group_below_it_is_not_flagged() -> None:
    """The converse holds too: the groups are asked, never the sum."""
    load(complete("x" + "g" * 5 + "c" * 9, "x" + "g" * 5))
    assert said(year_of("classification", "P", 2020)) == []


def deciding(levels: str, decided_by: str = "P") -> Rows:
    """So many grassroots cells under the province, rated by one committee."""
    words = {"x": "excellent", "g": "good"}
    codes = [f"P.N{number}" for number in range(len(levels))]
    return {
        "organizations": [
            {"code": code, "name": code, "kind": "grassroots_cell", "parent_code": "P", "from": "1990-01-01"}
            for code in codes
        ],
        "ratings": [
            *(
                rating(2019, code, words[one], decided_by_code=decided_by)
                for code, one in zip(codes, levels, strict=True)
            ),
            *(rating(2019, code, "completed", decided_by_code="P") for code in ("P.X", "P.Y", "P.G")),
        ],
    }


@pytest.mark.parametrize("decided_by", ["P", ""])
def test_the_cap_of_organisations_is_asked_of_what_one_committee_decided(decided_by: str) -> None:
    load(deciding("xxx" + "g" * 6, decided_by))
    [finding] = year_of("classification", "P", 2019).findings
    assert (finding.code, finding.organization, finding.severity) == (
        "classification.cap_exceeded",
        "P",
        "warning",
    )
    assert (finding.provision, finding.confidence) == ("21-hd-btctw-2019", "D")
    assert finding.counts == {"excellent": 3, "good": 6, "allowed": 1}


def test_a_part_of_what_a_committee_decided_is_not_judged_as_the_whole() -> None:
    load(deciding("xxgggggg"))
    assert said(year_of("classification", "P", 2019)) == [("classification.cap_rounding", "P")]
    assert said(year_of("classification", "P.N0", 2019)) == []


def test_years_are_groups_of_their_own() -> None:
    load(
        members({"P.X.1": 6, "P.Y.1": 1}),
        {
            "ratings": ratings(2020, "P.X.1", "xggggg")
            + ratings(2021, "P.X.1", "xccccc")
            + ratings(2021, "P.Y.1", "c")
        },
    )
    report = between("classification", "P.X", "2020-01-01", "2022-01-01")
    assert said(report) == [("classification.cap_exceeded", "P.X")]


def test_who_has_no_row_is_said_by_grassroots_organisation() -> None:
    load(members({"P.X.1": 3, "P.Y.1": 2}), {"ratings": ratings(2020, "P.X.1", "ggg")})
    [finding] = year_of("classification", "P", 2020).findings
    assert (finding.code, finding.organization, finding.severity) == (
        "classification.unrecorded",
        "P.Y",
        "warning",
    )
    assert finding.counts == {"members": 2}
    assert said(year_of("classification", "P.Y.1", 2020)) == [("classification.unrecorded", "P.Y.1")]
    assert said(year_of("classification", "P.X", 2020)) == []


def test_a_year_that_nobody_has_reviewed_yet_is_no_omission() -> None:
    load(members({"P.X.1": 3}), {"ratings": ratings(2020, "P.X.1", "ggg")})
    report = year_of("classification", "P", 2021)
    assert report.figure("members.unrecorded").value == 3
    assert said(report) == []


def test_the_counters_hold_what_the_ratings_say() -> None:
    load(members({"P.X.1": 4}), {"ratings": ratings(2020, "P.X.1", "xgnn")})
    counter = RatingCounter.objects.get(cell__code="P.X.1")
    assert (counter.excellent, counter.good, counter.not_rated, counter.exempt) == (1, 1, 2, 2)
