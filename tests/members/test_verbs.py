"""Tuấn and Bình write the records: what each act changes, records and refuses."""

from datetime import date, timedelta

import pytest

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.documents.models import Document
from dangvu.documents.services import document_of_decision
from dangvu.kernel.findings import Refused
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.workflow import WrongState
from dangvu.members import services
from dangvu.members.models import AdmissionProfile, CivicPost, Member, Membership, Post, Stage, Status
from dangvu.organizations.models import Organization, OrganizationParent
from dangvu.organizations.services.links import rebuild_links
from tests.members.cast import HOA_JOINED, RECOGNIZED, TODAY, Commune, officer, person, recorded

DAY = date(2026, 10, 1)


@pytest.fixture
def decision(place: Commune, tuan: Actor) -> Document:
    return document_of_decision("12-QĐ/ĐU", date(2026, 9, 25), "Đảng ủy xã Thử Nghiệm", actor=tuan)


def stays(member: Member) -> list[tuple[str, str, date, date, str, str]]:
    rows = Membership.objects.filter(member=member).order_by("valid_from", "id")
    return list(
        rows.values_list("organization__code", "kind", "valid_from", "valid_to", "reason_in", "reason_out")
    )


def stages(member: Member) -> list[tuple[str, date, date]]:
    return list(member.stages.order_by("valid_from").values_list("stage", "valid_from", "valid_to"))


def refusal(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [found.code for found in refused.value.findings]


def snapshot() -> list[object]:
    tables = (Member, Membership, Stage, Status, Post, CivicPost, AdmissionProfile, Event)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_an_is_admitted_on_the_day_of_the_ceremony(place: Commune, tuan: Actor, decision: Document) -> None:
    done = services.admit(person(), cell=place.hamlet_1, actor=tuan, on=DAY, decision=decision.pk)
    assert stays(done.member) == [("24.01.1", "official", DAY, FOREVER, "admitted", "")]
    assert stages(done.member) == [("probationary", DAY, FOREVER)]
    event = Event.objects.get(pk=done.event_id)
    assert (event.verb, event.effective_on, event.document_id) == ("member.admit", DAY, decision.pk)
    assert (event.subject_kind, event.subject_id) == ("member", done.member.pk)
    assert event.organization_id == place.hamlet_1.pk
    assert Membership.objects.get(member=done.member).event_id == done.event_id


def test_a_refused_admission_enters_nobody(place: Commune, tuan: Actor) -> None:
    before = snapshot()
    with pytest.raises(Refused) as refused:
        services.admit(person(), cell=place.commune, actor=tuan, on=DAY)
    assert refusal(refused) == ["membership.not_a_cell"]
    assert snapshot() == before


def test_every_fault_of_the_papers_is_told_at_once(place: Commune, tuan: Actor, minh: Member) -> None:
    papers = person(minh.code, " ", sex="nam", birth_date=DAY)
    with pytest.raises(Refused) as refused:
        services.enter_member(papers, within=place.commune, actor=tuan, on=DAY)
    assert refusal(refused) == ["value.missing", "value.not_in_list", "date.order", "code.duplicate"]


def test_a_shared_citizen_number_is_told_and_kept(place: Commune, tuan: Actor) -> None:
    recorded("DV5", "Lý Văn Ba", place.hamlet_1, citizen_id="024090000123")
    papers = person("DV6", citizen_id="024090000123", ethnicity="Tày")
    done = services.enter_member(papers, within=place.commune, actor=tuan, on=DAY)
    assert [found.code for found in done.findings] == ["citizen_id.shared"]
    assert (done.member.ethnicity, bool(done.member.ethnicity_code)) == ("Tày", True)


def test_hoa_becomes_a_full_member_when_her_twelve_months_are_over(hoa: Member, tuan: Actor) -> None:
    over = date(2027, 2, 3)
    with pytest.raises(Refused) as refused:
        services.recognize_full(hoa, actor=tuan, on=over - timedelta(days=1))
    assert refusal(refused) == ["recognition.too_early"]
    done = services.recognize_full(hoa, actor=tuan, on=over)
    assert done.findings == ()
    assert stages(hoa) == [("probationary", HOA_JOINED, over), ("full", over, FOREVER)]


def test_minh_moves_to_the_other_hamlet_and_is_never_in_two_cells_or_none(
    place: Commune, minh: Member, tuan: Actor
) -> None:
    done = services.move_member(minh, to=place.hamlet_2, actor=tuan, on=DAY)
    assert [(row[0], row[2:]) for row in stays(minh)] == [
        ("24.01.1", (date(2015, 3, 26), DAY, "admitted", "transferred_out")),
        ("24.01.2", (DAY, FOREVER, "transferred_in", "")),
    ]
    event = Event.objects.get(pk=done.event_id)
    assert event.before is not None
    assert event.after is not None
    assert [row["valid_to"] for row in event.before["memberships"]] == ["9999-01-01"]
    assert [row["organization"] for row in event.after["memberships"]] == ["24.01.1", "24.01.2"]


def test_moving_ends_posts_in_the_cell_left_and_temporary_activity_in_the_one_entered(
    place: Commune, minh: Member, tuan: Actor, binh: Actor
) -> None:
    first = date(2026, 1, 1)
    services.appoint(minh, post="secretary", organization=place.hamlet_1, actor=tuan, on=first)
    services.appoint(minh, post="committee_member", organization=place.commune, actor=tuan, on=first)
    services.begin_membership(minh, organization=place.hamlet_2, kind="temporary", actor=tuan, on=first)
    services.begin_membership(minh, organization=place.other_hamlet, kind="residence", actor=binh, on=first)
    services.move_member(minh, to=place.hamlet_2, actor=tuan, on=DAY)
    assert dict(Post.objects.values_list("organization__code", "valid_to")) == {
        "24.01.1": DAY,
        "24.01": FOREVER,
    }
    ended = {(row[0], row[1]): row[3] for row in stays(minh)}
    assert ended == {
        ("24.01.1", "official"): DAY,
        ("24.01.2", "temporary"): DAY,
        ("24.01.2", "official"): FOREVER,
        ("24.02.1", "residence"): FOREVER,
    }


def test_a_move_to_where_he_is_or_on_the_day_he_came_is_refused(
    place: Commune, minh: Member, tuan: Actor
) -> None:
    with pytest.raises(Refused) as refused:
        services.move_member(minh, to=place.hamlet_1, actor=tuan, on=DAY)
    assert refusal(refused) == ["membership.already_there"]
    services.move_member(minh, to=place.hamlet_2, actor=tuan, on=DAY)
    for day in (DAY, DAY - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            services.move_member(minh, to=place.hamlet_1, actor=tuan, on=day)
        assert "member.later_record" in refusal(refused)


@pytest.mark.parametrize(
    "reason", ["died", "struck_off", "expelled", "withdrew", "annulled", "transferred_out"]
)
def test_whoever_leaves_leaves_everything(reason: str, place: Commune, minh: Member, tuan: Actor) -> None:
    services.appoint(minh, post="secretary", organization=place.hamlet_1, actor=tuan, on=date(2026, 1, 1))
    services.give_status(minh, status="exempt", actor=tuan, on=date(2026, 5, 1))
    services.begin_membership(
        minh, organization=place.hamlet_2, kind="residence", actor=tuan, on=date(2026, 1, 1)
    )
    services.end_membership(minh, reason_out=reason, actor=tuan, on=DAY)
    assert {(row[3], row[5]) for row in stays(minh)} == {(DAY, reason)}
    assert stages(minh)[-1] == ("full", RECOGNIZED, DAY)
    assert Status.objects.get().valid_to == Post.objects.get().valid_to == DAY


def test_the_dead_do_not_move(place: Commune, minh: Member, tuan: Actor) -> None:
    services.end_membership(minh, reason_out="died", actor=tuan, on=DAY)
    with pytest.raises(WrongState, match="đã từ trần"):
        services.move_member(minh, to=place.hamlet_2, actor=tuan, on=DAY)


def test_minh_struck_off_comes_back_on_probation_with_a_warning_today(
    place: Commune, minh: Member, tuan: Actor
) -> None:
    services.end_membership(minh, reason_out="struck_off", actor=tuan, on=date(2026, 5, 1))
    done = services.readmit(minh, cell=place.hamlet_2, actor=tuan, on=DAY)
    assert [(found.code, found.confidence) for found in done.findings] == [("readmission.too_early", "C")]
    assert stages(minh)[-1] == ("probationary", DAY, FOREVER)
    assert stays(minh)[-1][4] == "readmitted"


def test_minh_wrongly_expelled_is_restored_as_what_he_was(place: Commune, minh: Member, tuan: Actor) -> None:
    services.end_membership(minh, reason_out="expelled", actor=tuan, on=date(2026, 5, 1))
    services.restore(minh, cell=place.hamlet_1, actor=tuan, on=DAY)
    assert stages(minh)[-1] == ("full", DAY, FOREVER)


def test_a_member_from_another_place_is_received_as_what_he_is(place: Commune, tuan: Actor) -> None:
    newcomer = services.enter_member(person(), within=place.commune, actor=tuan, on=DAY).member
    services.begin_membership(newcomer, organization=place.hamlet_1, stage="full", actor=tuan, on=DAY)
    assert stages(newcomer) == [("full", DAY, FOREVER)]
    assert stays(newcomer)[0][4] == "transferred_in"


def test_a_newcomer_without_a_stage_is_refused(place: Commune, tuan: Actor) -> None:
    newcomer = services.enter_member(person(), within=place.commune, actor=tuan, on=DAY).member
    with pytest.raises(Refused) as refused:
        services.begin_membership(newcomer, organization=place.hamlet_1, actor=tuan, on=DAY)
    assert refusal(refused) == ["stage.missing"]


def test_temporary_activity_ends_alone(place: Commune, minh: Member, tuan: Actor) -> None:
    first = date(2026, 1, 1)
    services.begin_membership(minh, organization=place.hamlet_2, kind="temporary", actor=tuan, on=first)
    services.end_membership(minh, kind="temporary", reason_out="transferred_out", actor=tuan, on=DAY)
    assert [(row[1], row[3]) for row in stays(minh)] == [("official", FOREVER), ("temporary", DAY)]
    with pytest.raises(Refused) as refused:
        services.end_membership(minh, kind="temporary", reason_out="transferred_out", actor=tuan, on=DAY)
    assert refusal(refused) == ["membership.none"]


def test_a_cell_that_has_ended_takes_nobody(place: Commune, minh: Member, tuan: Actor) -> None:
    Organization.objects.filter(pk=place.hamlet_2.pk).update(valid_to=date(2026, 11, 1))
    OrganizationParent.objects.filter(organization=place.hamlet_2).update(valid_to=date(2026, 11, 1))
    rebuild_links()
    place.hamlet_2.refresh_from_db()
    with pytest.raises(Refused) as refused:
        services.move_member(minh, to=place.hamlet_2, actor=tuan, on=DAY)
    assert refusal(refused) == ["membership.outside_organization"]


def test_exemption_has_a_term_and_a_decision(minh: Member, tuan: Actor, decision: Document) -> None:
    until = date(2027, 1, 1)
    services.give_status(minh, status="exempt", until=until, actor=tuan, on=DAY, decision=decision.pk)
    row = Status.objects.get()
    assert (row.valid_from, row.valid_to) == (DAY, until)
    assert (row.decision_number, row.decision_date) == ("12-QĐ/ĐU", date(2026, 9, 25))
    with pytest.raises(Refused) as refused:
        services.give_status(minh, status="suspended", actor=tuan, on=DAY + timedelta(days=1))
    assert refusal(refused) == ["status.overlap"]
    services.end_status(minh, actor=tuan, on=date(2026, 12, 1))
    services.give_status(minh, status="suspended", actor=tuan, on=date(2026, 12, 1))
    assert list(Status.objects.order_by("valid_from").values_list("status", "valid_to")) == [
        ("exempt", date(2026, 12, 1)),
        ("suspended", FOREVER),
    ]


def test_nobody_comes_back_from_a_status_never_given(minh: Member, tuan: Actor) -> None:
    with pytest.raises(Refused) as refused:
        services.end_status(minh, actor=tuan, on=DAY)
    assert refusal(refused) == ["status.none"]


@pytest.mark.parametrize("until", [DAY, DAY - timedelta(days=1)])
def test_a_term_of_no_day_is_refused(until: date, place: Commune, minh: Member, tuan: Actor) -> None:
    with pytest.raises(Refused) as refused:
        services.give_status(minh, status="exempt", until=until, actor=tuan, on=DAY)
    assert refusal(refused) == ["period.empty"]


def test_a_post_of_the_catalogue_is_taken_and_left(place: Commune, minh: Member, tuan: Actor) -> None:
    with pytest.raises(Refused) as refused:
        services.appoint(minh, post="emperor", organization=place.hamlet_1, actor=tuan, on=DAY)
    assert refusal(refused) == ["value.not_in_list"]
    services.appoint(minh, post="secretary", organization=place.hamlet_1, actor=tuan, on=DAY)
    with pytest.raises(Refused) as refused:
        services.end_post(minh, post="secretary", organization=place.hamlet_1, actor=tuan, on=DAY)
    assert refusal(refused) == ["period.empty"]
    services.end_post(minh, post="secretary", organization=place.hamlet_1, actor=tuan, on=TODAY)
    assert Post.objects.get().valid_to == TODAY
    with pytest.raises(Refused) as refused:
        services.end_post(minh, post="secretary", organization=place.hamlet_1, actor=tuan, on=TODAY)
    assert refusal(refused) == ["post.none"]


def test_the_village_head_need_not_be_a_member(place: Commune, minh: Member, tuan: Actor) -> None:
    head = services.record_civic_post(
        place.commune, post="village_head", holder_name=" Bùi  Văn Lâm", actor=tuan, on=DAY
    )
    deputy = services.record_civic_post(place.commune, post="village_deputy", member=minh, actor=tuan, on=DAY)
    assert (head.holder_name, head.member) == ("Bùi Văn Lâm", None)
    assert (deputy.holder_name, deputy.member) == ("Trần Văn Minh", minh)
    with pytest.raises(Refused) as refused:
        services.record_civic_post(place.commune, post="mayor", actor=tuan, on=date(1999, 1, 1))
    assert refusal(refused) == ["value.not_in_list", "value.missing", "post.outside_organization"]


def test_a_correction_keeps_what_stood_there(minh: Member, tuan: Actor) -> None:
    done = services.correct_member(minh, {"full_name": "Trần Văn  Mình"}, actor=tuan, on=DAY)
    minh.refresh_from_db()
    assert (minh.full_name, minh.folded_name.folded) == ("Trần Văn Mình", "tran van minh")
    event = Event.objects.get(pk=done.event_id)
    assert (event.before, event.after) == ({"full_name": "Trần Văn Minh"}, {"full_name": "Trần Văn Mình"})
    assert [found.code for found in done.findings] == ["records.name_change"]


def test_a_day_of_birth_is_corrected_with_a_warning_only(minh: Member, tuan: Actor) -> None:
    for day in (date(2025, 10, 1), DAY):
        done = services.correct_member(minh, {"birth_date": day - timedelta(days=10000)}, actor=tuan, on=day)
        assert [found.code for found in done.findings] == ["records.birth_date_never_adjusted"]


def test_the_code_of_a_member_is_never_corrected(minh: Member, tuan: Actor) -> None:
    with pytest.raises(KeyError):
        services.correct_member(minh, {"code": "DV9"}, actor=tuan, on=DAY)


def test_what_hoa_was_when_admitted_is_recorded_and_corrected(hoa: Member, tuan: Actor) -> None:
    services.set_admission_profile(hoa, {"youth_union": True, "farmer": False}, actor=tuan, on=DAY)
    done = services.set_admission_profile(hoa, {"farmer": True}, actor=tuan, on=DAY)
    profile = AdmissionProfile.objects.get(member=hoa)
    assert (profile.youth_union, profile.farmer, profile.student) == (True, True, None)
    event = Event.objects.get(pk=done.event_id)
    assert (event.before, event.after) == ({"farmer": False}, {"farmer": True})


def test_quang_is_beyond_tuan_and_within_the_reach_of_binh(
    place: Commune, quang: Member, minh: Member, tuan: Actor, binh: Actor
) -> None:
    before = snapshot()
    for act in (
        lambda: services.move_member(quang, to=place.hamlet_1, actor=tuan, on=DAY),
        lambda: services.move_member(minh, to=place.other_hamlet, actor=tuan, on=DAY),
        lambda: services.end_membership(quang, reason_out="died", actor=tuan, on=DAY),
        lambda: services.correct_member(quang, {"home_town": "x"}, actor=tuan, on=DAY),
        lambda: services.give_status(quang, status="exempt", actor=tuan, on=DAY),
        lambda: services.admit(person(), cell=place.other_hamlet, actor=tuan, on=DAY),
        lambda: services.record_civic_post(
            place.other_commune, post="village_head", member=minh, actor=tuan, on=DAY
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refusal(refused) == ["access.denied"]
    assert snapshot() == before
    services.move_member(quang, to=place.hamlet_1, actor=binh, on=DAY)
    assert stays(quang)[-1][0] == "24.01.1"


def test_vy_who_runs_the_machine_writes_nothing(minh: Member) -> None:
    vy = officer("Vy", "system_administrator", None)
    with pytest.raises(Refused) as refused:
        services.end_membership(minh, reason_out="died", actor=vy, on=DAY)
    assert refusal(refused) == ["access.denied"]


def test_a_late_entry_into_a_cell_that_is_gone_is_for_the_committee_above(
    place: Commune, minh: Member, tuan: Actor
) -> None:
    """The right to write is asked on the day of writing, when the cell no longer exists."""
    ended = date(2026, 9, 1)
    services.move_member(minh, to=place.hamlet_2, actor=tuan, on=ended - timedelta(days=31))
    Organization.objects.filter(pk=place.hamlet_1.pk).update(valid_to=ended)
    OrganizationParent.objects.filter(organization=place.hamlet_1).update(valid_to=ended)
    rebuild_links()
    lan = officer("Lan", "cell_secretary", place.hamlet_1)
    gone = recorded("DV8", "Bùi Văn Cũ", None)
    Membership.objects.create(
        member=gone,
        organization=place.hamlet_1,
        kind="official",
        reason_in="admitted",
        reason_out="died",
        valid_from=date(2015, 1, 1),
        valid_to=ended,
    )
    with pytest.raises(Refused):
        services.correct_member(gone, {"home_town": "Thôn 1"}, actor=lan, on=DAY)
    services.correct_member(gone, {"home_town": "Thôn 1"}, actor=tuan, on=DAY)
    gone.refresh_from_db()
    assert gone.home_town == "Thôn 1"
