"""The two provinces, read whole without a database."""

from collections import Counter

import pytest

from tests.demo.plain_reading import GRASSROOTS, Package, holds
from tests.demo.plausible import assert_plausible, assert_ratings_complete

pytestmark = pytest.mark.slow

Provinces = dict[str, Package]


def test_bac_giang_admitted_53_800_and_closes_at_85_659(provinces: Provinces) -> None:
    bacgiang = provinces["bacgiang"]
    assert bacgiang.flow_in("1997-01-01", "2020-01-01", "initial") == 43_306
    assert bacgiang.flow_in("1997-01-01", "2020-01-01", "admitted", "readmitted") == 53_800
    assert bacgiang.members_on("2019-12-31") == 85_659


def test_bac_giang_has_790_classified_organisations(provinces: Provinces) -> None:
    bacgiang = provinces["bacgiang"]
    by_committee = bacgiang.organization_levels_by_parent(2019)
    levels = sum((Counter(one) for one in by_committee.values()), Counter[str]())
    assert (levels["excellent"], levels["good"], levels["completed"], levels["failed"]) == (157, 588, 45, 0)
    beyond = {code for code, one in by_committee.items() if one["excellent"] * 5 > one["good"] + 4}
    kept = {code for code, one in by_committee.items() if one["excellent"] * 5 <= one["good"]}
    assert beyond
    assert beyond | kept == set(by_committee), "one lies between the floor and the ceiling"
    assert "24.213" in by_committee


def test_bac_giang_members_are_classified_as_published(provinces: Provinces) -> None:
    levels = provinces["bacgiang"].levels(2019, "member")
    rated = sum(count for level, count in levels.items() if level != "not_rated")
    for level, published in (("excellent", 119), ("good", 765), ("completed", 108), ("failed", 8)):
        assert (2 * 1000 * levels[level] + rated) // (2 * rated) == published


def test_seven_in_ten_village_heads_of_bac_giang_are_members(provinces: Provinces) -> None:
    heads = [
        row for row in provinces["bacgiang"].rows["civic_posts"]
        if row["post"] == "village_head" and holds(row, "2019-12-31")
    ]  # fmt: skip
    members = sum(bool(row["member_code"]) for row in heads)
    assert (len(heads), members) == (2_125, 1_496)


def test_bac_giang_inspected_for_signs_of_violation(provinces: Provinces) -> None:
    counted = Counter(
        (row["opened_on"][:4], row["subject"])
        for row in provinces["bacgiang"].rows["inspections"]
        if row["kind"] == "signs_of_violation" and row["opened_on"][5:] < "11-01"
    )
    assert (counted["2020", "organization"], counted["2020", "member"]) == (114, 284)
    assert (counted["2019", "organization"], counted["2019", "member"]) == (92, 239)


def test_kien_giang_in_nine_months_of_2022(provinces: Provinces) -> None:
    kiengiang = provinces["kiengiang"]
    assert kiengiang.flow_in("2022-01-01", "2022-10-01", "admitted") == 1_451
    assert kiengiang.flow_in("2021-01-01", "2021-10-01", "admitted") == 1_344
    assert kiengiang.members_on("2022-09-30") == 62_643
    assert 0.03 * kiengiang.members_on("2021-12-31") > 1_600


def test_kien_giang_disciplined_104(provinces: Provinces) -> None:
    decided = [
        row
        for row in provinces["kiengiang"].rows["disciplines"]
        if "2022-01-01" <= row["decided_on"] < "2022-10-01"
    ]
    forms = Counter(row["form"] for row in decided)
    assert forms == {"reprimand": 77, "warning": 22, "dismissal": 3, "expulsion": 2}
    assert sum(row["content"] in ("prohibited_acts", "population_policy") for row in decided) == 68


def test_kien_giang_inspected_and_supervised(provinces: Provinces) -> None:
    seen = [
        (row["subject"], row["subject_code"])
        for row in provinces["kiengiang"].rows["inspections"]
        if "2022-01-01" <= row["opened_on"] < "2022-10-01" and row["kind"] != "signs_of_violation"
    ]
    assert Counter(subject for subject, _ in seen) == {"organization": 764, "member": 8_885}
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(("name", "first", "last"), [("bacgiang", 1997, 2019), ("kiengiang", 2018, 2021)])
def test_the_province_is_plausible(provinces: Provinces, name: str, first: int, last: int) -> None:
    assert_plausible(provinces[name], first_year=first, last_year=last)


@pytest.mark.parametrize(("name", "first", "last"), [("bacgiang", 2017, 2019), ("kiengiang", 2019, 2021)])
def test_everybody_in_the_province_is_classified_or_has_a_reason(
    provinces: Provinces, name: str, first: int, last: int
) -> None:
    assert_ratings_complete(provinces[name], range(first, last + 1))


def test_nobody_and_nothing_is_in_two_packages(provinces: Provinces, city: Package) -> None:
    packages = [*provinces.values(), city]
    for file, column in (("members", "code"), ("members", "citizen_id"), ("organizations", "code")):
        values = [{row[column] for row in package.rows[file] if row[column]} for package in packages]
        assert sum(map(len, values)) == len(set[str]().union(*values)), column


def test_bac_giang_carries_the_city_below_it(provinces: Provinces) -> None:
    bacgiang = provinces["bacgiang"]
    assert bacgiang.organizations["24.213"]["parent_code"] == "24"
    districts = [code for code, row in bacgiang.organizations.items() if row["kind"] == "district"]
    assert len(districts) == 10
    assert (
        len([row for row in provinces["kiengiang"].rows["organizations"] if row["kind"] == "district"]) == 15
    )
    assert all(bacgiang.organizations[code]["kind"] not in GRASSROOTS for code in districts)
