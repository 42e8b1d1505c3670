"""The whole record of a member, as it stood on a day."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from dangvu.audit.actor import Actor
from dangvu.members import services
from dangvu.members.models import Member
from dangvu.members.selectors import UnknownMember, member_record
from tests.members.cast import TODAY, Commune, recorded

MOVED = date(2026, 10, 1)


@pytest.fixture
def busy_minh(place: Commune, tuan: Actor, minh: Member) -> Member:
    services.appoint(minh, post="secretary", organization=place.hamlet_1, actor=tuan, on=date(2026, 1, 1))
    services.record_civic_post(
        place.commune, post="village_head", member=minh, actor=tuan, on=date(2026, 1, 1)
    )
    services.set_admission_profile(minh, {"farmer": True}, actor=tuan, on=TODAY)
    services.move_member(minh, to=place.hamlet_2, actor=tuan, on=MOVED)
    services.give_status(minh, status="exempt", actor=tuan, on=date(2026, 11, 1))
    return minh


@pytest.mark.parametrize(
    ("on", "standing", "cell", "stage", "status"),
    [
        (date(2015, 3, 25), "not_a_member", None, None, None),
        (date(2015, 3, 26), "probationary", "24.01.1", "probationary", None),
        (date(2026, 9, 30), "full", "24.01.1", "full", None),
        (date(2026, 10, 1), "full", "24.01.2", "full", None),
        (date(2026, 11, 20), "full", "24.01.2", "full", "exempt"),
    ],
)
def test_the_record_of_a_day_shows_what_held_that_day(
    on: date, standing: str, cell: str | None, stage: str | None, status: str | None, busy_minh: Member
) -> None:
    found = member_record(busy_minh.code, on)
    assert found.standing == standing
    assert (found.cell.organization if found.cell else None) == cell
    assert (found.stage.stage if found.stage else None) == stage
    assert (found.status.status if found.status else None) == status


def test_the_record_holds_everything_with_names(busy_minh: Member, place: Commune) -> None:
    found = member_record(busy_minh.pk, TODAY)
    assert len(found.history.stays) == 2
    assert [post.post for post in found.history.posts] == ["secretary"]
    assert [post.post for post in found.civic_posts] == ["village_head"]
    assert found.admission_profile is not None
    assert found.admission_profile.farmer is True
    assert found.names == {
        place.hamlet_1.pk: "Chi bộ thôn 1",
        place.hamlet_2.pk: "Chi bộ thôn 2",
        place.commune.pk: "Đảng bộ xã Thử Nghiệm",
    }


def test_party_age_stands_in_the_record(place: Commune) -> None:
    member = recorded("DV5", "Lý Văn Ba", place.hamlet_1, admission_decision_date=date(2015, 3, 1))
    age = member_record(member.code, TODAY).party_age
    assert (age.years, age.odd_months, age.by_decision) == (11, 8, True)


def test_a_long_record_costs_no_more_queries_than_a_short_one(
    busy_minh: Member, hoa: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for member in (busy_minh, hoa):
        with django_assert_num_queries(9):
            member_record(member.code, TODAY)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("unknown", ["DV404", 404])
def test_an_unknown_code_is_told_by_its_name(unknown: str | int) -> None:
    with pytest.raises(UnknownMember, match="404"):
        member_record(unknown, TODAY)
