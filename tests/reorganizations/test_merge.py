"""Bình merges organisations: parts and people go over, nobody is lost, what does not fit is named."""

from datetime import date
from typing import Any

import pytest

from dangvu.access.models import Account
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.documents.models import Document
from dangvu.kernel.findings import Refused
from dangvu.members.models import CivicPost
from dangvu.organizations.models import Kind, Organization, OrganizationParent, Succession
from dangvu.organizations.selectors import ancestor_codes
from dangvu.organizations.services.links import rebuild_links
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.apply import ActsRefused, apply_acts, preview
from dangvu.reorganizations.services.verbs import Decision, Part, merge
from tests.organizations.trees import assert_closure_is_right, place, plant
from tests.reorganizations.commune import (
    DISTRICT_DAYS,
    SIGNED,
    TODAY,
    act,
    appoint,
    binh,
    cells_of,
    everything,
    join,
    province,
)

pytestmark = pytest.mark.django_db


def test_binh_merges_two_communes_and_the_cells_of_one_move_under_the_other() -> None:
    province()
    apply_acts([act(1, "merge", "24.1.2", successor_code="24.1.1")], actor=binh(), on=TODAY)

    assert ancestor_codes("24.1.2.1", DISTRICT_DAYS) == ["24.1.2.1", "24.1.1", "24.1", "24"]
    assert ancestor_codes("24.1.2.1", date(2020, 2, 29)) == ["24.1.2.1", "24.1.2", "24.1", "24"]
    assert Organization.objects.get(code="24.1.2").valid_to == DISTRICT_DAYS
    succession = Succession.objects.get()
    assert (succession.act, succession.successor.code) == ("merged_into", "24.1.1")
    assert_closure_is_right()


def test_a_cell_that_once_stood_elsewhere_moves_with_its_commune_and_keeps_its_past() -> None:
    province()
    cell = Organization.objects.get(code="24.1.2.1")
    moved_on = date(2012, 1, 1)
    OrganizationParent.objects.filter(organization=cell).update(valid_from=moved_on)
    OrganizationParent.objects.create(
        organization=cell,
        parent=Organization.objects.get(code="24.2.1"),
        valid_from=cell.valid_from,
        valid_to=moved_on,
    )
    rebuild_links()
    apply_acts([act(1, "merge", "24.1.2", successor_code="24.1.1")], actor=binh(), on=TODAY)

    assert ancestor_codes("24.1.2.1", date(2011, 12, 31)) == ["24.1.2.1", "24.2.1", "24.2", "24"]
    assert ancestor_codes("24.1.2.1", DISTRICT_DAYS) == ["24.1.2.1", "24.1.1", "24.1", "24"]
    assert_closure_is_right()


def test_members_of_a_merged_cell_go_on_in_the_other_on_the_same_day_and_posts_end() -> None:
    province()
    lan = join("Trần Thị Lan", "24.1.1.1")
    post = appoint(lan, "24.1.1.1")
    join("Nguyễn Văn Minh", "24.1.1.2")
    apply_acts([act(1, "merge", "24.1.1.1", successor_code="24.1.1.2")], actor=binh(), on=TODAY)

    assert cells_of(lan) == [
        ("24.1.1.1", date(2010, 5, 19), DISTRICT_DAYS, "admitted", "reorganized"),
        ("24.1.1.2", DISTRICT_DAYS, date(9999, 1, 1), "reorganized", ""),
    ]
    post.refresh_from_db()
    assert post.valid_to == DISTRICT_DAYS


def test_a_member_who_died_after_the_merger_died_in_the_new_cell() -> None:
    province()
    minh = join("Nguyễn Văn Minh", "24.1.1.1", until=date(2021, 9, 1), reason_out="died")
    apply_acts([act(1, "merge", "24.1.1.1", successor_code="24.1.1.2")], actor=binh(), on=TODAY)
    assert cells_of(minh)[1] == ("24.1.1.2", DISTRICT_DAYS, date(2021, 9, 1), "reorganized", "died")


def test_a_temporary_membership_goes_over_and_ends_where_the_member_already_has_one() -> None:
    province()
    hoa = join("Phạm Thị Hoa", "24.2.1.1")
    join("Phạm Thị Hoa", "24.1.1.1", kind="temporary")
    quang = join("Vũ Văn Quang", "24.2.1.1")
    join("Vũ Văn Quang", "24.1.1.1", kind="residence")
    join("Vũ Văn Quang", "24.1.1.2", kind="residence")
    apply_acts([act(1, "merge", "24.1.1.1", successor_code="24.1.1.2")], actor=binh(), on=TODAY)

    open_places = {
        member: sorted(
            member.memberships.filter(valid_to=date(9999, 1, 1)).values_list("organization__code", "kind")
        )
        for member in (hoa, quang)
    }
    assert open_places[hoa] == [("24.1.1.2", "temporary"), ("24.2.1.1", "official")]
    assert open_places[quang] == [("24.1.1.2", "residence"), ("24.2.1.1", "official")]


def test_village_heads_go_over_to_the_commune_that_answers_for_the_village() -> None:
    province()
    commune = Organization.objects.get(code="24.1.2")
    CivicPost.objects.create(
        organization=commune, post="village_head", holder_name="Lê Văn Tư", valid_from=date(2019, 1, 1)
    )
    apply_acts([act(1, "merge", "24.1.2", successor_code="24.1.1")], actor=binh(), on=TODAY)
    assert list(CivicPost.objects.order_by("valid_from").values_list("organization__code", "valid_to")) == [
        ("24.1.2", DISTRICT_DAYS),
        ("24.1.1", date(9999, 1, 1)),
    ]


def test_binh_merges_three_cells_into_a_new_one_by_a_single_decision() -> None:
    province()
    people = [join(f"Đảng viên {number}", f"24.1.1.{number}") for number in (1, 2)]
    decision = Decision("9-QĐ/TU", SIGNED, "24", binh(), TODAY)
    new = Part("24.1.1.9", name="Chi bộ thôn Hòa Bình", kind="cell", parent_code="24.1.1")
    merge(decision, ["24.1.1.1", "24.1.1.2"], into=new, on=date(2025, 6, 20))
    assert {cells_of(member)[-1][0] for member in people} == {"24.1.1.9"}
    assert ancestor_codes("24.1.1.9", TODAY)[1] == "24.1.1"


def test_merging_one_after_the_other_on_one_day_leaves_no_empty_stay() -> None:
    province()
    lan = join("Trần Thị Lan", "24.1.1.1")
    acts = [
        act(1, "merge", "24.1.1.1", successor_code="24.1.1.2"),
        act(2, "merge", "24.1.1.2", successor_code="24.1.2.1"),
    ]
    apply_acts(acts, actor=binh(), on=TODAY)
    assert [row[0] for row in cells_of(lan)] == ["24.1.1.1", "24.1.2.1"]


def test_every_act_records_an_event_and_its_decision_once() -> None:
    province()
    acts = [
        act(1, "rename", "24.1.1", name="Đảng bộ xã An Bình"),
        act(2, "merge", "24.1.2", successor_code="24.1.1"),
    ]
    apply_acts(acts, actor=binh(), on=TODAY)
    document = Document.objects.get()
    assert (document.number, document.issued_on, document.issuer_code) == ("124-QĐ/TU", DISTRICT_DAYS, "24")
    events = Event.objects.filter(verb__startswith="organization.").order_by("id")
    assert [(event.verb, event.actor_name, event.document_id) for event in events] == [
        ("organization.rename", "Bình", document.pk),
        ("organization.merge", "Bình", document.pk),
    ]
    merged = Organization.objects.get(code="24.1.2")
    assert merged.successions.get().event_id == events[1].pk


def test_the_preview_names_who_moves_and_writes_nothing() -> None:
    province()
    join("Trần Thị Lan", "24.1.1.1", code="M1")
    join("Nguyễn Văn Minh", "24.1.1.2", code="M2")
    before = everything()
    shown = preview([act(1, "merge", "24.1.1.1", successor_code="24.1.1.2")])
    assert everything() == before
    assert not shown.blocked
    assert [(str(move.person), move.target) for move in shown.member_moves] == [
        ("Trần Thị Lan (M1)", "24.1.1.2")
    ]
    balances = {
        one.code: (one.before, one.after, one.left, one.came) for one in shown.reconciliation.balances
    }
    assert balances == {
        "24.1.1.1": (1, 0, ("Trần Thị Lan (M1)",), ()),
        "24.1.1.2": (1, 2, (), ("Trần Thị Lan (M1)",)),
    }
    assert shown.reconciliation.equal


def refusal(*acts: FormalAct) -> list[str]:
    """Codes of everything that stands against the acts; nothing is written."""
    before = everything()
    with pytest.raises(ActsRefused) as refused:
        apply_acts(acts, actor=binh(), on=TODAY)
    assert everything() == before
    assert not ActFile.objects.exists()
    return sorted({finding.code for finding in refused.value.findings if finding.severity == "violation"})


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"successor_code": "24.9"}, "code.unknown"),
        ({"successor_code": ""}, "value.missing"),
        ({"successor_code": "24.1.1"}, "act.itself"),
        ({"successor_code": "24.1.1.1"}, "parent.cycle"),
        ({"successor_code": "24.2.1.1"}, "act.wrong_kind"),
        ({"successor_code": "24.2.1", "body_code": "99"}, "code.unknown"),
        ({"successor_code": "24.2.1", "decision_number": " "}, "value.missing"),
        ({"successor_code": "24.2.1", "on": date(1999, 1, 1)}, "act.before_founding"),
        ({"successor_code": "24.2.1", "on": date(2000, 1, 1)}, "act.never_lived"),
    ],
)
def test_a_merger_that_cannot_be_is_refused_with_its_reason(facts: dict[str, Any], code: str) -> None:
    province()
    assert code in refusal(act(1, "merge", "24.1.1", **facts))


def test_everything_that_stands_against_a_file_is_said_at_once() -> None:
    province()
    assert refusal(
        act(1, "merge", "24.1.1", successor_code="24.9"),
        act(2, "move", "24.1.2", parent_code="24.1.2.1"),
        act(3, "establish", "24.1", name="Trùng mã", kind="district", parent_code="24"),
    ) == ["code.duplicate", "code.unknown", "parent.cycle"]


def test_who_joins_the_cell_on_the_day_it_ends_or_later_is_named() -> None:
    province()
    join("Hoàng Thị Mai", "24.1.1.1", since=date(2021, 1, 1), code="M9")
    with pytest.raises(ActsRefused, match=r"Hoàng Thị Mai \(M9\)"):
        apply_acts([act(1, "merge", "24.1.1.1", successor_code="24.1.1.2")], actor=binh(), on=TODAY)


def test_a_part_that_left_later_stands_in_the_way_of_an_earlier_end() -> None:
    province()
    cell, other = Organization.objects.get(code="24.1.1.1"), Organization.objects.get(code="24.2.2")
    OrganizationParent.objects.filter(organization=cell).update(valid_to=date(2022, 1, 1))
    place(cell, other, date(2022, 1, 1))
    assert refusal(act(1, "merge", "24.1.1", successor_code="24.1.2")) == ["act.later_change"]


def test_a_successor_that_ends_is_no_successor() -> None:
    top = province()
    plant("24.9", Kind.GRASSROOTS_COMMITTEE, under=top, until=date(2022, 1, 1))
    assert refusal(act(1, "merge", "24.1.1", successor_code="24.9")) == ["act.ends_later"]


def test_quang_of_another_commune_may_not_merge_this_one() -> None:
    province()
    quang = Account.objects.create(username="quang")
    with pytest.raises(Refused, match="không có quyền"):
        apply_acts(
            [act(1, "merge", "24.1.2", successor_code="24.1.1")], actor=Actor(quang.pk, "Quang"), on=TODAY
        )
