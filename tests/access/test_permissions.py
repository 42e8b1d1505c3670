"""Who may do what: nothing, unless a grant of that day over that place says so."""

from datetime import date

import pytest
from django.db.models import Q

from dangvu.access.models import Account, Grant
from dangvu.access.permissions import may, require, roots, scope_q, why
from dangvu.access.roles import RIGHTS, RIGHTS_OF, ROLES, gives
from dangvu.audit.actor import Actor
from dangvu.kernel.findings import Refused
from dangvu.kernel.periods import FOREVER
from dangvu.organizations.models import Organization, OrganizationLink

FROM, TO = date(2026, 1, 1), date(2026, 7, 1)


@pytest.fixture
def tuan(db: None) -> Actor:
    return Actor(Account.objects.create(username="tuan").pk, "Tuấn")


@pytest.fixture
def commune(db: None) -> Organization:
    return Organization.objects.create(code="24.01", valid_from=date(2020, 1, 1))


@pytest.fixture
def hamlet(commune: Organization) -> Organization:
    cell = Organization.objects.create(code="24.01.1", valid_from=date(2020, 1, 1))
    OrganizationLink.objects.create(
        ancestor=commune, descendant=cell, depth=1, valid_from=date(2020, 1, 1), valid_to=date(2026, 4, 1)
    )
    return cell


def _grant(actor: Actor, role: str, organization: Organization | None) -> None:
    Grant.objects.create(
        account=Account.objects.get(pk=actor.account_id or 0),
        role=role,
        organization=organization,
        valid_from=FROM,
        valid_to=TO,
        decision="Phân công của Ban Thường vụ",
    )


def test_the_table_names_only_roles_and_rights_that_exist() -> None:
    assert set(RIGHTS_OF) <= set(ROLES)
    assert set().union(*RIGHTS_OF.values()) <= set(RIGHTS)


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_the_local_operator_has_every_right_and_a_plain_member_none(right: str) -> None:
    assert gives("local_operator", right)
    assert gives("member", right) == (right == "own.read")


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_vy_the_administrator_sees_no_personal_data(right: str) -> None:
    assert gives("system_administrator", right) == (right.startswith("account.") or right == "audit.seal")


def test_a_right_that_does_not_exist_is_a_mistake_of_the_program(tuan: Actor) -> None:
    with pytest.raises(KeyError):
        may(tuan, "member.erase", on=FROM)


def test_without_a_grant_everything_is_denied(tuan: Actor, commune: Organization) -> None:
    assert not any(may(tuan, right, place, on=FROM) for right in RIGHTS for place in (None, commune))


def test_the_program_itself_has_no_right_that_a_person_could_borrow() -> None:
    assert not may(Actor(None, "Đảng vụ"), "exchange.dump", on=FROM)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_tuans_grant_holds_from_its_first_day_and_ends_by_itself(
    tuan: Actor, commune: Organization, day: date, expected: bool
) -> None:
    _grant(tuan, "grassroots_clerk", commune)
    assert may(tuan, "member.read", commune, on=day) is expected


@pytest.mark.parametrize(("day", "expected"), [(date(2026, 3, 31), True), (date(2026, 4, 1), False)])
def test_tuan_reaches_the_hamlet_as_long_as_it_stands_under_his_commune(
    tuan: Actor, commune: Organization, hamlet: Organization, day: date, expected: bool
) -> None:
    _grant(tuan, "grassroots_clerk", commune)
    assert may(tuan, "member.read", hamlet, on=day) is expected


def test_a_grant_over_the_hamlet_does_not_reach_up_or_everywhere(
    tuan: Actor, commune: Organization, hamlet: Organization
) -> None:
    _grant(tuan, "cell_secretary", hamlet)
    assert may(tuan, "member.read", hamlet, on=FROM)
    assert not may(tuan, "member.read", commune, on=FROM)
    assert not may(tuan, "member.read", on=FROM)


def test_a_locked_account_loses_its_grants(tuan: Actor, commune: Organization) -> None:
    _grant(tuan, "grassroots_clerk", commune)
    Account.objects.update(is_active=False)
    assert not may(tuan, "member.read", commune, on=FROM)


def test_why_names_the_nearest_role_and_nothing_where_none_holds(
    tuan: Actor, commune: Organization, hamlet: Organization
) -> None:
    assert why(tuan, "member.read", hamlet, on=FROM) is None
    _grant(tuan, "grassroots_clerk", commune)
    _grant(tuan, "cell_secretary", hamlet)
    for place in (hamlet, commune):
        grant = why(tuan, "member.read", place, on=FROM)
        assert grant is not None
        assert grant.organization == place
        assert (grant.valid_from, grant.decision) == (FROM, "Phân công của Ban Thường vụ")
    assert why(tuan, "member.read", hamlet, on=TO) is None
    assert why(tuan, "member.read", on=FROM) is None


def test_tuans_lists_hold_his_commune_and_quangs_hold_nothing(
    tuan: Actor, commune: Organization, hamlet: Organization
) -> None:
    other = Organization.objects.create(code="24.02", valid_from=date(2020, 1, 1))
    OrganizationLink.objects.bulk_create(
        OrganizationLink(ancestor=one, descendant=one, depth=0, valid_from=date(2020, 1, 1), valid_to=FOREVER)
        for one in (commune, hamlet, other)
    )
    _grant(tuan, "grassroots_clerk", commune)
    seen = Organization.objects.filter(scope_q(tuan, "member.read", on=FROM, organization="pk"))
    assert {one.code for one in seen} == {"24.01", "24.01.1"}
    assert roots(tuan, "member.read", on=FROM) == [commune.pk]
    assert roots(tuan, "acts.apply", on=FROM) == []
    assert not Organization.objects.filter(scope_q(tuan, "acts.apply", on=FROM, organization="pk")).exists()
    assert not Organization.objects.filter(scope_q(tuan, "member.read", on=TO, organization="pk")).exists()


def test_over_the_whole_installation_no_condition_is_needed(tuan: Actor) -> None:
    _grant(tuan, "local_operator", None)
    assert roots(tuan, "member.read", on=FROM) is None
    assert scope_q(tuan, "member.read", on=FROM) == Q()


def test_who_is_denied_reads_which_right_and_where(tuan: Actor, commune: Organization) -> None:
    with pytest.raises(Refused, match=r"“Tuấn” không có quyền xuất toàn bộ hồ sơ \(exchange.dump\).*24\.01;"):
        require(tuan, "exchange.dump", commune, on=FROM)
    with pytest.raises(Refused, match="toàn hệ thống"):
        require(tuan, "exchange.dump", on=FROM)


def test_a_committee_answers_for_what_ended_under_it_and_not_for_what_left_it(
    tuan: Actor, commune: Organization, hamlet: Organization
) -> None:
    _grant(tuan, "organization_board", commune)
    ended = Organization.objects.create(
        code="24.01.2", valid_from=date(2020, 1, 1), valid_to=date(2026, 3, 1)
    )
    OrganizationLink.objects.create(
        ancestor=commune, descendant=ended, depth=1, valid_from=date(2020, 1, 1), valid_to=date(2026, 3, 1)
    )
    day = date(2026, 5, 1)
    assert may(tuan, "acts.apply", ended, on=day)
    assert why(tuan, "acts.apply", ended, on=day) is not None
    assert not may(tuan, "acts.apply", hamlet, on=day)  # lives on elsewhere since 1 April
