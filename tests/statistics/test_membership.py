"""The report of members: who counts, the edge of the place, opening and closing, ages, population."""

from datetime import date
from typing import Any

import pytest

from tests.statistics.records import example, put
from tests.statistics.world import (
    Rows,
    between,
    figures,
    load,
    members,
    not_zero,
    person,
    stay,
    year_of,
)

pytestmark = pytest.mark.django_db

OPENING, CLOSING = "opening", "closing"


def minh(*stays: dict[str, object]) -> Rows:
    return {"members": [person("M")], "memberships": list(stays)}


def test_minh_moving_between_two_cells_of_one_commune_is_no_flow_of_the_commune() -> None:
    load(
        minh(
            stay("M", "P.X.1", "2010-01-01", "2021-05-04"),
            stay("M", "P.X.2", "2021-05-04", reason_in="transferred_in"),
        )
    )
    assert not_zero(year_of("membership", "P.X", 2021)) == {}
    assert not_zero(year_of("membership", "P.X.1", 2021)) == {"decrease": 1, "decrease.transferred_out": 1}
    assert not_zero(year_of("membership", "P.X.2", 2021)) == {"increase": 1, "increase.transferred_in": 1}


def test_quang_leaving_for_another_commune_is_a_transfer_whatever_the_paper_calls_it() -> None:
    load(
        minh(
            stay("M", "P.X.1", "2010-01-01", "2021-05-04", reason_out="withdrew"),
            stay("M", "P.Y.1", "2021-05-04", reason_in="restored"),
        )
    )
    assert not_zero(year_of("membership", "P.X", 2021)) == {"decrease": 1, "decrease.transferred_out": 1}
    assert not_zero(year_of("membership", "P.Y", 2021)) == {"increase": 1, "increase.transferred_in": 1}
    assert not_zero(year_of("membership", "P", 2021)) == {}


def test_a_day_between_two_cells_makes_two_flows() -> None:
    load(
        minh(
            stay("M", "P.X.1", "2010-01-01", "2021-05-04"),
            stay("M", "P.X.2", "2021-05-05", reason_in="transferred_in"),
        )
    )
    assert not_zero(year_of("membership", "P.X", 2021)) == {
        "increase": 1,
        "increase.transferred_in": 1,
        "decrease": 1,
        "decrease.transferred_out": 1,
    }


@pytest.mark.parametrize(
    ("start", "end", "opening", "increase", "decrease", "closing"),
    [
        ("2020-12-31", "", 1, 0, 0, 1),
        ("2021-01-01", "", 0, 1, 0, 1),
        ("2021-12-31", "", 0, 1, 0, 1),
        ("2022-01-01", "", 0, 0, 0, 0),
        ("2015-01-01", "2021-01-01", 1, 0, 1, 0),
        ("2015-01-01", "2020-12-31", 0, 0, 0, 0),
        ("2015-01-01", "2021-12-31", 1, 0, 1, 0),
        ("2015-01-01", "2022-01-01", 1, 0, 0, 1),
        ("2021-03-01", "2021-03-02", 0, 1, 1, 0),
    ],
)
def test_the_limits_of_a_year(
    start: str, end: str, opening: int, increase: int, decrease: int, closing: int
) -> None:
    load(minh(stay("M", "P.X.1", start, end, reason_in="admitted", reason_out="died" if end else "")))
    report = year_of("membership", "P", 2021)
    assert figures(report, "opening", "increase", "decrease", "closing") == [
        opening,
        increase,
        decrease,
        closing,
    ]
    assert figures(report, "increase.admitted", "decrease.died") == [increase, decrease]


@pytest.mark.parametrize(("start", "opening"), [("2020-12-31", 1), ("2021-07-01", 1), ("2022-01-01", 0)])
def test_a_record_that_begins_in_the_period_counts_in_the_opening_and_is_no_increase(
    start: str, opening: int
) -> None:
    load(minh(stay("M", "P.X.1", start)))
    report = year_of("membership", "P", 2021)
    assert figures(report, "opening", "increase", "closing") == [opening, 0, opening]


def test_only_official_memberships_count() -> None:
    load(
        minh(
            stay("M", "P.X.1", "2010-01-01"),
            stay("M", "P.Y.1", "2020-01-01", kind="temporary"),
            stay("M", "P.X.2", "2020-01-01", kind="residence"),
        )
    )
    assert [year_of("membership", code, 2021).figure(CLOSING).value for code in ("P", "P.X.2", "P.Y")] == [
        1,
        0,
        0,
    ]


def test_readmission_is_not_in_the_admitted_increase() -> None:
    load(minh(stay("M", "P.X.1", "2021-02-03", reason_in="readmitted")))
    assert not_zero(year_of("membership", "P", 2021)) == {"increase": 1, "increase.readmitted": 1}


def test_a_cell_that_moves_takes_its_members_along_as_reorganised() -> None:
    load(
        members({"P.X.1": 3}),
        {
            "organization_parents": [
                {"code": "P.X.1", "parent_code": "P.X", "from": "1980-01-01", "to": "2021-07-01"},
                {"code": "P.X.1", "parent_code": "P.Y", "from": "2021-07-01"},
            ]
        },
    )
    assert not_zero(year_of("membership", "P.X", 2021)) == {"decrease": 3, "decrease.reorganized": 3}
    assert not_zero(year_of("membership", "P.Y", 2021)) == {"increase": 3, "increase.reorganized": 3}
    assert not_zero(year_of("membership", "P", 2021)) == {}
    assert not_zero(year_of("membership", "P.X.1", 2021)) == {}


def test_on_the_tree_of_a_chosen_day_nothing_was_reorganised() -> None:
    load(
        members({"P.X.1": 3}),
        {
            "organization_parents": [
                {"code": "P.X.1", "parent_code": "P.X", "from": "1980-01-01", "to": "2021-07-01"},
                {"code": "P.X.1", "parent_code": "P.Y", "from": "2021-07-01"},
            ]
        },
    )
    report = year_of("membership", "P.Y", 2021, tree_day=date(2022, 1, 1))
    assert figures(report, OPENING, "increase", CLOSING) == [3, 0, 3]


def test_a_successor_inherits_only_when_asked_with_its_predecessors() -> None:
    load(
        members({"P.X.1": 2, "P.X.2": 1}),
        {
            "organization_successions": [
                {"code": "P.X.2", "successor_code": "P.X.1", "on": "2021-07-01", "act": "merged_into"}
            ]
        },
    )
    alone = year_of("membership", "P.X.1", 2020)
    with_it = year_of("membership", "P.X.1", 2020, with_predecessors=True)
    assert [alone.figure(CLOSING).value, with_it.figure(CLOSING).value] == [2, 3]
    assert year_of("membership", "P.X", 2020, with_predecessors=True).figure(CLOSING).value == 3


def test_a_predecessor_inside_the_place_is_not_counted_twice() -> None:
    load(
        members({"P.X.1": 2, "P.Y.1": 1}),
        {
            "organization_successions": [
                {"code": "P.X", "successor_code": "P", "on": "2021-07-01", "act": "replaced_by"},
                {"code": "P.X.1", "successor_code": "P.X", "on": "2021-07-01", "act": "merged_into"},
            ]
        },
    )
    assert year_of("membership", "P", 2020, with_predecessors=True).figure(CLOSING).value == 3


def test_an_old_year_on_a_later_tree_loses_what_is_gone_unless_its_successor_inherits() -> None:
    """In the example Hamlet 3 of commune 1 was merged into a cell of commune 2 when the communes merged."""
    put(example())
    own: dict[str, Any] = {}
    later: dict[str, Any] = {"tree_day": date(2021, 12, 31)}
    heir = {**later, "with_predecessors": True}
    closings = {
        code: [year_of("membership", code, 2020, **more).figure(CLOSING).value for more in (own, later, heir)]
        for code in ("T", "T.001", "T.002", "T.002.01")
    }
    assert closings == {"T": [37, 34, 37], "T.001": [6, 0, 0], "T.002": [8, 11, 14], "T.002.01": [4, 4, 7]}


def test_one_day_has_stocks_and_no_flows() -> None:
    load(members({"P.X.1": 2}))
    report = between("membership", "P", "2021-05-04", "2021-05-05", on=True)
    assert figures(report, CLOSING, "increase", "decrease", "decrease.died") == [2, None, None, None]
    assert report.figure("increase").display == "–"


@pytest.mark.parametrize(
    ("birth", "group"),
    [
        ("2003-12-31", "18_30"),
        ("2004-01-01", None),
        ("1991-01-01", "18_30"),
        ("1990-12-31", "31_35"),
        ("1985-12-31", "36_40"),
        ("1986-01-01", "31_35"),
        ("1980-12-31", "41_45"),
        ("1975-12-31", "46_50"),
        ("1970-12-31", "51_55"),
        ("1965-12-31", "56_60"),
        ("1961-01-01", "56_60"),
        ("1960-12-31", "over_60"),
        ("1931-05-01", "over_60"),
    ],
)
def test_ages_in_full_years_on_the_last_day(birth: str, group: str | None) -> None:
    load({"members": [person("M", birth_date=birth)], "memberships": [stay("M", "P.X.1", "2020-01-01")]})
    report = year_of("membership", "P", 2021)
    found = [one.key for one in report.figures if one.key.startswith("stock.age.") and one.value]
    assert found == ([f"stock.age.{group}"] if group else [])


@pytest.mark.parametrize(
    ("facts", "minority", "religious"),
    [
        ({}, 0, 0),
        ({"ethnicity": "Kinh", "religion": "Không"}, 0, 0),
        ({"ethnicity": "Việt", "religion": "none"}, 0, 0),
        ({"ethnicity": "Tày", "religion": "Công giáo"}, 1, 1),
        ({"ethnicity": "Nùng"}, 1, 0),
    ],
)
def test_ethnic_minority_and_religion_count_only_when_known(
    facts: dict[str, str], minority: int, religious: int
) -> None:
    load({"members": [person("M", **facts)], "memberships": [stay("M", "P.X.1", "2020-01-01")]})
    report = year_of("membership", "P", 2021)
    assert figures(report, "stock.ethnic_minority", "stock.religious") == [minority, religious]


def test_stage_and_status_are_those_of_the_last_day() -> None:
    load(
        minh(stay("M", "P.X.1", "2020-06-01", reason_in="admitted")),
        {
            "stages": [
                {"member_code": "M", "stage": "probationary", "from": "2020-06-01", "to": "2021-06-01"},
                {"member_code": "M", "stage": "full", "from": "2021-06-01"},
            ],
            "statuses": [{"member_code": "M", "status": "exempt", "from": "2021-12-31", "to": "2022-01-01"}],
        },
    )
    keys = ("stock.probationary", "stock.full", "stock.exempt", "stock.suspended")
    assert figures(year_of("membership", "P", 2020), *keys) == [1, 0, 0, 0]
    assert figures(year_of("membership", "P", 2021), *keys) == [0, 1, 1, 0]
    assert figures(year_of("membership", "P", 2022), *keys) == [0, 1, 0, 0]


def test_the_share_of_the_population_uses_the_latest_number_and_carries_its_date() -> None:
    load(
        members({"P.X.1": 3}),
        {
            "organization_populations": [
                {"code": "P", "on": "2019-04-01", "population": 100},
                {"code": "P", "on": "2021-07-01", "population": 84},
                {"code": "P", "on": "2022-01-01", "population": 60},
            ]
        },
    )
    share = year_of("membership", "P", 2021).figure("stock.population_share")
    assert (share.display, share.of) == ("3,57%", {"population": 84, "on": "2021-07-01", "source": ""})
    assert year_of("membership", "P", 2018).figure("stock.population_share").display == "–"


def test_growth_is_measured_against_the_opening_of_the_year_asked_since() -> None:
    load(
        members({"P.X.1": 2}, "1997-01-01"),
        minh(stay("M", "P.X.2", "1997-01-01", "1997-03-01", reason_out="died")),
        {
            "members": [person("A"), person("B"), person("C")],
            "memberships": [stay(code, "P.Y.1", "2005-01-01", reason_in="admitted") for code in "ABC"],
        },
    )
    report = year_of("membership", "P", 2019, since=1997, decimals=2)
    assert [report.figure(f"stock.{key}").display for key in ("growth", "factor")] == ["66,67%", "1,667"]
    assert year_of("membership", "P", 2019).figure("stock.growth").display == "–"


def test_village_heads_are_members_only_while_they_are() -> None:
    def head(holder: str = "", member: str = "", end: str = "") -> dict[str, str]:
        return {
            "organization_code": "P.X",
            "post": "village_head",
            "holder_name": holder,
            "member_code": member,
            "from": "2015-01-01",
            "to": end,
        }

    load(
        minh(stay("M", "P.X.1", "2010-01-01", "2021-03-01", reason_out="struck_off")),
        {"civic_posts": [head("Vũ Thị Hạnh"), head("", "M"), head("Đã nghỉ", end="2019-01-01")]},
    )
    before, after = year_of("membership", "P", 2020), year_of("membership", "P", 2021)
    assert figures(before, "village_heads", "village_heads.members") == [2, 1]
    assert figures(after, "village_heads", "village_heads.members") == [2, 0]
    share = before.figure("village_heads.members").share
    assert share is not None
    assert (share.of, share.display) == ("village_heads", "50%")


def test_organisations_are_counted_by_their_kind_of_the_last_day() -> None:
    load(
        {
            "organization_kinds": [
                {"code": "P.X.2", "kind": "cell", "from": "1980-01-01", "to": "2021-07-01"},
                {"code": "P.X.2", "kind": "sectional_committee", "from": "2021-07-01"},
            ]
        }
    )
    keys = [
        f"organizations.{key}"
        for key in (
            "grassroots",
            "grassroots_committees",
            "grassroots_cells",
            "subordinate_cells",
            "sectional_committees",
            "subordinate_units",
        )
    ]
    assert figures(year_of("membership", "P", 2020), *keys) == [3, 2, 1, 3, 0, 3]
    assert figures(year_of("membership", "P", 2021), *keys) == [3, 2, 1, 2, 1, 3]
