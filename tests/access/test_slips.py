"""Lan prints a slip for Minh, who sets his password with it, once."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate

from dangvu.access.models import Account, Grant, Slip
from dangvu.access.rules.signing_in import ALPHABET, code_as_typed, code_on_paper
from dangvu.access.services import print_slip, use_slip
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from dangvu.organizations.models import Organization
from tests.access.cast import Hamlet, found_hamlet, officer

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
WEEK = TODAY + timedelta(days=7)
PASSWORD = "sông Thương nước chảy đôi dòng"


@pytest.fixture
def hamlet() -> Hamlet:
    return found_hamlet()


@pytest.fixture
def lan(hamlet: Hamlet) -> Actor:
    return officer("lan", "cell_secretary", hamlet.cell)


@pytest.fixture
def minh(hamlet: Hamlet) -> Account:
    return _account(officer("minh", "member", hamlet.cell))


def _account(actor: Actor) -> Account:
    return Account.objects.get(pk=actor.account_id or 0)


def test_minh_sets_his_password_by_lans_slip_and_only_once(lan: Actor, minh: Account) -> None:
    printed = print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    assert re.fullmatch(rf"([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", printed.code)
    use_slip(minh, printed.code.lower().replace("-", " "), PASSWORD, on=WEEK)
    assert authenticate(username="minh", password=PASSWORD) == minh
    with pytest.raises(Refused, match="phiếu đã dùng"):
        use_slip(minh, printed.code, "một mật khẩu khác hẳn", on=TODAY)
    assert authenticate(username="minh", password=PASSWORD) == minh
    assert [
        (one.verb, one.actor_name) for one in Event.objects.filter(subject_id=minh.pk).order_by("id")
    ] == [
        ("account.print_slip", "lan"),
        ("account.use_slip", "minh"),
    ]


def test_the_code_is_kept_nowhere(lan: Actor, minh: Account) -> None:
    printed = print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    code = printed.code.replace("-", "")
    kept = [*Slip.objects.values_list("code_hash", flat=True), *map(str, Event.objects.values_list("after"))]
    assert not any(code in text or printed.code in text for text in kept)


def test_a_slip_ends_with_its_last_day(lan: Actor, minh: Account) -> None:
    printed = print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    with pytest.raises(Refused, match="hết hạn"):
        use_slip(minh, printed.code, PASSWORD, on=WEEK + timedelta(days=1))


def test_a_slip_is_for_one_person_and_a_new_one_ends_the_old(
    lan: Actor, minh: Account, hamlet: Hamlet
) -> None:
    hoa = _account(officer("hoa", "member", hamlet.cell))
    first = print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    with pytest.raises(Refused):
        use_slip(hoa, first.code, PASSWORD, on=TODAY)
    second = print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    with pytest.raises(Refused):
        use_slip(minh, first.code, PASSWORD, on=TODAY)
    use_slip(minh, second.code, PASSWORD, on=TODAY)


def test_a_weak_password_leaves_the_slip_unused(lan: Actor, minh: Account) -> None:
    printed = print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    for weak in ("12345678", "minh", "a"):
        with pytest.raises(Refused):
            use_slip(minh, printed.code, weak, on=TODAY)
    use_slip(minh, printed.code, PASSWORD, on=TODAY)


@pytest.mark.parametrize("days", [-1, 31])
def test_a_slip_is_for_some_days_from_today(lan: Actor, minh: Account, days: int) -> None:
    with pytest.raises(Refused, match="30 ngày"):
        print_slip(minh, valid_until=TODAY + timedelta(days=days), actor=lan, on=TODAY)


def test_who_has_a_password_gets_none_from_one_officer_alone(lan: Actor, minh: Account) -> None:
    minh.set_password(PASSWORD)
    minh.save()
    with pytest.raises(Refused, match="hai người"):
        print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)


def test_a_locked_account_gets_no_slip_and_uses_none(lan: Actor, minh: Account) -> None:
    printed = print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    Account.objects.filter(pk=minh.pk).update(is_active=False)
    with pytest.raises(Refused, match="bị khóa"):
        print_slip(minh, valid_until=WEEK, actor=lan, on=TODAY)
    minh.refresh_from_db()
    with pytest.raises(Refused):
        use_slip(minh, printed.code, PASSWORD, on=TODAY)


@pytest.mark.parametrize("who", ["sibling", "above", "everywhere", "nothing"])
def test_lan_helps_nobody_who_holds_anything_outside_her_cell(lan: Actor, hamlet: Hamlet, who: str) -> None:
    places: dict[str, Organization | None] = {
        "sibling": hamlet.other_cell,
        "above": hamlet.commune,
        "everywhere": None,
    }
    person = _account(officer("dung", "member", hamlet.cell))
    if who == "nothing":
        Grant.objects.filter(account=person).update(valid_to=TODAY)
    else:
        role = "auditor" if who == "everywhere" else "cell_secretary"
        officer("dung", role, places[who])
    with pytest.raises(Refused, match="không có quyền"):
        print_slip(person, valid_until=WEEK, actor=lan, on=TODAY)
    vy = officer("vy", "system_administrator", None)
    print_slip(person, valid_until=WEEK, actor=vy, on=TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abcd-efgh-jkmn", "ABCDEFGHJKMN"),
        (" abcd efgh jkmn ", "ABCDEFGHJKMN"),
        ("ABCDEFGHJKMN2X", "ABCDEFGHJKMN2"),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, meant: str) -> None:
    assert code_as_typed(typed) == meant


def test_a_code_on_paper_is_read_back() -> None:
    assert code_as_typed(code_on_paper("ABCDEFGHJKMN")) == "ABCDEFGHJKMN"
    assert not set("01OI") & set(ALPHABET)
