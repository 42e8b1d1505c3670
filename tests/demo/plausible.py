"""What holds of every demo committee, whatever its totals."""

import unicodedata
from collections import Counter
from itertools import pairwise

from tests.demo.plain_reading import FOREVER, Package, age, holds


def assert_plausible(package: Package, *, first_year: int, last_year: int) -> None:
    """The whole package, as a person would look it through."""
    assert_tree_holds(package)
    assert_one_cell_a_day(package)
    assert_sizes_of_cells(package)
    assert_ages(package)
    assert_people_move(package, first_year, last_year)
    assert_stages(package)
    assert_persons(package)


def assert_tree_holds(package: Package) -> None:
    codes = [row["code"] for row in package.rows["organizations"]]
    assert len(codes) == len(set(codes))
    for code, one in package.organizations.items():
        for row in package.parents.get(code, []) or [{**one}]:
            if row["parent_code"]:
                above = package.organizations[row["parent_code"]]
                assert above["from"] <= row["from"]
                assert (row["to"] or FOREVER) <= (above["to"] or FOREVER), code
    merged = {row["code"]: row for row in package.rows["organization_successions"]}
    assert len(merged) >= 20
    for code, row in merged.items():
        assert package.organizations[code]["to"] == row["on"]
        assert holds(package.organizations[row["successor_code"]], row["on"])


def assert_one_cell_a_day(package: Package) -> None:
    for spells in package.spells.values():
        for before, after in pairwise(spells):
            assert before["to"] == after["from"]
        for row in spells:
            assert row["from"] < (row["to"] or FOREVER)
            cell = package.organizations[row["organization_code"]]
            assert cell["kind"] in ("cell", "grassroots_cell")
            assert cell["from"] <= row["from"]
            assert (row["to"] or FOREVER) <= (cell["to"] or FOREVER)


def assert_sizes_of_cells(package: Package) -> None:
    """Three to eighty members on every day of a cell's life."""
    for cell, sizes in package.sizes_of_cells().items():
        end = package.organizations[cell]["to"]
        assert all(3 <= held <= 80 or (on == end and held == 0) for on, held in sizes), cell


def assert_ages(package: Package) -> None:
    born = {row["code"]: row["birth_date"] for row in package.rows["members"]}
    last = max(row["from"] for row in package.official)
    for row in package.official:
        assert age(born[row["member_code"]], row["from"]) >= 18
        assert age(born[row["member_code"]], row["to"] or last) <= 95
    died = [
        age(born[row["member_code"]], row["to"]) for row in package.official if row["reason_out"] == "died"
    ]
    assert sum(one >= 65 for one in died) > len(died) / 2


def assert_people_move(package: Package, first_year: int, last_year: int) -> None:
    """At least three in a hundred change their cell in each whole year, staying in the committee."""
    moves: Counter[int] = Counter()
    for spells in package.spells.values():
        for row in spells[1:]:
            moves[int(row["from"][:4])] += row["reason_in"] == "transferred_in"
    for year in range(first_year, last_year + 1):
        assert moves[year] >= 0.03 * package.members_on(f"{year}-12-31"), year


def assert_stages(package: Package) -> None:
    """Probation lasts twelve months or until the end of the membership."""
    papers = {row["code"]: row for row in package.rows["members"]}
    for row in package.rows["stages"]:
        paper = papers[row["member_code"]]
        if row["stage"] == "probationary":
            assert row["from"] == paper["admitted_on"]
        else:
            assert row["from"] == paper["full_on"]
            assert age(paper["admitted_on"], paper["full_on"]) == 1


def assert_persons(package: Package) -> None:
    numbers = [row["citizen_id"] for row in package.rows["members"] if row["citizen_id"]]
    assert len(numbers) == len(set(numbers))
    assert all(number.startswith("000") and len(number) == 12 for number in numbers)
    names = [row["full_name"] for row in package.rows["members"]]
    assert all(unicodedata.is_normalized("NFC", name) for name in names)
    common = Counter(name.split()[0] for name in names).most_common(1)
    assert common[0][0] == "Nguyễn"
    assert all("  " not in name and len(name.split()) >= 2 for name in names)


def assert_ratings_complete(package: Package, years: range) -> None:
    """Everybody who stood on 31 December has a row, and who is not rated is so for a reason that holds."""
    exempt = {
        row["member_code"]: row["from"] for row in package.rows["statuses"] if row["status"] == "exempt"
    }
    admitted = {row["member_code"]: row["from"] for row in package.official if row["reason_in"] == "admitted"}
    for year in years:
        assert package.unrecorded(year) == set()
        for row in package.rows["ratings"]:
            if row["year"] != str(year) or row["subject"] != "member":
                continue
            code, reason = row["subject_code"], row["not_rated_reason"]
            assert (row["level"] == "not_rated") == bool(reason)
            assert (reason == "under_six_months") == (
                admitted.get(code, "") > f"{year}-06-30" and reason != "exempt"
            )
            assert reason != "exempt" or exempt[code] <= f"{year}-12-31"
        for base, levels in package.member_levels_by_base(year).items():
            assert levels["excellent"] * 5 <= levels["good"], (year, base)
