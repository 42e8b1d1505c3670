"""The closure says what walking from parent to parent says, on every day."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dangvu.organizations.models import Kind, Organization, OrganizationLink, OrganizationParent
from dangvu.organizations.services.links import CyclicTree, rebuild_links, rebuild_links_under
from tests.organizations.trees import assert_closure_is_right, place, plant, stored_links

JULY = date(2025, 7, 1)


@pytest.mark.django_db
def test_the_cell_of_hamlet_1_stands_under_its_commune_and_both_districts_in_turn() -> None:
    province = plant("24", Kind.PROVINCE)
    first = plant("24.1", Kind.DISTRICT, under=province, until=JULY)
    second = plant("24.2", Kind.DISTRICT, under=province)
    commune = plant("24.1.1", Kind.GRASSROOTS_COMMITTEE)
    place(commune, first, date(2000, 1, 1), JULY)
    place(commune, second, JULY)
    plant("24.1.1.1", Kind.CELL, under=commune)

    rebuild_links()

    assert_closure_is_right()
    always = (date(2000, 1, 1), date(9999, 1, 1))
    assert ("24", "24.1.1.1", 3, *always) in stored_links()
    assert ("24.1", "24.1.1.1", 2, date(2000, 1, 1), JULY) in stored_links()


@pytest.mark.django_db
def test_a_second_rebuild_writes_nothing() -> None:
    province = plant("24", Kind.PROVINCE)
    plant("24.1", Kind.GRASSROOTS_CELL, under=province)
    rebuild_links()
    before = list(OrganizationLink.objects.order_by("id").values_list("id"))
    rebuild_links()
    rebuild_links_under([province.id])
    assert list(OrganizationLink.objects.order_by("id").values_list("id")) == before


@pytest.mark.django_db
def test_a_cycle_is_refused_even_when_it_lasts_one_day_and_the_old_links_stay() -> None:
    one, other = plant("A", Kind.PROVINCE), plant("B", Kind.DISTRICT)
    rebuild_links()
    before = stored_links()
    place(one, other, date(2020, 1, 1), date(2020, 1, 2))
    place(other, one, date(2019, 1, 1), date(2020, 1, 2))
    with pytest.raises(CyclicTree):
        rebuild_links()
    with pytest.raises(CyclicTree):
        rebuild_links_under([one.id])
    assert stored_links() == before


@pytest.mark.django_db
def test_an_organisation_that_was_taken_out_again_loses_its_links() -> None:
    province = plant("24", Kind.PROVINCE)
    cell = plant("24.9", Kind.GRASSROOTS_CELL, under=province)
    rebuild_links()
    OrganizationParent.objects.filter(organization=cell).delete()
    with connection.cursor() as cursor:
        for table in ("organizationname", "organizationkind"):
            cursor.execute(f"delete from organizations_{table} where organization_id = %s", [cell.id])
        cursor.execute("delete from organizations_organization where id = %s", [cell.id])
    rebuild_links_under([cell.id])
    assert_closure_is_right()
    assert {below for _, below, *_ in stored_links()} == {"24"}


DAYS = st.dates(date(2001, 1, 1), date(2012, 1, 1))


@st.composite
def histories(draw: st.DrawFn) -> list[list[tuple[int, date]]]:
    """For each organisation a few (parent, first day): parents always have a smaller number, so no cycle."""
    size = draw(st.integers(2, 9))
    return [
        draw(st.lists(st.tuples(st.integers(0, number - 1), DAYS), max_size=4, unique_by=lambda one: one[1]))
        for number in range(1, size)
    ]


class RandomHistories(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(histories(), st.data())
    def test_closure_equals_walking_up_on_every_day(
        self, moves: list[list[tuple[int, date]]], data: st.DataObject
    ) -> None:
        planted = [plant(f"O{number}", Kind.PROVINCE) for number in range(len(moves) + 1)]
        changed = data.draw(st.sets(st.integers(1, len(moves)), max_size=3))
        for number, steps in enumerate(moves, start=1):
            if number not in changed:
                self.place_in_turn(planted, number, steps)
        rebuild_links()
        assert_closure_is_right()
        for number in changed:
            self.place_in_turn(planted, number, moves[number - 1])
        rebuild_links_under([planted[number].id for number in changed])
        assert_closure_is_right()

    def place_in_turn(self, planted: list[Organization], number: int, steps: list[tuple[int, date]]) -> None:
        steps = sorted(steps, key=lambda step: step[1])
        ends = ([begun for _, begun in steps] + [date(9999, 1, 1)])[1:]
        for (parent, begun), end in zip(steps, ends, strict=True):
            place(planted[number], planted[parent], begun, end)
