"""The members of a place by name, page by page, on any day."""

from datetime import date

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from dangvu.members.models import Member
from dangvu.members.selectors import count_under, list_members, lists, places
from tests.members.cast import TODAY, Commune, recorded

NAMES = ["Nguyễn Văn An", "Trần Thị Ánh", "Lê Văn Bình", "Đỗ Thị Đào", "Vũ Thị Hòa", "Vũ Thị Hoà", "Lý Văn Y"]


@pytest.fixture
def village(place: Commune, quang: Member) -> list[Member]:
    cells = (place.hamlet_1, place.hamlet_2)
    return [recorded(f"DV1{n}", name, cells[n % 2]) for n, name in enumerate(NAMES)]


@pytest.fixture(params=["small", "middle", "large", "large, but the walk gives up"])
def plan(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    size = places.Size(request.param.partition(",")[0])
    monkeypatch.setattr(lists, "size_of", lambda place_id, on: size)
    if "gives up" in request.param:
        monkeypatch.setattr(lists, "WINDOW", 1)


def read(place_id: int, on: date = TODAY, limit: int = 3) -> list[str]:
    names: list[str] = []
    after = None
    while True:
        page = list_members(place_id, on, after=after, limit=limit)
        names += [row.full_name for row in page.rows]
        if page.next is None:
            return names
        assert len(page.rows) == limit
        after = page.next


@pytest.mark.usefixtures("plan")
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_every_page_follows_the_last_and_nobody_is_left_out(
    limit: int, village: list[Member], place: Commune
) -> None:
    assert read(place.commune.pk, limit=limit) == NAMES


@pytest.mark.usefixtures("plan")
def test_a_cell_lists_only_its_own(village: list[Member], place: Commune) -> None:
    assert read(place.hamlet_2.pk) == NAMES[1::2]
    assert read(place.other_commune.pk) == ["Phạm Đức Quang"]


@pytest.mark.usefixtures("plan")
def test_before_anybody_joined_the_list_is_empty(village: list[Member], place: Commune) -> None:
    page = list_members(place.province.pk, date(2015, 3, 25))
    assert (page.rows, page.next) == ((), None)


def test_the_count_is_of_the_day(village: list[Member], place: Commune) -> None:
    assert count_under(place.province.pk, TODAY) == 8
    assert count_under(place.commune.pk, TODAY) == 7
    assert count_under(place.commune.pk, date(2015, 3, 25)) == 0


@pytest.mark.usefixtures("plan")
def test_a_page_costs_at_most_four_queries(
    village: list[Member], place: Commune, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        list_members(place.commune.pk, TODAY, limit=3)


def test_a_count_costs_one_query(place: Commune, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        count_under(place.province.pk, TODAY)


def test_the_size_of_a_place_is_estimated_by_one_query(
    place: Commune, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organizations_organization, members_member")
    with django_assert_num_queries(1):
        assert places.size_of(place.province.pk, TODAY) is places.Size.SMALL
    assert places.size_of(None, TODAY) is places.Size.LARGE
