"""A report is sealed: what it said stays; what changed since is told with the acts that changed it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from dangvu.members.models import Member
from dangvu.members.services import (
    admit,
    correct_member,
    end_membership,
    give_status,
    move_member,
    recognize_full,
)
from dangvu.organizations.models import Organization
from dangvu.statistics.comparing import Changed, Comparison, compare
from dangvu.statistics.sealed import SealedReport, SealedRows
from dangvu.statistics.services.sealing import seal
from tests.members.cast import Commune, found_commune, officer, person, recorded

TODAY = date(2026, 11, 20)
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


class Office:
    """The commune with Minh and An in Hamlet 1, Hoa on probation in Hamlet 2; Bình seals."""

    def __init__(self) -> None:
        self.commune: Commune = found_commune()
        self.binh: Actor = officer("Bình", "provincial_organization_committee", self.commune.province)
        self.minh = recorded("DV1", "Trần Văn Minh", self.commune.hamlet_1)
        self.an = recorded("DV2", "Nguyễn Văn An", self.commune.hamlet_1)
        self.hoa = recorded(
            "DV3", "Lê Thị Hoa", self.commune.hamlet_2, since=date(2025, 9, 1), full_from=None
        )

    def seal(self, code: str = "24.01", token: str = "t1", **more: Any) -> SealedReport:
        given: dict[str, Any] = {"purpose": "Báo cáo năm 2026", "actor": self.binh, "today": TODAY, **more}
        return seal("membership", organization_code=code, period=YEAR, token=token, **given)

    def compare(self, sealed: SealedReport) -> Comparison:
        return compare(sealed, actor=self.binh, today=TODAY)


def of(comparison: Comparison, key: str) -> Changed:
    return next(one for one in comparison.changed if one.key == key)


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def test_a_sealed_report_keeps_figures_definitions_and_who_sealed_it_for_what(office: Office) -> None:
    sealed = office.seal()
    closing = next(one for one in sealed.figures if one["key"] == "closing")
    assert closing["value"] == "3"
    assert "Đảng viên sinh hoạt chính thức vào ngày cuối kỳ" in closing["definition"]
    assert (sealed.sealed_by, sealed.purpose) == ("Bình", "Báo cáo năm 2026")
    event = Event.objects.get(verb="report.seal")
    assert event.after is not None
    assert event.after["hash"] == sealed.hash


def test_where_nothing_happened_nothing_changed(office: Office) -> None:
    found = office.compare(office.seal())
    assert (found.changed, found.same_rows, found.intact) == ((), True, True)


def test_a_move_out_of_the_commune_is_named_with_its_figures(office: Office) -> None:
    sealed = office.seal()
    move_member(office.minh, to=office.commune.other_hamlet, actor=office.binh, on=date(2026, 5, 1))
    found = office.compare(sealed)
    closing = of(found, "closing")
    assert (closing.was, closing.now, closing.difference) == ("3", "2", -1)
    [act] = closing.acts
    assert (act.act.words, act.act.on, act.net) == ("Chuyển sinh hoạt đảng", date(2026, 5, 1), -1)
    assert of(found, "decrease.transferred_out").acts[0].act == act.act
    assert not found.same_rows
    assert found.intact


def test_a_move_inside_the_commune_changes_its_rows_but_no_figure(office: Office) -> None:
    sealed = office.seal()
    move_member(office.minh, to=office.commune.hamlet_2, actor=office.binh, on=date(2026, 5, 1))
    found = office.compare(sealed)
    assert found.changed == ()
    assert not found.same_rows


def test_acts_that_cancel_each_other_are_both_named(office: Office) -> None:
    sealed = office.seal()
    end_membership(office.minh, reason_out="died", actor=office.binh, on=date(2026, 5, 1))
    admit(person("DV9", "Lò Văn Tám"), cell=office.commune.hamlet_1, actor=office.binh, on=date(2026, 5, 2))
    closing = of(office.compare(sealed), "closing")
    assert closing.difference == 0
    assert sorted((one.act.words, one.came, one.went) for one in closing.acts) == [
        ("Kết nạp đảng viên", 1, 0),
        ("Kết thúc sinh hoạt đảng", 0, 1),
    ]


def test_a_sealed_report_cannot_be_changed_or_removed(office: Office) -> None:
    sealed = office.seal()
    for change in (
        lambda: SealedReport.objects.filter(pk=sealed.pk).update(purpose="khác"),
        lambda: SealedRows.objects.filter(report=sealed).delete(),
    ):
        with pytest.raises(IntegrityError, match="Báo cáo đã chốt"), transaction.atomic():
            change()


def test_figures_that_are_not_those_sealed_are_told(office: Office) -> None:
    sealed = office.seal()
    sealed.figures[0]["value"] = "999"
    assert not office.compare(sealed).intact


def test_a_form_sent_twice_seals_once(office: Office) -> None:
    assert office.seal() == office.seal()
    assert SealedReport.objects.count() == 1


@pytest.mark.parametrize(("purpose", "sentence"), [("  ", "Hãy ghi"), ("a" * 301, "dài quá")])
def test_the_purpose_is_a_short_line(office: Office, purpose: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        office.seal(purpose=purpose)


@pytest.mark.parametrize(
    ("role", "place"), [("cell_secretary", "hamlet_1"), ("grassroots_clerk", "other_commune")]
)
def test_nobody_seals_without_the_right_over_the_place(office: Office, role: str, place: str) -> None:
    stranger = officer("Quang", role, getattr(office.commune, place))
    with pytest.raises(Refused):
        office.seal(code="24.01" if place == "other_commune" else "24.01.1", actor=stranger)
    assert not SealedReport.objects.exists()


def test_who_may_not_read_the_place_may_not_compare(office: Office) -> None:
    quang = officer("Quang", "cell_secretary", office.commune.other_hamlet)
    with pytest.raises(Refused):
        compare(office.seal(), actor=quang, today=TODAY)


Deed = Callable[[Office, Member, date], object]
DEEDS: dict[str, Deed] = {
    "move_in": lambda o, m, on: move_member(m, to=o.commune.hamlet_2, actor=o.binh, on=on),
    "move_out": lambda o, m, on: move_member(m, to=o.commune.other_hamlet, actor=o.binh, on=on),
    "move_back": lambda o, m, on: move_member(m, to=o.commune.hamlet_1, actor=o.binh, on=on),
    "die": lambda o, m, on: end_membership(m, reason_out="died", actor=o.binh, on=on),
    "leave": lambda o, m, on: end_membership(m, reason_out="transferred_out", actor=o.binh, on=on),
    "exempt": lambda o, m, on: give_status(m, status="exempt", actor=o.binh, on=on),
    "recognize": lambda o, m, on: recognize_full(m, actor=o.binh, on=on),
    "correct": lambda o, m, on: correct_member(m, changes={"sex": "female"}, actor=o.binh, on=on),
    "admit": lambda o, m, on: admit(person(f"N{on:%m%d}"), cell=o.commune.hamlet_1, actor=o.binh, on=on),
}


class Sums(TestCase):
    """Whatever is done after the seal: the named acts add up to the difference, and each act is named."""

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 2), st.integers(1, 28)),
            min_size=1,
            max_size=6,
        )
    )
    def test_the_sum_of_the_named_acts_is_the_difference(self, deeds: list[tuple[str, int, int]]) -> None:
        office = Office()
        places = {code: office.seal(code, token=code) for code in ("24", "24.01", "24.01.1", "24.02")}
        for month, (deed, who, day) in enumerate(deeds, 3):
            try:
                with transaction.atomic():
                    DEEDS[deed](office, [office.minh, office.an, office.hoa][who], date(2026, month, day))
            except (Refused, ValueError):
                continue  # what the rules refuse changes nothing
        for code, sealed in places.items():
            self._adds_up(office, code, sealed)

    def _adds_up(self, office: Office, code: str, sealed: SealedReport) -> None:
        found = office.compare(sealed)
        told = {one.key: one for one in found.changed}
        was = {one["key"]: one["value"] for one in sealed.figures}
        for now in found.report.figures:
            if not now.counted:
                continue
            difference = int(now.value or 0) - int(was[now.key] or 0)
            acts = told[now.key].acts if now.key in told else ()
            assert sum(act.net for act in acts) == difference, (code, now.key)
            assert all(act.act.event_id is not None for act in acts), (code, now.key)
        assert found.intact


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_each_of_these_deeds_can_be_done(office: Office, deed: str) -> None:
    who = office.hoa if deed in ("recognize", "move_back") else office.minh
    assert DEEDS[deed](office, who, date(2026, 9, 5))


def test_the_reorganisation_of_the_tree_is_named(office: Office) -> None:
    from dangvu.audit.services import record
    from dangvu.organizations.models import OrganizationParent
    from dangvu.organizations.services.links import rebuild_links

    sealed = office.seal()
    moved = Organization.objects.get(code="24.01.1")
    event = record(
        "organization.move", actor=office.binh, on=date(2026, 7, 1), subject=("organization", moved.pk),
        organization_id=moved.pk,
    )  # fmt: skip
    OrganizationParent.objects.filter(organization=moved).update(valid_to=date(2026, 7, 1), event_id=event)
    OrganizationParent.objects.create(
        organization=moved, parent=office.commune.other_commune, valid_from=date(2026, 7, 1), event_id=event
    )
    rebuild_links()
    closing = of(office.compare(sealed), "closing")
    assert [(one.act.words, one.net) for one in closing.acts] == [("Chuyển tổ chức đảng trực thuộc", -2)]
