"""The city of Bắc Giang: small enough to be read whole in every run."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from demo.generate import generate
from tests.demo.plain_reading import Package
from tests.demo.plausible import assert_plausible, assert_ratings_complete
from tests.installation import CHECKOUT


def test_the_city_has_its_published_organisations_and_members(city: Package) -> None:
    on = "2023-05-24"
    assert len(city.standing(on, "grassroots_committee", "grassroots_cell")) == 38
    assert len(city.standing(on, "cell", "sectional_committee")) == 315
    assert city.members_on(on) == 9_832


def test_the_21_who_were_screened_out_left_the_party(city: Package) -> None:
    cases = [row for row in city.rows["screenings"] if row["year"] == "2022"]
    outcomes = Counter(row["outcome"] for row in cases)
    assert outcomes == {"progressed": 14, "continue_education": 10, "struck_off": 17, "expelled": 4}
    for row in cases:
        left = city.spells[row["member_code"]][-1]
        if row["outcome"] in ("struck_off", "expelled"):
            assert (left["reason_out"], left["to"]) == (row["outcome"], row["outcome_on"])
        else:
            assert left["to"] == ""


def test_everybody_expelled_was_expelled_by_a_decision_of_that_day(city: Package) -> None:
    decided = {
        (row["subject_code"], row["decided_on"])
        for row in city.rows["disciplines"]
        if row["form"] == "expulsion"
    }
    gone = {(row["member_code"], row["to"]) for row in city.official if row["reason_out"] == "expelled"}
    assert decided == gone


def test_nobody_is_disciplined_twice(city: Package) -> None:
    times = Counter(row["subject_code"] for row in city.rows["disciplines"])
    assert set(times.values()) == {1}


def test_the_city_is_plausible(city: Package) -> None:
    assert_plausible(city, first_year=2015, last_year=2022)


def test_everybody_is_classified_or_has_a_reason(city: Package) -> None:
    assert_ratings_complete(city, range(2020, 2023))


def test_no_deciding_committee_of_the_city_exceeds_the_cap(city: Package) -> None:
    for year in (2020, 2021, 2022):
        for levels in city.organization_levels_by_parent(year).values():
            assert levels["excellent"] * 5 <= levels["good"]


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the seed of hashes, whoever runs it."""
    [here] = generate(tmp_path / "here", ["city"])
    subprocess.run(
        [sys.executable, "-m", "demo", "generate", str(tmp_path / "there"), "--only", "city"],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/Lima"},
        check=True,
        capture_output=True,
    )
    there = tmp_path / "there" / "city"
    assert sorted(path.name for path in here.iterdir()) == sorted(path.name for path in there.iterdir())
    for path in here.iterdir():
        assert path.read_bytes() == (there / path.name).read_bytes(), path.name


def test_the_package_says_who_made_it(tmp_path: Path) -> None:
    import json

    [folder] = generate(tmp_path, ["city"])
    assert json.loads((folder / "datapackage.json").read_text())["dangvu"] == {"generator": "demo"}
