"""An act entered by mistake is taken back while nothing depends on it, and leaves no trace in the record."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from dangvu.audit.models import Event
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused
from dangvu.members.models import Membership
from dangvu.organizations.models import Organization
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.services import foreign_keys
from dangvu.reorganizations.services.apply import apply_acts
from dangvu.reorganizations.services.take_back import take_back
from dangvu.reorganizations.services.verbs import Decision, Part, split
from dangvu.reorganizations.workflow import WORKFLOW, Facts
from dangvu.reviews.models import OrganizationRating
from tests.organizations.trees import assert_closure_is_right
from tests.reorganizations.commune import TODAY, act, appoint, binh, everything, join, province

pytestmark = pytest.mark.django_db


def merged_by_mistake() -> ActFile:
    province()
    lan = join("Trần Thị Lan", "24.1.1.1", code="M1")
    appoint(lan, "24.1.1.1")
    join("Nguyễn Văn Minh", "24.1.1.2", code="M2")
    merger = act(1, "merge", "24.1.1.1", successor_code="24.1.1.2")
    return apply_acts([merger], actor=binh(), on=TODAY)[0]


def test_a_merger_taken_back_leaves_every_row_as_it_was() -> None:
    province()
    lan = join("Trần Thị Lan", "24.1.1.1", code="M1")
    appoint(lan, "24.1.1.1")
    before, actor = everything(), binh()
    file, _ = apply_acts([act(1, "merge", "24.1.1.1", successor_code="24.2.1.1")], actor=actor, on=TODAY)
    assert everything() != before

    take_back(file, actor=actor, on=TODAY)

    assert everything() == before
    assert_closure_is_right()
    file.refresh_from_db()
    assert file.state == "taken_back"
    event = Event.objects.get(verb="acts.take_back")
    assert (event.verb, event.subject_id) == ("acts.take_back", file.pk)


def test_an_organisation_founded_by_mistake_is_gone_and_its_code_is_free_again() -> None:
    province()
    before, actor = everything(), binh()
    founding = act(1, "establish", "24.1.1.9", name="Chi bộ thôn 9", kind="cell", parent_code="24.1.1")
    file, _ = apply_acts([founding], actor=actor, on=TODAY)
    take_back(file, actor=actor, on=TODAY)
    assert everything() == before
    apply_acts([founding], actor=actor, on=TODAY)
    assert Organization.objects.filter(code="24.1.1.9").count() == 1


def test_what_was_taken_back_cannot_be_taken_back_again() -> None:
    file = merged_by_mistake()
    actor = binh()
    take_back(file, actor=actor, on=TODAY)
    with pytest.raises(Refused, match="đã thu hồi"):
        take_back(file, actor=actor, on=TODAY)


def refused_by(file: ActFile) -> set[str]:
    before = everything()
    with pytest.raises(Refused) as refused:
        take_back(file, actor=binh(), on=TODAY)
    assert everything() == before
    file.refresh_from_db()
    assert file.state == "applied"
    return {finding.code for finding in refused.value.findings}


def test_a_later_act_on_the_same_cell_must_be_taken_back_first() -> None:
    file = merged_by_mistake()
    actor = binh()
    later = act(
        1, "rename", "24.1.1.2", date(2025, 1, 1), name="Chi bộ thôn Đoàn Kết", decision_number="9-QĐ/TU"
    )
    second, _ = apply_acts([later], actor=actor, on=TODAY)
    assert "acts.later_act" in refused_by(file)
    take_back(second, actor=actor, on=TODAY)
    take_back(file, actor=actor, on=TODAY)


def test_a_member_admitted_since_to_the_successor_stands_in_the_way() -> None:
    file = merged_by_mistake()
    hoa = join("Phạm Thị Hoa", "24.1.1.2", since=date(2021, 5, 19), stage="probationary")
    event = record("membership.begin", actor=binh())
    Membership.objects.filter(member=hoa).update(event_id=event)
    assert refused_by(file) == {"acts.recorded_since"}


def test_lan_who_left_since_stands_in_the_way_by_her_changed_row() -> None:
    file = merged_by_mistake()
    Membership.objects.filter(member__code="M1", reason_in="reorganized").update(
        valid_to=date(2024, 1, 1), reason_out="transferred_out"
    )
    assert refused_by(file) == {"acts.row_changed"}


def test_a_rating_of_an_organisation_that_the_act_founded_stands_in_the_way() -> None:
    province()
    founding = act(
        1, "establish", "24.1.3", name="Đảng bộ xã 3", kind="grassroots_committee", parent_code="24.1"
    )
    file, _ = apply_acts([founding], actor=binh(), on=TODAY)
    new = Organization.objects.get(code="24.1.3")
    OrganizationRating.objects.create(organization=new, subject="organization", year=2021, level="good")
    assert refused_by(file) == {"acts.recorded_since"}


def test_what_was_recorded_elsewhere_does_not_matter() -> None:
    file = merged_by_mistake()
    quang = join("Vũ Văn Quang", "24.2.2.2", since=date(2021, 5, 19))
    Membership.objects.filter(member=quang).update(event_id=record("membership.begin", actor=binh()))
    take_back(file, actor=binh(), on=TODAY)


def test_a_split_with_its_members_and_units_is_taken_back_whole() -> None:
    province()
    for number in range(4):
        join(f"Đảng viên {number}", "24.1.1.1", code=f"M{number}")
    before, actor = everything(), binh()
    parts = [
        Part("24.1.1.1a", "Chi bộ thôn 1A", "cell", parent_code="24.1.1", members=("M0", "M1")),
        Part("24.1.1.1b", "Chi bộ thôn 1B", "cell", parent_code="24.1.1", members=("M2", "M3")),
    ]
    decision = Decision("9-QĐ/TU", date(2025, 6, 16), "24", actor, TODAY)
    file = split(decision, "24.1.1.1", into=parts, on=date(2025, 6, 20))
    take_back(file, actor=actor, on=TODAY)
    assert everything() == before


def foreign_keys_to_organizations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            """select conrelid::regclass || ' ' || conname || ' ' || convalidated || pg_get_constraintdef(oid)
               from pg_constraint where confrelid = 'organizations_organization'::regclass order by 1"""
        )
        return [row[0] for row in cursor.fetchall()]


def test_many_organisations_are_taken_out_together_and_every_reference_is_checked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(foreign_keys, "_TOGETHER_FROM", 1)
    province()
    join("Trần Thị Lan", "24.1.1.1")
    before, keys, actor = everything(), foreign_keys_to_organizations(), binh()
    founding = act(
        1, "merge", "24.1.1.1", successor_code="24.N", name="Chi bộ mới", kind="cell", parent_code="24.1.1"
    )
    file, _ = apply_acts([founding], actor=actor, on=TODAY)
    take_back(file, actor=actor, on=TODAY)
    assert everything() == before
    assert foreign_keys_to_organizations() == keys


def test_a_reference_that_nobody_saw_still_keeps_an_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_keys, "_TOGETHER_FROM", 1)
    province()
    kept = Organization.objects.create(code="24.N", valid_from=date(2020, 1, 1))
    join("Trần Thị Lan", "24.N")
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        foreign_keys.checked_together(1),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from organizations_organization where id = %s", [kept.pk])
    assert Organization.objects.filter(code="24.N").exists()


@pytest.mark.parametrize(
    ("state", "move", "target"),
    [
        ("prepared", "apply", "applied"),
        ("prepared", "take_back", None),
        ("applied", "apply", None),
        ("applied", "take_back", "taken_back"),
        ("taken_back", "apply", None),
        ("taken_back", "take_back", None),
    ],
)
def test_every_move_from_every_state(state: str, move: str, target: str | None) -> None:
    if target is None:
        with pytest.raises(Refused):
            WORKFLOW.apply(move, state, Facts())
    else:
        assert WORKFLOW.apply(move, state, Facts()).state == target
