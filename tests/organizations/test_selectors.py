"""Tuấn asks the tree for a day: names, kinds and places of that day, in a fixed number of queries."""

from datetime import date, timedelta

import pytest

from dangvu.organizations.models import Kind, Organization, OrganizationName, OrganizationParent
from dangvu.organizations.selectors import (
    UnknownOrganization,
    ancestor_codes,
    children_of,
    descendant_ids,
    kind_on,
    last_name,
    name_on,
    organization_by_code,
    organizations_by_code,
    parent_on,
    roots_on,
    sector_on,
)
from dangvu.organizations.services.links import rebuild_links
from tests.organizations.trees import FOUNDED, place, plant

pytestmark = pytest.mark.django_db
JULY = date(2025, 7, 1)
JUNE = JULY - timedelta(days=1)


@pytest.fixture
def commune() -> Organization:
    """A commune that changed its district and its name on 1 July 2025, with one cell."""
    province = plant("24", Kind.PROVINCE)
    old, new = (plant(f"24.{number}", Kind.DISTRICT, under=province) for number in (1, 2))
    found = plant("24.1.1", Kind.GRASSROOTS_COMMITTEE, name="Đảng bộ xã Cũ", sector="commune_unit")
    place(found, old, FOUNDED, JULY)
    place(found, new, JULY)
    OrganizationName.objects.filter(organization=found).update(valid_to=JULY)
    OrganizationName.objects.create(organization=found, name="Đảng bộ xã Mới", valid_from=JULY)
    plant("24.1.1.1", Kind.CELL, under=found)
    rebuild_links()
    return found


def test_a_code_that_nobody_has_is_answered_with_a_sentence(commune: Organization) -> None:
    assert organization_by_code("24.1.1") == commune
    with pytest.raises(UnknownOrganization, match="Không có tổ chức đảng mang mã “99”"):
        organization_by_code("99")
    assert set(organizations_by_code(["24", "99"])) == {"24"}


def test_the_place_of_a_cell_is_that_of_the_day(commune: Organization) -> None:
    assert ancestor_codes("24.1.1.1", JUNE) == ["24.1.1.1", "24.1.1", "24.1", "24"]
    assert ancestor_codes("24.1.1.1", JULY) == ["24.1.1.1", "24.1.1", "24.2", "24"]
    assert ancestor_codes("24.1.1.1", FOUNDED - timedelta(days=1)) == []
    districts = organizations_by_code(["24.1", "24.2"])
    assert parent_on([commune.pk], JUNE) == {commune.pk: districts["24.1"].pk}
    assert [one.code for one in children_of(districts["24.2"].pk, JULY)] == ["24.1.1"]
    assert children_of(districts["24.2"].pk, JUNE) == []
    assert len(descendant_ids(districts["24.2"].pk, JULY)) == 3
    assert [one.code for one in roots_on(JULY)] == ["24"]


def test_name_kind_and_sector_are_those_of_the_day(commune: Organization) -> None:
    assert name_on([commune.pk], JUNE) == {commune.pk: "Đảng bộ xã Cũ"}
    assert name_on([commune.pk], JULY) == {commune.pk: "Đảng bộ xã Mới"}
    assert name_on([commune.pk], date(1999, 1, 1)) == {}
    assert last_name([commune.pk], date(1999, 1, 1)) == {commune.pk: "Đảng bộ xã Cũ"}
    assert kind_on([commune.pk], JULY) == {commune.pk: "grassroots_committee"}
    assert sector_on([commune.pk], JULY) == {commune.pk: "commune_unit"}


@pytest.mark.usefixtures("commune")
def test_many_organisations_are_answered_for_in_one_query(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    ids = list(Organization.objects.values_list("id", flat=True))
    for asked in (name_on, kind_on, sector_on, parent_on, last_name):
        with django_assert_num_queries(1):  # type: ignore[operator]
            asked(ids, JULY)
    assert OrganizationParent.objects.count() == 5
