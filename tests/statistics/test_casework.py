"""The reports of screening, discipline and inspections, from the rows that were recorded."""

from typing import Any

import pytest

from dangvu.statistics.asked import BadQuestion
from tests.statistics.world import Rows, between, figures, load, members, person, said, stay, year_of

pytestmark = pytest.mark.django_db


def case(
    member: str, outcome: str = "", on: str = "", year: int = 2022, listed: str = "2022-03-01"
) -> dict[str, Any]:
    return {
        "year": year,
        "member_code": member,
        "ground": "failed",
        "listed_on": listed,
        "outcome": outcome,
        "outcome_on": on,
    }


def test_what_was_listed_is_the_sum_of_the_outcomes_and_of_what_is_pending() -> None:
    outcomes = ["progressed", "continue_education", "struck_off", "expelled", "withdrew", ""]
    codes = [f"P.X.1-{number}" for number in range(1, 7)]
    cases = [
        case(code, outcome, "2022-11-01" if outcome else "")
        for code, outcome in zip(codes, outcomes, strict=True)
    ]
    load(members({"P.X.1": 6}), {"screenings": cases})
    keys = ("listed", "progressed", "continue_education", "pending", "removed")
    parts = ("removed.struck_off", "removed.expelled", "removed.withdrew")
    assert figures(year_of("screening", "P", 2022), *keys, *parts) == [6, 1, 1, 1, 3, 1, 1, 1]
    assert figures(between("screening", "P", "2022-01-01", "2022-11-01"), *keys) == [6, 0, 0, 6, 0]
    assert year_of("screening", "P", 2021).figure("listed").value == 0


def test_a_case_belongs_to_the_cell_of_the_day_it_was_listed() -> None:
    load(
        {
            "members": [person("M")],
            "memberships": [
                stay("M", "P.X.1", "2010-01-01", "2022-06-01"),
                stay("M", "P.Y.1", "2022-06-01", reason_in="transferred_in"),
            ],
            "screenings": [case("M", "progressed", "2022-12-01")],
        }
    )
    assert [year_of("screening", code, 2022).figure("listed").value for code in ("P.X", "P.Y")] == [1, 0]


def discipline(
    code: str, form: str, on: str, content: str = "other", subject: str = "member"
) -> dict[str, Any]:
    return {
        "subject": subject,
        "subject_code": code,
        "form": form,
        "content": content,
        "decided_by_code": "P",
        "decided_on": on,
    }


def disciplined(*rows: dict[str, Any]) -> Rows:
    return {**members({"P.X.1": 3, "P.Y.1": 1}), "disciplines": list(rows)}


def test_forms_add_up_to_the_decisions_of_the_period() -> None:
    load(
        disciplined(
            discipline("P.X.1-1", "reprimand", "2022-01-01"),
            discipline("P.X.1-2", "warning", "2022-12-31"),
            discipline("P.X.1-3", "warning", "2023-01-01"),
            discipline("P.X", "warning", "2022-05-01", subject="organization"),
        )
    )
    report = year_of("discipline", "P", 2022)
    forms = [f"members.{form}" for form in ("reprimand", "warning", "dismissal", "expulsion", "dissolution")]
    assert figures(report, "members.disciplined", *forms) == [2, 1, 1, 0, 0, 0]
    assert figures(report, "organizations.disciplined", "organizations.warning") == [1, 1]
    assert year_of("discipline", "P.Y", 2022).figure("members.disciplined").value == 0


def test_an_expulsion_counts_in_the_last_cell_though_the_membership_ended_that_day() -> None:
    load(
        {
            "members": [person("M")],
            "memberships": [stay("M", "P.X.1", "2010-01-01", "2022-05-01", reason_out="expelled")],
            "disciplines": [discipline("M", "expulsion", "2022-05-01")],
        }
    )
    assert year_of("discipline", "P.X", 2022).figure("members.expulsion").value == 1


def test_merged_contents_count_each_decision_once_and_say_so() -> None:
    load(
        disciplined(
            discipline("P.X.1-1", "reprimand", "2022-02-01", "prohibited_acts"),
            discipline("P.X.1-2", "reprimand", "2022-02-01", "prohibited_acts;population_policy"),
            discipline("P.X.1-3", "reprimand", "2022-02-01", "finance_construction"),
        )
    )
    report = year_of("discipline", "P", 2022, contents=[("prohibited_acts", "population_policy")])
    merged = report.figure("members.content.prohibited_acts+population_policy")
    assert (merged.value, merged.share.display if merged.share else None) == (2, "67%")
    alone = ("members.content.prohibited_acts", "members.content.population_policy")
    assert figures(report, *alone) == [2, 1]
    assert said(report) == [("discipline.contents_merged", "P")]
    assert said(year_of("discipline", "P", 2022)) == []
    assert said(year_of("discipline", "P", 2022, contents=[("prohibited_acts",)])) == []


def test_an_unknown_content_is_refused_with_the_known_ones() -> None:
    load(disciplined())
    with pytest.raises(BadQuestion, match="population_policy"):
        year_of("discipline", "P", 2022, contents=[("gambling", "other")])


@pytest.mark.parametrize(("second", "codes"), [("2022-09-01", ["discipline.repeated"]), ("2023-01-01", [])])
def test_somebody_disciplined_twice_in_the_period_is_said(second: str, codes: list[str]) -> None:
    load(
        disciplined(
            discipline("P.X.1-1", "reprimand", "2022-02-01"), discipline("P.X.1-1", "warning", second)
        )
    )
    report = year_of("discipline", "P", 2022)
    assert said(report) == [(code, "P.X.1") for code in codes]
    assert all(one.counts == {"persons": 1, "decisions": 2} for one in report.findings)


def inspection(code: str, kind: str, on: str, subject: str = "member") -> dict[str, Any]:
    return {"subject": subject, "subject_code": code, "kind": kind, "by_code": "P", "opened_on": on}


def test_inspections_count_by_the_day_they_were_opened_beside_the_year_before() -> None:
    load(
        members({"P.X.1": 3}),
        {
            "inspections": [
                inspection("P.X.1-1", "inspection", "2022-02-01"),
                inspection("P.X.1-2", "supervision", "2022-09-30"),
                inspection("P.X.1-3", "supervision", "2022-10-01"),
                inspection("P.X.1-3", "signs_of_violation", "2022-03-01"),
                inspection("P.X.1-1", "inspection", "2021-09-30"),
                inspection("P.X.1-1", "inspection", "2021-10-01"),
                inspection("P.X", "signs_of_violation", "2021-05-01", "organization"),
            ]
        },
    )
    report = between("inspections", "P", "2022-01-01", "2022-10-01")
    both = "members.inspected_or_supervised"
    assert figures(report, "members.inspected", "members.supervised", both, "members.signs_of_violation") == [
        1,
        1,
        2,
        1,
    ]
    assert figures(report, f"{both}.previous", f"{both}.change") == [1, 1]
    signs = "organizations.signs_of_violation"
    assert figures(report, signs, f"{signs}.previous", f"{signs}.change") == [0, 1, -1]


def test_an_inspection_belongs_to_the_tree_of_its_day() -> None:
    load(
        members({"P.X.1": 1}),
        {
            "organization_parents": [
                {"code": "P.X.1", "parent_code": "P.X", "from": "1980-01-01", "to": "2022-03-01"},
                {"code": "P.X.1", "parent_code": "P.Y", "from": "2022-03-01"},
            ],
            "inspections": [
                inspection("P.X.1-1", "inspection", "2022-02-28"),
                inspection("P.X.1", "inspection", "2022-03-01", "organization"),
            ],
        },
    )
    keys = ("members.inspected", "organizations.inspected")
    assert figures(year_of("inspections", "P.X", 2022), *keys) == [1, 0]
    assert figures(year_of("inspections", "P.Y", 2022), *keys) == [0, 1]


@pytest.mark.parametrize(
    ("first", "after", "on", "flagged"),
    [
        ("2023-05-24", "2023-05-25", True, True),
        ("2022-12-31", "2023-01-01", True, False),
        ("2024-05-24", "2024-05-25", True, False),
        ("2022-01-01", "2023-05-25", False, True),
        ("2023-01-01", "2024-01-01", False, False),
        ("2022-01-01", "2024-01-01", False, False),
    ],
)
def test_a_stock_of_another_year_than_the_screening_says_so(
    first: str, after: str, on: bool, flagged: bool
) -> None:
    load(members({"P.X.1": 2}), {"screenings": [case("P.X.1-1", "progressed", "2022-11-01")]})
    assert said(between("membership", "P", first, after, on=on)) == (
        [("stock.mixed_dates", "P")] if flagged else []
    )
    assert said(between("membership", "P.Y", first, after, on=on)) == []


def test_a_record_that_begins_twice_does_not_balance() -> None:
    rows = {
        "members": [person("M")],
        "memberships": [
            stay("M", "P.X.1", "2010-01-01", "2022-03-01", reason_out="withdrew"),
            stay("M", "P.X.1", "2022-06-01"),
        ],
    }
    load(rows)
    report = year_of("membership", "P", 2022)
    assert figures(report, "opening", "increase", "decrease", "closing") == [1, 0, 1, 1]
    assert said(report) == [("membership.balance", "P.X.1")]
    assert said(year_of("membership", "P", 2021)) == []
    assert said(year_of("membership", "P.Y", 2022)) == []
