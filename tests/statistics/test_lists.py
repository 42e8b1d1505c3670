"""Every count opens into as many people or organisations as it says; units and the own line add up."""

from datetime import date
from typing import Any

import pytest

from dangvu.access.models import Account, Grant
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from dangvu.statistics.asked import Asked, BadQuestion
from dangvu.statistics.figures.base import Count
from dangvu.statistics.listing import list_behind
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.places import asked_place
from dangvu.statistics.reports import run
from tests.statistics.records import example, put
from tests.statistics.world import load, members, person, ratings, stay, year_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
YEARS = (date(2020, 1, 1), date(2022, 1, 1))


@pytest.fixture
def binh() -> Actor:
    account = Account.objects.create(username="binh", display_name="Bình")
    Grant.objects.create(
        account=account,
        role="provincial_organization_committee",
        decision="01-QĐ/TU",
        valid_from=date(2020, 1, 1),
    )
    return Actor(account.pk, "Bình")


def everything() -> None:
    """The example, with a screening, disciplines, inspections and village heads of its own."""
    more: dict[str, Any] = {
        "screenings": [
            {"year": 2021, "member_code": "DV0000003", "ground": "failed", "listed_on": "2021-03-01"},
            {
                "year": 2021,
                "member_code": "DV0000018",
                "ground": "failed",
                "listed_on": "2021-03-01",
                "outcome": "struck_off",
                "outcome_on": "2021-04-14",
            },
        ],
        "disciplines": [
            {
                "subject": subject,
                "subject_code": code,
                "form": "warning",
                "content": "other;finance_construction",
                "decided_by_code": "T",
                "decided_on": "2021-03-01",
            }
            for subject, code in (("member", "DV0000005"), ("organization", "T.002"))
        ],
        "inspections": [
            {"subject": subject, "subject_code": code, "kind": kind, "by_code": "T", "opened_on": day}
            for subject, code, kind, day in (
                ("member", "DV0000005", "inspection", "2021-03-01"),
                ("member", "DV0000005", "supervision", "2019-03-01"),
                ("organization", "T.001", "signs_of_violation", "2021-06-30"),
            )
        ],
        "civic_posts": [
            {
                "organization_code": "T.002",
                "post": "village_head",
                "member_code": "DV0000005",
                "from": "2015-01-01",
            },
            {
                "organization_code": "T.003",
                "post": "village_head",
                "holder_name": "Vũ Thị Hạnh",
                "from": "2015-01-01",
            },
        ],
    }
    put({**example(), **more})


@pytest.mark.parametrize("name", MATTERS)
def test_a_list_is_as_long_as_its_count_for_every_key(name: str) -> None:
    everything()
    for code in ("T", "T.002", "T.001.01"):
        for more in ({}, {"tree_day": date(2021, 12, 31)}, {"with_predecessors": True}):
            report = run(name, organization_code=code, period=YEARS, **more)
            asked = Asked(*YEARS, **more)
            place = asked_place(code, asked)
            counts = [one for one in MATTERS[name].figures(asked) if isinstance(one, Count)]
            lengths = {one.key: len(list_behind(one, place, asked).rows) for one in counts}
            assert lengths == {one.key: report.figure(one.key).value for one in counts}


ADDITIVE = {
    "membership": ("closing", "stock.", "organizations.", "village_heads"),
    "admissions": ("admitted", "admitted.women", "recognized_full", "cells.without_admission"),
    "classification": ("organizations.", "units.", "members.", "collectives."),
    "screening": ("listed", "pending", "removed"),
    "discipline": ("members.", "organizations."),
    "inspections": ("members.", "organizations."),
}


@pytest.mark.parametrize("name", ADDITIVE)
def test_the_units_and_the_own_line_add_up_to_the_whole(name: str) -> None:
    everything()
    for code in ("T", "T.003", "T.C001"):
        period = (date(2020, 1, 1), date(2021, 1, 1))
        report = run(name, organization_code=code, period=period, by_child=True)
        assert report.children is not None
        assert report.own is not None
        for one in report.figures:
            if one.key.startswith(ADDITIVE[name]) and isinstance(one.value, int):
                parts = [line.figure(one.key).value or 0 for line in (*report.children, report.own)]
                assert (one.key, sum(parts)) == (one.key, one.value)


def test_the_children_are_those_of_the_last_day() -> None:
    put(example())
    report = year_of("membership", "T", 2021, by_child=True)
    assert report.children is not None
    assert [line.code for line in report.children] == ["T.002", "T.003", "T.004", "T.C001", "T.C002"]


def test_people_stand_in_the_order_of_vietnamese_names(binh: Actor) -> None:
    names = [
        "Trần Thị Ý",
        "Lê Văn Ân",
        "Phạm Văn An",
        "Đỗ Thị Hoa",
        "Bùi Văn Ấn",
        "Ngô Văn Đức",
        "Võ Văn Dũng",
    ]
    codes = [f"M{number}" for number in range(len(names))]
    load(
        {
            "members": [person(code, name) for code, name in zip(codes, names, strict=True)],
            "memberships": [stay(code, "P.X.1", "2020-01-01") for code in codes],
        }
    )
    listing = year_of("membership", "P", 2021, list_key="closing", actor=binh, today=TODAY).listing
    assert listing is not None
    assert [row.name.split()[-1] for row in listing.rows] == ["An", "Ân", "Ấn", "Dũng", "Đức", "Hoa", "Ý"]
    assert {(row.organization, row.on) for row in listing.rows} == {("P.X.1", date(2021, 12, 31))}


def test_opening_a_list_is_recorded_with_who_read_what(binh: Actor) -> None:
    load(members({"P.X.1": 2}), {"ratings": ratings(2020, "P.X.1", "gg")})
    year_of("classification", "P", 2020, list_key="members.good", actor=binh, today=TODAY)
    event = Event.objects.get(verb="read.list")
    read = event.after or {}
    assert (event.actor_name, read["key"], read["rows"]) == (
        "Bình",
        "members.good",
        2,
    )


def test_a_list_without_a_reader_is_refused() -> None:
    load(members({"P.X.1": 2}))
    with pytest.raises(BadQuestion, match="ghi lại"):
        year_of("membership", "P", 2020, list_key="closing")


def test_quang_who_was_given_no_right_sees_neither_figures_nor_lists() -> None:
    load(members({"P.X.1": 2}))
    quang = Actor(Account.objects.create(username="quang").pk, "Quang")
    with pytest.raises(Refused):
        year_of("membership", "P", 2020, actor=quang, today=TODAY)
    assert not Event.objects.filter(verb="read.list").exists()


@pytest.mark.parametrize("key", ["stock.growth", "closin", "stock.population_share"])
def test_what_is_computed_or_unknown_has_no_list(binh: Actor, key: str) -> None:
    load(members({"P.X.1": 2}))
    with pytest.raises(BadQuestion, match=key):
        year_of("membership", "P", 2020, list_key=key, actor=binh, today=TODAY)
