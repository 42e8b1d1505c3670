"""Counters, roll-up and live counting say the same, and a roll-up older than the ratings is not read."""

from datetime import date
from typing import Any

import pytest

from dangvu.organizations.models import Organization
from dangvu.reviews.models import MemberRating, RatingCounter
from dangvu.reviews.services.counters import apply_delta, refresh
from dangvu.statistics import rolled_up
from dangvu.statistics.asked import Asked
from dangvu.statistics.counting import count
from dangvu.statistics.figures.base import Count
from dangvu.statistics.figures.classification import FIGURES, RATED_MEMBERS, RATED_MEMBERS_LIVE
from dangvu.statistics.findings import rolled_up as rolled_up_findings
from dangvu.statistics.places import asked_place
from dangvu.statistics.report import Report
from dangvu.statistics.services.rollup import rebuild, rollup_dirty
from tests.statistics.records import example, put
from tests.statistics.world import rating, year_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ratings_of_2020(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example with units and collectives rated too; every place counts as big."""
    monkeypatch.setattr(rolled_up, "BIG", 0)
    files: dict[str, Any] = example()
    files["ratings"] = [
        *files["ratings"],
        rating(2020, "T.003.01", "good"),
        rating(2020, "T.003.02", "excellent", decided_by_code="T.003"),
        rating(2020, "T.004.01", "not_rated", not_rated_reason="newly_founded"),
        rating(2020, "T.004.02", "not_rated"),
        rating(2020, "T", "good", "collective"),
        rating(2020, "T.C002", "excellent"),
        rating(2020, "DV0000025", "not_rated", "member"),
        rating(2020, "DV0000037", "not_rated", "member", not_rated_reason="under_six_months"),
    ]
    put(files)


def said(report: Report) -> tuple[Any, ...]:
    lines = [report.line, *(report.children or ())]
    return [
        (line.code, [(one.key, one.value, one.share) for one in line.figures]) for line in lines
    ], report.findings


PLACES = ("T", "T.001", "T.002", "T.003", "T.C002", "T.003.01")


@pytest.mark.usefixtures("ratings_of_2020")
def test_the_roll_up_says_what_counting_live_says() -> None:
    live = {code: year_of("classification", code, 2020, by_child=True) for code in PLACES}
    rebuild(2020)
    for code, report in live.items():
        rolled = year_of("classification", code, 2020, by_child=True)
        assert rolled.as_of is not None
        assert report.as_of is None
        assert said(rolled) == said(report)
        assert rolled.own == report.own


@pytest.mark.usefixtures("ratings_of_2020")
def test_a_big_place_says_the_gravest_groups_and_how_many_more_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rebuild(2020)
    every = year_of("classification", "T", 2020).findings
    monkeypatch.setattr(rolled_up_findings, "MOST_SAID", 1)
    some = year_of("classification", "T", 2020).findings
    left_out = [one for one in some if one.code.endswith("_left_out")]
    said_one_by_one = [one for one in some if one not in left_out]
    assert set(said_one_by_one) < set(every)
    assert {one.organization for one in left_out} == {"T"}
    assert len(said_one_by_one) + sum(one.counts["groups"] for one in left_out) == len(every)
    missing = [sum(one.counts.values()) for one in every if one.code == "classification.unrecorded"]
    [gravest] = [one for one in some if one.code == "classification.unrecorded"]
    assert sum(gravest.counts.values()) == max(missing)


@pytest.mark.usefixtures("ratings_of_2020")
def test_the_counters_say_what_counting_the_rows_says() -> None:
    figures = [one for one in FIGURES if isinstance(one, Count) and one.source == RATED_MEMBERS]
    live = [Count(one.key, one.label, one.definition, RATED_MEMBERS_LIVE, one.where) for one in figures]
    asked = Asked(date(2020, 1, 1), date(2021, 1, 1))
    for code in PLACES:
        place = asked_place(code, asked)
        assert count(figures, [place], asked) == count(live, [place], asked)


@pytest.mark.usefixtures("ratings_of_2020")
def test_a_later_change_makes_the_roll_up_old_until_it_is_rolled_up_again() -> None:
    rebuild(2020)
    cell = Organization.objects.get(code="T.002.01")
    apply_delta(cell_id=cell.pk, year=2020, counted_on=date(2020, 12, 28), level="good")
    report = year_of("classification", "T", 2020)
    assert (report.as_of, report.figure("members.good").value) == (None, 17)
    assert rollup_dirty() == [2020]
    report = year_of("classification", "T", 2020)
    assert report.as_of is not None
    assert report.figure("members.good").value == 17
    assert rollup_dirty() == []


@pytest.mark.usefixtures("ratings_of_2020")
@pytest.mark.parametrize("more", [{"tree_day": date(2021, 12, 31)}, {"with_predecessors": True}])
def test_what_the_roll_up_does_not_know_is_counted_live(more: dict[str, Any]) -> None:
    rebuild(2020)
    assert year_of("classification", "T", 2020, **more).as_of is None


@pytest.mark.usefixtures("ratings_of_2020")
def test_a_small_place_is_counted_live(monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild(2020)
    monkeypatch.setattr(rolled_up, "BIG", 10_000)
    assert year_of("classification", "T", 2020).as_of is None


@pytest.mark.usefixtures("ratings_of_2020")
def test_counters_changed_one_by_one_equal_counters_counted_anew() -> None:
    before = sorted(
        RatingCounter.objects.values_list("cell", "counted_on", "excellent", "good", "not_rated", "exempt")
    )
    RatingCounter.objects.all().delete()
    for row in MemberRating.objects.all():
        apply_delta(
            cell_id=row.cell_id,
            year=row.year,
            counted_on=row.counted_on,
            level=row.level,
            reason=row.not_rated_reason,
        )
    columns = ("cell", "counted_on", "excellent", "good", "not_rated", "exempt")
    assert sorted(RatingCounter.objects.values_list(*columns)) == before
    refresh([2020])
    assert sorted(RatingCounter.objects.values_list(*columns)) == before
