"""Vy opens accounts; roles are given by decision, for a time."""

from dataclasses import replace
from datetime import date

import pytest

from dangvu.access.models import Account, Grant
from dangvu.access.permissions import may
from dangvu.access.rules import GRANT_RULES, GrantFacts, phone_number
from dangvu.access.services import (
    actor_named,
    end_grant,
    grant_role,
    lock_account,
    open_account,
)
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from dangvu.kernel.periods import FOREVER
from dangvu.organizations.models import Organization

pytestmark = pytest.mark.django_db

VY = Actor(9_000_001, "Vy")
TODAY, LATER = date(2026, 11, 20), date(2027, 6, 1)
DECISION = "Quyết định phân công của Ban Thường vụ"
GOOD = GrantFacts("grassroots_clerk", True, TODAY, FOREVER, True, False)


@pytest.fixture
def tuan() -> Account:
    return open_account("tuan", display_name="Tuấn", actor=VY, on=TODAY)


@pytest.fixture
def commune() -> Organization:
    return Organization.objects.create(code="24.01", valid_from=date(2020, 1, 1))


def _operator(account: Account) -> Grant:
    return grant_role(
        account, "local_operator", None, valid_from=TODAY, decision=DECISION, actor=VY, on=TODAY
    )


def test_a_new_account_may_do_nothing_and_has_no_password(tuan: Account) -> None:
    assert not tuan.has_usable_password()
    assert not may(actor_named("tuan"), "member.read", on=TODAY)
    assert Event.objects.get(verb="account.open").after == {
        "username": "tuan",
        "display_name": "Tuấn",
        "os_user": None,
    }


@pytest.mark.parametrize(
    ("name", "os_user"), [("tuan", None), (" tuan ", None), (" ", None), ("a\x00", None), ("x", "m")]
)
def test_names_that_are_taken_or_unreadable_are_refused(name: str, os_user: str | None) -> None:
    open_account("tuan", os_user="m", actor=VY, on=TODAY)
    with pytest.raises(Refused):
        open_account(name, os_user=os_user, actor=VY, on=TODAY)
    assert Account.objects.count() == 1


def test_tuan_works_in_his_commune_until_his_role_ends(tuan: Account, commune: Organization) -> None:
    grant = grant_role(
        tuan, "grassroots_clerk", commune, valid_from=TODAY, decision=DECISION, actor=VY, on=TODAY
    )
    event = Event.objects.get(pk=grant.event_id or 0)
    assert (event.verb, event.organization_id, event.subject_id) == ("account.grant", commune.pk, tuan.pk)
    end_grant(grant.pk, actor=VY, on=LATER)
    actor = actor_named("tuan")
    assert may(actor, "member.write", commune, on=date(2027, 5, 31))
    assert not may(actor, "member.write", commune, on=LATER)
    end_grant(grant.pk, actor=VY, on=date(2028, 1, 1))
    assert Grant.objects.get().valid_to == LATER


def test_a_role_given_by_mistake_today_is_taken_away_whole(tuan: Account, commune: Organization) -> None:
    grant = grant_role(
        tuan, "grassroots_clerk", commune, valid_from=TODAY, decision=DECISION, actor=VY, on=TODAY
    )
    end_grant(grant.pk, actor=VY, on=TODAY)
    assert not Grant.objects.exists()
    assert Event.objects.filter(verb="account.end_grant").count() == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (GOOD, None),
        (replace(GOOD, role="king"), "grant.role"),
        (replace(GOOD, has_organization=False), "grant.organization_missing"),
        (replace(GOOD, role="local_operator"), "grant.organization_unwanted"),
        (replace(GOOD, role="local_operator", has_organization=False), None),
        (replace(GOOD, role="auditor", has_organization=False), None),
        (replace(GOOD, role="auditor"), None),
        (replace(GOOD, valid_to=TODAY), "grant.period_empty"),
        (replace(GOOD, valid_to=date(2026, 11, 21)), None),
        (replace(GOOD, rests_on_decision=False), "grant.decision_missing"),
        (replace(GOOD, overlaps=True), "grant.overlap"),
        (replace(GOOD, to_oneself=True), "grant.to_oneself"),
    ],
)
def test_what_stands_against_a_role(facts: GrantFacts, code: str | None) -> None:
    found = [finding.code for rule in GRANT_RULES if (finding := rule(facts)) is not None]
    assert found == ([code] if code else [])


@pytest.mark.parametrize(("first", "refused"), [(date(2027, 5, 31), True), (LATER, False)])
def test_the_same_role_is_not_held_twice_on_one_day(
    tuan: Account, commune: Organization, first: date, refused: bool
) -> None:
    def grant(valid_from: date, valid_to: date) -> None:
        grant_role(
            tuan,
            "grassroots_clerk",
            commune,
            valid_from=valid_from,
            valid_to=valid_to,
            decision=DECISION,
            actor=VY,
            on=TODAY,
        )

    grant(TODAY, LATER)
    if refused:
        with pytest.raises(Refused, match="đã có vai trò này"):
            grant(first, FOREVER)
    else:
        grant(first, FOREVER)


def test_the_last_who_can_give_out_roles_keeps_it(tuan: Account) -> None:
    grant = _operator(tuan)
    with pytest.raises(Refused, match="người cuối cùng"):
        end_grant(grant.pk, actor=VY, on=LATER)
    with pytest.raises(Refused, match="người cuối cùng"):
        lock_account(tuan, True, actor=VY, on=LATER)
    _operator(open_account("vy", actor=VY, on=TODAY))
    end_grant(grant.pk, actor=VY, on=LATER)
    assert Grant.objects.get(pk=grant.pk).valid_to == LATER


def test_a_locked_account_does_not_act_until_it_is_unlocked(tuan: Account) -> None:
    lock_account(tuan, True, actor=VY, on=TODAY)
    lock_account(tuan, True, actor=VY, on=TODAY)
    with pytest.raises(Refused, match="đã bị khóa"):
        actor_named("tuan")
    lock_account(tuan, False, actor=VY, on=TODAY)
    assert actor_named("tuan").name == "Tuấn"
    assert Event.objects.filter(verb__in=["account.lock", "account.unlock"]).count() == 2


def test_vy_gives_herself_no_role_but_the_local_operator_may(commune: Organization) -> None:
    vy = open_account("vy", actor=VY, on=TODAY)
    actor = actor_named("vy")

    def grant(role: str, place: Organization | None, giver: Actor) -> None:
        grant_role(vy, role, place, valid_from=TODAY, decision=DECISION, actor=giver, on=TODAY)

    grant("system_administrator", None, VY)
    with pytest.raises(Refused, match="tự giao vai trò"):
        grant("grassroots_clerk", commune, actor)
    grant("local_operator", None, VY)
    grant("grassroots_clerk", commune, actor)
    assert may(actor, "member.read", commune, on=TODAY)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("+84 (0)912-345-678", "0912345678"),
        ("0240 3855 123", "02403855123"),
        ("912345678", None),
        ("0912", None),
        ("lan", None),
        ("०९१२३४५६७८", None),
        ("", None),
    ],
)
def test_a_telephone_number_is_read_as_people_write_it(typed: str, digits: str | None) -> None:
    assert phone_number(typed) == digits


def test_one_telephone_number_leads_to_one_account_only() -> None:
    open_account("lan", phone="+84 912 345 678", actor=VY, on=TODAY)
    assert Account.objects.get().phone == "0912345678"
    for name, phone in (("minh", "0912345678"), ("0912345678", ""), ("hoa", "số của Hoa")):
        with pytest.raises(Refused, match="điện thoại"):
            open_account(name, phone=phone, actor=VY, on=TODAY)
    open_account("minh", actor=VY, on=TODAY)
    open_account("tuan", actor=VY, on=TODAY)
    assert Account.objects.filter(phone=None).count() == 2


def test_a_member_has_one_account_at_most() -> None:
    open_account("lan", member_id=7, actor=VY, on=TODAY)
    with pytest.raises(Refused, match="đã có tài khoản"):
        open_account("lan2", member_id=7, actor=VY, on=TODAY)
