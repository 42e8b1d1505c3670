"""A package over records that are there already: what agrees is left alone, what differs is corrected."""

from datetime import date
from pathlib import Path

import pytest

from dangvu.audit.models import Event
from dangvu.exchange.models import Package
from dangvu.kernel.periods import FOREVER
from dangvu.members.models import Member, Membership
from dangvu.organizations.models import (
    Organization,
    OrganizationKind,
    OrganizationLink,
    OrganizationName,
    OrganizationParent,
)
from dangvu.reviews.models import MemberRating, RatingCounter
from tests.exchange.packages import HAMLET, bytes_of_dump, hamlet, load_files

pytestmark = pytest.mark.django_db

_MEMBERSHIPS = "member_code,organization_code,kind,from,to,reason_in,reason_out\n"
_ORGANIZATIONS = "code,name,kind,parent_code,from,to,sector\n"


@pytest.fixture(autouse=True)
def hamlet_1(tmp_path: Path) -> None:
    assert not load_files(tmp_path / "hamlet", hamlet()).errors


def test_the_same_package_again_writes_no_event(tmp_path: Path) -> None:
    before = Event.objects.count()
    result = load_files(tmp_path / "again", hamlet())
    assert (result.changes, result.event_id) == (0, None)
    assert (Event.objects.count(), Package.objects.count()) == (before, 1)


def test_every_row_remembers_its_package() -> None:
    package = Package.objects.get()
    for model in (Organization, OrganizationName, OrganizationKind, Member, Membership, MemberRating):
        assert set(model.objects.values_list("event_id", flat=True)) == {package.event_id}
    event = Event.objects.get(pk=package.event_id)
    assert (event.verb, event.actor_name) == ("package.load", "Tuấn")
    assert event.after
    assert event.after["files"].keys() == {f"{name}.csv" for name in HAMLET} | {"datapackage.json"}
    assert event.after["rows"]["members.csv"] == 4


def test_a_corrected_member_has_an_event_with_before_and_after(tmp_path: Path) -> None:
    files = hamlet(members=HAMLET["members"].replace("Trần Văn Minh", "Trần Văn Mính"))
    result = load_files(tmp_path / "corrected", files)
    assert (result.changes, result.corrected) == (1, 1)
    event = Event.objects.get(verb="member.correct")
    assert event.before
    assert event.after
    assert event.before["full_name"] == "Trần Văn Minh"
    assert event.after["full_name"] == "Trần Văn Mính"
    assert event.after["package_event"] == result.event_id
    assert Member.objects.get(code="MINH").event_id == event.id
    assert Member.objects.get(code="MINH").folded_name.folded == "tran van minh"


def test_minh_moves_to_hamlet_2_by_a_second_package(tmp_path: Path) -> None:
    rows = (
        "MINH,X.1,official,2005-04-10,2024-06-01,admitted,transferred_out\n"
        "MINH,X.2,official,2024-06-01,,transferred_in,\n"
    )
    assert not load_files(tmp_path / "move", {"memberships": _MEMBERSHIPS + rows}).errors
    periods = Membership.objects.filter(member__code="MINH").order_by("valid_from")
    assert [(one.organization.code, one.valid_to) for one in periods] == [
        ("X.1", date(2024, 6, 1)),
        ("X.2", FOREVER),
    ]


def test_a_rating_follows_the_corrected_membership(tmp_path: Path) -> None:
    rows = (
        "MINH,X.1,official,2005-04-10,2024-06-01,admitted,transferred_out\n"
        "MINH,X.2,official,2024-06-01,,transferred_in,\n"
    )
    load_files(tmp_path / "move", {"memberships": _MEMBERSHIPS + rows})
    assert MemberRating.objects.get(member__code="MINH").cell.code == "X.2"
    counted = RatingCounter.objects.filter(year=2024).values_list("cell__code", "excellent", "good")
    assert sorted(counted) == [("X.1", 1, 0), ("X.2", 0, 1)]


@pytest.mark.parametrize(
    ("decided", "cell", "counted_on"),
    [
        ("", "X.2", date(2024, 12, 31)),
        ("2024-03-01", "X.1", date(2024, 3, 1)),
        ("2025-01-10", "X.2", date(2025, 1, 10)),
        ("2026-10-01", "X.2", date(2024, 12, 31)),  # gone by then: the last cell of the year
    ],
)
def test_a_rating_belongs_to_the_cell_of_the_decision(
    tmp_path: Path, decided: str, cell: str, counted_on: date
) -> None:
    memberships = _MEMBERSHIPS + (
        "LAN,X.1,official,2000-03-01,2024-06-01,admitted,transferred_out\n"
        "LAN,X.2,official,2024-06-01,2026-01-01,transferred_in,died\n"
    )
    header = "year,subject,subject_code,level,decision_date\n"
    ratings = f"{header}2024,member,LAN,excellent,{decided}\n"
    assert not load_files(tmp_path / "rated", {"memberships": memberships, "ratings": ratings}).errors
    rating = MemberRating.objects.get(member__code="LAN")
    assert (rating.cell.code, rating.counted_on) == (cell, counted_on)


def test_what_is_frozen_on_a_rating() -> None:
    minh = MemberRating.objects.get(member__code="MINH")
    assert (minh.sex, minh.birth_year, minh.ethnic_minority) == ("male", 1980, True)
    assert not MemberRating.objects.get(member__code="LAN").ethnic_minority


def test_earlier_names_and_the_last_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "organizations": _ORGANIZATIONS + "X.1,Chi bộ thôn Đình,cell,X,1990-01-01,,\n",
        "organization_names": "code,name,from,to\nX.1,Chi bộ thôn 1,1990-01-01,2020-01-01\n",
    }
    assert not load_files(tmp_path / "renamed", files).errors
    names = OrganizationName.objects.filter(organization__code="X.1").order_by("valid_from")
    assert [(one.name, one.valid_from, one.valid_to) for one in names] == [
        ("Chi bộ thôn 1", date(1990, 1, 1), date(2020, 1, 1)),
        ("Chi bộ thôn Đình", date(2020, 1, 1), FOREVER),
    ]


def test_an_organisation_named_again_without_its_history_keeps_it(tmp_path: Path) -> None:
    test_earlier_names_and_the_last_one(tmp_path)
    files: dict[str, str | bytes] = {
        "organizations": _ORGANIZATIONS + "X.1,Chi bộ thôn Đình,cell,X,1990-01-01,,\n"
    }
    assert load_files(tmp_path / "short", files).changes == 0


def test_a_founding_day_that_was_wrong(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "organizations": _ORGANIZATIONS
        + "X,Đảng bộ xã An Bình,grassroots_committee,,1985-01-01,,commune_unit\n"
    }
    assert not load_files(tmp_path / "older", files).errors
    assert OrganizationName.objects.get(organization__code="X").valid_from == date(1985, 1, 1)
    assert OrganizationKind.objects.get(organization__code="X").valid_from == date(1985, 1, 1)


def test_kinds_and_parents_over_time_and_the_links_that_follow(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "organizations": _ORGANIZATIONS + "Y,Đảng bộ xã Y,grassroots_committee,,1990-01-01,,commune_unit\n"
        "X.2,Chi bộ thôn 2,cell,,1990-01-01,,\n",
        "organization_parents": "code,parent_code,from,to\nX.2,X,1990-01-01,2021-07-01\nX.2,Y,2021-07-01,\n",
        "organization_kinds": "code,kind,sector,from,to\nY,grassroots_cell,,1990-01-01,2000-01-01\n"
        "Y,grassroots_committee,Xã,2000-01-01,\n",
    }
    assert not load_files(tmp_path / "history", files).errors
    parents = OrganizationParent.objects.filter(organization__code="X.2").order_by("valid_from")
    assert [(one.parent.code, one.valid_to) for one in parents] == [("X", date(2021, 7, 1)), ("Y", FOREVER)]
    kinds = OrganizationKind.objects.filter(organization__code="Y").order_by("valid_from")
    assert [(one.kind, one.sector) for one in kinds] == [
        ("grassroots_cell", ""),
        ("grassroots_committee", "commune_unit"),
    ]
    links = OrganizationLink.objects.filter(descendant__code="X.2", depth=1).order_by("valid_from")
    assert [one.ancestor.code for one in links] == ["X", "Y"]


def test_a_load_deletes_nothing(tmp_path: Path) -> None:
    before = bytes_of_dump(tmp_path / "before")
    files: dict[str, str | bytes] = {
        "organizations": _ORGANIZATIONS + HAMLET["organizations"].splitlines()[1] + "\n"
    }
    assert load_files(tmp_path / "less", files).changes == 0
    assert bytes_of_dump(tmp_path / "after") == before


def test_who_made_a_package_is_remembered(tmp_path: Path) -> None:
    from dangvu.exchange.services import load
    from tests.exchange.packages import TUAN, describe, write

    row = "NAM,Nam,male,1990-01-01,,,,,"
    folder = write(tmp_path / "demo", hamlet(members__more=row))
    describe(folder, list(HAMLET), dangvu={"generator": "demo"})
    load(folder, actor=TUAN)
    assert list(Package.objects.order_by("id").values_list("generator", flat=True)) == ["", "demo"]
