"""The report of admissions: who is admitted, against the plan and the same days a year before."""

from typing import Any

import pytest

from tests.statistics.world import Rows, between, figures, load, person, said, stay, year_of

pytestmark = pytest.mark.django_db


def admitted(*days: str, cell: str = "P.X.1", **more: Any) -> Rows:
    """One member admitted on each day."""
    codes = [f"{cell}-{day}" for day in days]
    return {
        "members": [person(code) for code in codes],
        "memberships": [
            stay(code, cell, day, reason_in="admitted", **more) for code, day in zip(codes, days, strict=True)
        ],
    }


def stock(number: int, cell: str = "P.G") -> Rows:
    codes = [f"{cell}-old-{one}" for one in range(number)]
    return {
        "members": [person(code) for code in codes],
        "memberships": [stay(code, cell, "2000-01-01") for code in codes],
    }


def target(minimum: object, maximum: object = "", year: int = 2022, code: str = "P") -> Rows:
    row = {"organization_code": code, "year": year, "indicator": "admissions"}
    return {"targets": [{**row, "minimum": minimum, "maximum": maximum}]}


@pytest.mark.parametrize(
    ("first", "after", "now", "before"),
    [
        ("2022-01-01", "2022-10-01", 2, 1),
        ("2022-01-01", "2023-01-01", 3, 2),
        ("2021-10-01", "2021-10-02", 1, 0),
        ("2021-01-01", "2021-10-01", 1, 0),
    ],
)
def test_admissions_count_by_the_day_of_the_ceremony_beside_the_same_days_a_year_before(
    first: str, after: str, now: int, before: int
) -> None:
    load(admitted("2021-09-30", "2021-10-01", "2022-01-01", "2022-09-30", "2022-10-01"))
    report = between("admissions", "P", first, after)
    assert figures(report, "admitted", "admitted.previous") == [now, before]


def test_the_29th_of_february_has_a_year_before() -> None:
    load(admitted("2019-02-28", "2020-02-28", "2020-02-29"))
    report = between("admissions", "P", "2020-02-01", "2020-03-01")
    assert figures(report, "admitted", "admitted.previous") == [2, 1]


def test_readmission_is_part_of_admission_and_a_transfer_is_not() -> None:
    load(
        {
            "members": [person("A"), person("B"), person("C")],
            "memberships": [
                stay("A", "P.X.1", "2022-03-01", reason_in="admitted"),
                stay("B", "P.X.1", "2022-03-01", reason_in="readmitted"),
                stay("C", "P.X.1", "2022-03-01", reason_in="transferred_in"),
            ],
        }
    )
    report = year_of("admissions", "P", 2022)
    assert figures(report, "admitted", "admitted.readmitted") == [2, 1]


def test_an_admission_belongs_to_the_cell_and_the_tree_of_its_day() -> None:
    load(
        admitted("2021-03-01"),
        {
            "organization_parents": [
                {"code": "P.X.1", "parent_code": "P.X", "from": "1980-01-01", "to": "2021-07-01"},
                {"code": "P.X.1", "parent_code": "P.Y", "from": "2021-07-01"},
            ]
        },
    )
    assert [year_of("admissions", code, 2021).figure("admitted").value for code in ("P.X", "P.Y", "P")] == [
        1,
        0,
        1,
    ]


def test_what_the_person_was_when_admitted_is_a_share_of_the_admitted() -> None:
    load(
        {
            "members": [
                person("A", sex="female", ethnicity="Tày"),
                person("B", religion="Công giáo"),
                person("C"),
            ],
            "memberships": [stay(code, "P.X.1", "2022-03-01", reason_in="admitted") for code in "ABC"],
            "admission_profiles": [
                {"member_code": "A", "youth_union": "true", "student": "false"},
                {"member_code": "B", "farmer": "true"},
            ],
        }
    )
    report = year_of("admissions", "P", 2022)
    parts = ("women", "youth_union", "ethnic_minority", "religious", "farmer", "student")
    assert figures(report, *(f"admitted.{part}" for part in parts)) == [1, 1, 1, 1, 1, 0]
    share = report.figure("admitted.women").share
    assert share is not None
    assert (share.of, share.display) == ("admitted", "33,3%")


def test_the_plan_is_the_own_row_and_never_added_up_from_below() -> None:
    load(admitted("2022-03-01"), target(4, 5), target(7, code="P.X"))
    report = year_of("admissions", "P", 2022)
    assert figures(report, "plan.minimum", "plan.maximum") == [4, 5]
    assert report.figure("admitted.share_of_plan").display == "25%"
    assert year_of("admissions", "P.Y", 2022).figure("plan.minimum").display == "–"


def test_plans_of_the_years_touched_are_summed_and_never_pro_rata() -> None:
    load(target(4), target(6, year=2023))
    assert between("admissions", "P", "2022-12-01", "2023-02-01").figure("plan.minimum").value == 10
    assert between("admissions", "P", "2022-12-01", "2023-01-01").figure("plan.minimum").value == 4


def test_the_rate_is_of_the_opening() -> None:
    load(stock(40), admitted("2022-03-01"))
    rate = year_of("admissions", "P", 2022).figure("admitted.rate")
    assert (rate.display, rate.of) == ("2,5%", {"key": "opening", "opening": 40})


@pytest.mark.parametrize(
    ("after", "shown", "years"), [("2022-01-01", "–", None), ("2022-01-02", "1,5", 2), ("2024-01-01", "1", 3)]
)
def test_the_mean_needs_two_calendar_years_and_says_how_many(
    after: str, shown: str, years: int | None
) -> None:
    load(admitted("2021-03-01", "2021-04-01", "2022-01-01"))
    mean = between("admissions", "P", "2021-01-01", after).figure("admitted.mean_per_year")
    assert mean.display == shown
    assert mean.of == (None if years is None else {"years": years})


def test_the_mean_is_rounded_for_display_only() -> None:
    load(admitted("2021-03-01", "2021-04-01", "2022-01-01"))
    mean = between("admissions", "P", "2021-01-01", "2023-01-01", round_unit=2).figure(
        "admitted.mean_per_year"
    )
    assert (mean.display, mean.value) == ("2", 1.5)


def test_recognition_is_the_end_of_probation_and_not_the_begin_of_a_record() -> None:
    load(
        {
            "members": [person("A"), person("B")],
            "memberships": [stay("A", "P.X.1", "2020-03-01"), stay("B", "P.X.1", "2021-03-01")],
            "stages": [
                {"member_code": "A", "stage": "probationary", "from": "2020-03-01", "to": "2021-03-01"},
                {"member_code": "A", "stage": "full", "from": "2021-03-01"},
                {"member_code": "B", "stage": "full", "from": "2021-03-01"},
            ],
        }
    )
    assert year_of("admissions", "P", 2021).figure("recognized_full").value == 1


def test_organisations_without_an_admission_in_any_of_their_cells() -> None:
    load(admitted("2022-03-01"))
    report = year_of("admissions", "P", 2022)
    assert figures(report, "organizations.without_admission", "cells.without_admission") == [2, 2]
    shares = [report.figure(f"{one}.without_admission").share for one in ("organizations", "cells")]
    assert [(one.of, one.display) for one in shares if one] == [
        ("organizations.grassroots", "66,7%"),
        ("organizations.subordinate_cells", "66,7%"),
    ]


def test_the_commune_that_a_cell_came_to_later_does_not_inherit_its_admission() -> None:
    load(
        admitted("2021-03-01"),
        {
            "organization_parents": [
                {"code": "P.X.1", "parent_code": "P.X", "from": "1980-01-01", "to": "2021-07-01"},
                {"code": "P.X.1", "parent_code": "P.Y", "from": "2021-07-01"},
            ]
        },
    )
    assert year_of("admissions", "P.Y", 2021).figure("organizations.without_admission").value == 1
    assert year_of("admissions", "P.X", 2021).figure("organizations.without_admission").value == 0
    assert year_of("admissions", "P.Y", 2021).figure("cells.without_admission").value == 1


def test_on_one_day_flows_have_no_answer() -> None:
    load(admitted("2022-03-01"), target(4))
    report = between("admissions", "P", "2022-03-01", "2022-03-02", on=True)
    keys = (
        "admitted",
        "admitted.previous",
        "recognized_full",
        "organizations.without_admission",
        "admitted.rate",
    )
    assert figures(report, *keys) == [None] * 5
    assert said(report) == []


@pytest.mark.parametrize(
    ("minimum", "maximum", "codes"),
    [(4, 5, ["target.range"]), (4, 4, []), (4, "", []), ("", 5, [])],
)
def test_a_plan_that_is_a_range_says_what_the_share_is_measured_against(
    minimum: object, maximum: object, codes: list[str]
) -> None:
    load(stock(100), target(minimum, maximum))
    assert said(year_of("admissions", "P", 2022)) == [(code, "P") for code in codes]


@pytest.mark.parametrize(
    ("minimum", "year", "codes"),
    [
        (2, 2022, ["target.below_resolution_rate"]),
        (3, 2022, []),
        ("2.99", 2022, ["target.below_resolution_rate"]),
        (2, 2021, []),
        (2, 2023, ["target.below_resolution_rate"]),
    ],
)
def test_a_plan_below_the_rate_of_the_resolution_is_said_for_the_years_it_binds(
    minimum: object, year: int, codes: list[str]
) -> None:
    load(stock(100), target(minimum, year=year))
    report = year_of("admissions", "P", year)
    assert said(report) == [(code, "P") for code in codes]
    assert all((one.provision, one.severity) == ("21-nq-tw-2022", "warning") for one in report.findings)


def test_plans_of_several_years_are_compared_by_their_mean() -> None:
    load(stock(100), target(3, year=2022), target(3, year=2023))
    assert said(between("admissions", "P", "2022-01-01", "2024-01-01")) == []
