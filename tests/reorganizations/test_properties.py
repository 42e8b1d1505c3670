"""Whatever acts Bình tries, in whatever order: the tree stays a tree, and nobody is in no cell or in two."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, ClassVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dangvu.audit.actor import Actor
from dangvu.members.models import Member, Membership
from dangvu.organizations.models import Organization, OrganizationKind, OrganizationParent
from dangvu.organizations.rules import CELL_KINDS, first_cycle
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.apply import ActsRefused, apply_acts
from dangvu.reorganizations.services.take_back import take_back
from tests.organizations.trees import assert_closure_is_right, days_of_change
from tests.reorganizations.commune import TODAY, act, binh, everything, join, province

FIRST = date(2020, 1, 1)
CELLS = ("24.1.1.1", "24.1.1.2", "24.1.2.1", "24.1.2.2", "24.2.1.1", "24.2.2.2")
KINDS = ("district", "grassroots_committee", "grassroots_cell", "cell", "sectional_committee")
COMMITTEES = ("district", "grassroots_committee", "grassroots_committee", "sectional_committee")
ACTS = (
    "establish",
    "rename",
    "convert",
    "move",
    "move",
    "merge",
    "merge",
    "split",
    "split",
    "split",
    "wind_up",
)


def living(day: date) -> tuple[list[str], list[str]]:
    """Codes of cells and of committees on the day."""
    kinds = OrganizationKind.objects.filter(valid_from__lte=day, valid_to__gt=day).order_by(
        "organization__code"
    )
    rows = list(kinds.values_list("organization__code", "kind"))
    cells = [code for code, kind in rows if kind in CELL_KINDS]
    return cells, [code for code, kind in rows if kind not in CELL_KINDS]


@st.composite
def an_act(
    draw: st.DrawFn, order: int, day: date, cells: list[str], committees: list[str], new: str
) -> FormalAct:
    """An act that is mostly possible: kinds of a family, parents that are committees; not always."""
    what = draw(st.sampled_from(ACTS))
    family = draw(st.sampled_from([cells, committees])) or committees
    one, other = draw(st.sampled_from(family)), draw(st.sampled_from([*family, new]))
    young = [code for code in cells + committees if code.startswith("N")] or family
    parent = draw(st.sampled_from(committees))
    kind = draw(st.sampled_from(COMMITTEES)) if family is committees else "cell"
    described = {"name": f"Tổ chức {new}", "kind": kind, "parent_code": parent}
    possible: dict[str, dict[str, Any]] = {
        "establish": described,
        "rename": {"name": f"Tên mới {order} {day}"},
        "convert": {"kind": draw(st.sampled_from(KINDS))},
        "move": {"parent_code": parent},
        "merge": {"successor_code": other, **described},
        "split": {
            "successor_code": new,
            **described,
            "members": tuple(sorted(draw(st.sets(st.sampled_from("ABCDEF"), max_size=2))))
            if kind == "cell"
            else (),
            "ends": draw(st.sampled_from((None, None, False, True))),
        },
        "wind_up": {},
    }
    code = {"establish": new, "wind_up": draw(st.sampled_from(young))}.get(what, one)
    return act(order, what, code, day, **possible[what])


class RandomActs(TestCase):
    applied: ClassVar[Counter[str]] = Counter()

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        assert {"establish", "merge", "move", "split"} <= set(cls.applied), cls.applied
        assert cls.applied.total() >= 20, f"refused too often to prove anything: {cls.applied}"

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_the_tree_stays_a_tree_and_everybody_in_one_cell(self, data: st.DataObject) -> None:
        actor = binh()
        province()
        for letter, cell in zip("ABCDEF", CELLS, strict=True):
            join(f"Đảng viên {letter}", cell, code=letter, since=date(2010, 1, 1))
        untouched, day = everything(), FIRST
        for number in range(data.draw(st.integers(1, 12))):
            day += timedelta(days=data.draw(st.sampled_from([0, 30, 400, -60])))
            self.try_file(self.draw_file(data, number, day), actor)
        assert_all_is_right()
        for file in ActFile.objects.filter(state="applied").order_by("-id"):
            take_back(file, actor=actor, on=TODAY)
        assert everything() == untouched

    def draw_file(self, data: st.DataObject, number: int, day: date) -> list[FormalAct]:
        cells, committees = living(day)
        orders = range(1, data.draw(st.sampled_from([1, 1, 2, 3])) + 1)
        return [data.draw(an_act(order, day, cells, committees, f"N{number}.{order}")) for order in orders]

    def try_file(self, file: list[FormalAct], actor: Actor) -> None:
        """Refused without a trace, or done; taken back it leaves everything as it was; then done again."""
        before = everything()
        try:
            applied, shown = apply_acts(file, actor=actor, on=TODAY)
        except ActsRefused:
            assert everything() == before
            return
        assert shown.reconciliation.equal
        self.applied.update(one.act for one in file)
        assert_all_is_right()
        take_back(applied, actor=actor, on=TODAY)
        assert everything() == before
        apply_acts(file, actor=actor, on=TODAY)


def assert_all_is_right() -> None:
    assert_closure_is_right()
    rows = OrganizationParent.objects.values_list("organization_id", "parent_id", "valid_from", "valid_to")
    assert first_cycle(list(rows)) is None
    for parent in OrganizationParent.objects.select_related("organization", "parent"):
        for end in (parent.organization, parent.parent):
            assert end.valid_from <= parent.valid_from, "a place outside a life"
            assert parent.valid_to <= end.valid_to, "a part outlives its whole"
    for day in days_of_change():
        assert_everybody_in_one_cell(day)


def assert_everybody_in_one_cell(day: date) -> None:
    if day < date(2010, 1, 1):
        return
    stays = Membership.objects.filter(kind="official", valid_from__lte=day, valid_to__gt=day)
    assert Counter(stays.values_list("member_id", flat=True)) == Counter(
        Member.objects.values_list("id", flat=True)
    ), day
    kinds = OrganizationKind.objects.filter(
        organization__in=stays.values("organization"), valid_from__lte=day, valid_to__gt=day
    )
    assert set(kinds.values_list("kind", flat=True)) <= CELL_KINDS
    living = Organization.objects.filter(valid_from__lte=day, valid_to__gt=day)
    assert set(stays.values_list("organization_id", flat=True)) <= set(living.values_list("id", flat=True))
