"""Bình founds, renames, converts, moves, splits and winds up organisations; what is against it is named."""

from datetime import date
from typing import Any

import pytest

from dangvu.members.models import Membership
from dangvu.organizations.models import Kind, Organization, Succession
from dangvu.organizations.selectors import ancestor_codes, children_of, kind_on, name_on, sector_on
from dangvu.organizations.services.links import rebuild_links
from dangvu.reorganizations.models import Act
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.apply import ActsRefused, apply_acts, preview
from dangvu.reorganizations.services.verbs import (
    Decision,
    Part,
    convert,
    establish,
    move,
    rename,
    split,
    wind_up,
)
from tests.organizations.trees import assert_closure_is_right, plant
from tests.reorganizations.commune import (
    DISTRICT_DAYS,
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
BEFORE = date(2020, 2, 29)


def by_decision() -> Decision:
    return Decision("124-QĐ/TU", date(2020, 2, 15), "24", binh(), TODAY)


def ids(*codes: str) -> list[int]:
    return list(Organization.objects.filter(code__in=codes).values_list("id", flat=True))


def refusal(*acts: FormalAct) -> list[str]:
    """Codes of what stands against the acts, without the warnings; nothing is written."""
    before = everything()
    with pytest.raises(ActsRefused) as refused:
        apply_acts(acts, actor=binh(), on=TODAY)
    assert everything() == before
    return sorted({finding.code for finding in refused.value.findings if finding.severity == "violation"})


def warnings(*acts: FormalAct) -> list[str]:
    shown = preview(acts)
    assert not shown.blocked
    return sorted(remark.finding.code for remark in shown.remarks)


def test_a_new_commune_lives_from_its_day_under_its_district() -> None:
    province()
    establish(
        by_decision(), "24.1.3", name="Đảng bộ xã Mới", kind="grassroots_committee", sector="commune_unit",
        parent_code="24.1", on=DISTRICT_DAYS,
    )  # fmt: skip
    (new,) = ids("24.1.3")
    assert name_on([new], BEFORE) == {}
    assert (name_on([new], DISTRICT_DAYS), sector_on([new], DISTRICT_DAYS)) == (
        {new: "Đảng bộ xã Mới"},
        {new: "commune_unit"},
    )
    assert [one.code for one in children_of(ids("24.1")[0], DISTRICT_DAYS)] == ["24.1.1", "24.1.2", "24.1.3"]
    assert_closure_is_right()


def test_a_renamed_commune_keeps_its_old_name_for_the_days_before() -> None:
    province()
    rename(by_decision(), "24.1.1", name="Đảng bộ xã An Bình", on=DISTRICT_DAYS)
    (commune,) = ids("24.1.1")
    assert name_on([commune], BEFORE) == {commune: "Đảng bộ xã 1.1"}
    assert name_on([commune], DISTRICT_DAYS) == {commune: "Đảng bộ xã An Bình"}


def test_a_cell_that_becomes_a_grassroots_cell_moves_up_by_the_same_decision() -> None:
    province()
    lan = join("Trần Thị Lan", "24.1.1.1")
    decision = by_decision()
    decision.apply(
        [
            decision.act(
                1, "convert", "24.1.1.1", DISTRICT_DAYS, kind="grassroots_cell", sector="state_body"
            ),
            decision.act(2, "move", "24.1.1.1", DISTRICT_DAYS, parent_code="24.1"),
        ]
    )
    (cell,) = ids("24.1.1.1")
    assert (kind_on([cell], BEFORE), kind_on([cell], DISTRICT_DAYS)) == (
        {cell: "cell"},
        {cell: "grassroots_cell"},
    )
    assert ancestor_codes("24.1.1.1", DISTRICT_DAYS) == ["24.1.1.1", "24.1", "24"]
    assert len(cells_of(lan)) == 1


def test_a_district_moves_with_all_below_it() -> None:
    province()
    plant("27", Kind.PROVINCE, name="Đảng bộ tỉnh Bắc Ninh")
    rebuild_links()
    move(by_decision(), "24.1", parent_code="27", on=DISTRICT_DAYS)
    assert ancestor_codes("24.1.1.1", BEFORE)[-1] == "24"
    assert ancestor_codes("24.1.1.1", DISTRICT_DAYS) == ["24.1.1.1", "24.1.1", "24.1", "27"]
    assert_closure_is_right()


def test_a_large_cell_is_split_and_everybody_goes_to_a_part() -> None:
    province()
    lan, minh, hoa = (join(name, "24.1.1.1", code=name) for name in ("Lan", "Minh", "Hoa"))
    appoint(lan, "24.1.1.1")
    parts = [
        Part("24.1.1.A", "Chi bộ thôn 1A", "cell", parent_code="24.1.1", members=("Lan",)),
        Part("24.1.1.2", members=("Minh", "Hoa")),
    ]
    split(by_decision(), "24.1.1.1", into=parts, on=DISTRICT_DAYS)
    assert [cells_of(member)[-1][0] for member in (lan, minh, hoa)] == ["24.1.1.A", "24.1.1.2", "24.1.1.2"]
    assert Organization.objects.get(code="24.1.1.1").valid_to == DISTRICT_DAYS
    assert lan.posts.get().valid_to == DISTRICT_DAYS
    assert set(Succession.objects.values_list("act", "successor__code")) == {
        ("split_into", "24.1.1.A"),
        ("split_into", "24.1.1.2"),
    }


def test_a_split_that_forgets_somebody_is_refused_with_the_name() -> None:
    province()
    for name in ("Lan", "Minh"):
        join(name, "24.1.1.1", code=name)
    with pytest.raises(ActsRefused, match=r"còn 1 đảng viên chưa có nơi sinh hoạt mới: Minh \(Minh\)"):
        split(by_decision(), "24.1.1.1", into=[Part("24.1.1.2", members=("Lan",))], on=DISTRICT_DAYS)


def test_a_split_that_keeps_the_old_cell_leaves_the_others_in_it() -> None:
    province()
    lan, minh = (join(name, "24.1.1.1", code=name) for name in ("Lan", "Minh"))
    split(by_decision(), "24.1.1.1", into=[Part("24.1.1.2", members=("Lan",))], keep=True, on=DISTRICT_DAYS)
    assert (cells_of(lan)[-1][0], cells_of(minh)[-1][0]) == ("24.1.1.2", "24.1.1.1")


def test_nobody_goes_to_two_parts_and_no_stranger_to_one() -> None:
    province()
    join("Lan", "24.1.1.1", code="Lan")
    join("Quang", "24.2.2.1", code="Quang")
    facts: dict[str, Any] = {"successor_code": "24.1.1.2", "members": ("Lan",)}
    assert refusal(act(1, "split", "24.1.1.1", **facts), act(2, "split", "24.1.1.1", **facts)) == [
        "act.not_a_member"
    ]
    assert refusal(act(1, "split", "24.1.1.1", successor_code="24.1.1.2", members=("Quang",))) == [
        "act.not_a_member"
    ]


def test_a_committee_split_by_a_file_ends_when_all_its_units_have_moved() -> None:
    province()
    apply_acts(
        [
            act(1, "split", "24.1.1", successor_code="24.1.8", name="Đảng bộ xã 8",
                kind="grassroots_committee", parent_code="24.1"),
            act(2, "split", "24.1.1", successor_code="24.1.2"),
            act(3, "move", "24.1.1.1", parent_code="24.1.8"),
            act(4, "move", "24.1.1.2", parent_code="24.1.2"),
        ],
        actor=binh(),
        on=TODAY,
    )  # fmt: skip
    assert Organization.objects.get(code="24.1.1").valid_to == DISTRICT_DAYS
    assert ancestor_codes("24.1.1.1", DISTRICT_DAYS)[1] == "24.1.8"


def test_a_committee_split_by_a_file_lives_on_with_what_stays_in_it() -> None:
    province()
    apply_acts(
        [
            act(1, "split", "24.1.1", successor_code="24.1.2"),
            act(2, "move", "24.1.1.1", parent_code="24.1.2"),
        ],
        actor=binh(),
        on=TODAY,
    )
    assert [one.code for one in children_of(ids("24.1.1")[0], DISTRICT_DAYS)] == ["24.1.1.2"]


def test_a_cell_whose_task_is_done_ends_with_its_posts() -> None:
    province()
    lan = join("Trần Thị Lan", "24.1.1.2")
    appoint(lan, "24.1.1.1")
    wind_up(by_decision(), "24.1.1.1", successor_code="24.1.1.2", on=DISTRICT_DAYS)
    assert Organization.objects.get(code="24.1.1.1").valid_to == DISTRICT_DAYS
    assert lan.posts.get().valid_to == DISTRICT_DAYS
    assert Succession.objects.get().act == "replaced_by"


def test_nobody_is_left_without_a_cell_and_no_unit_without_its_whole() -> None:
    province()
    join("Trần Thị Lan", "24.1.1.1", code="M1")
    join("Vũ Văn Quang", "24.2.1.1", code="M2")
    join("Vũ Văn Quang", "24.1.1.2", code="M2", kind="temporary")
    assert refusal(act(1, "wind_up", "24.1.1.1")) == ["act.members_left"]
    assert refusal(act(1, "wind_up", "24.1.1.2")) == ["act.members_left"]
    assert refusal(act(1, "wind_up", "24.1")) == ["act.units_left"]


def test_a_cell_with_members_does_not_become_a_committee() -> None:
    province()
    join("Trần Thị Lan", "24.1.1.1")
    assert refusal(act(1, "convert", "24.1.1.1", kind="sectional_committee")) == ["act.members_outside_cell"]
    convert(by_decision(), "24.1.1.2", kind="sectional_committee", on=DISTRICT_DAYS)


def test_an_organisation_changes_in_one_respect_once_a_day() -> None:
    province()
    assert refusal(
        act(1, "move", "24.1.1", parent_code="24.2"), act(2, "move", "24.1.1", parent_code="24")
    ) == ["act.same_day"]
    move(by_decision(), "24.1.1", parent_code="24.2", on=DISTRICT_DAYS)
    assert refusal(act(1, "move", "24.1.1", parent_code="24")) == ["act.same_day"]
    assert refusal(act(1, "merge", "24.1.1", successor_code="24.1.2")) == ["act.same_day"]
    assert refusal(act(1, "move", "24.1.1", BEFORE, parent_code="24")) == ["act.later_change"]
    rename(by_decision(), "24.1.1", name="Đảng bộ xã Khác", on=DISTRICT_DAYS)


def test_two_communes_cannot_be_put_under_each_other() -> None:
    province()
    assert "parent.cycle" in refusal(act(1, "move", "24.1", parent_code="24.1.1.1"))
    assert "act.itself" in refusal(act(1, "move", "24.1", parent_code="24.1"))
    cycle = refusal(act(1, "move", "24.1", parent_code="24.2"), act(2, "move", "24.2", parent_code="24.1"))
    assert "parent.cycle" in cycle


@pytest.mark.parametrize(
    ("kind", "parent", "on", "codes"),
    [
        ("district", "24", date(2025, 6, 30), []),
        ("district", "24", date(2025, 7, 1), ["tree.form_gone"]),
        ("commune", "24", date(2025, 6, 30), ["tree.form_not_yet"]),
        ("commune", "24", date(2025, 7, 1), []),
        ("commune", "24", date(2026, 4, 8), []),
        ("grassroots_committee", "24.1.1", date(2025, 7, 1), ["tree.kind_below"]),
        ("province", "24.1", date(2025, 6, 1), ["tree.kind_below"]),
        ("cell", "24.1.1.1", date(2025, 6, 1), ["tree.kind_below"]),
        ("party_group", "24.1.1.1", date(2025, 6, 1), []),
        ("sectional_committee", "24.1.1", date(2025, 6, 1), []),
    ],
)
def test_an_organisation_takes_a_form_of_its_day_under_a_higher_level(
    kind: str, parent: str, on: date, codes: list[str]
) -> None:
    province()
    new = act(1, "establish", "24.N", on, name="Tổ chức mới", kind=kind, parent_code=parent)
    found = {
        remark.finding.code for remark in preview([new]).remarks if remark.finding.severity == "violation"
    }
    assert sorted(found) == codes


def test_a_form_that_only_an_unread_text_ended_is_warned_of_not_refused() -> None:
    province()
    after = date(2026, 7, 26)
    late = act(1, "establish", "24.N", after, name="Đảng bộ xã", kind="commune", parent_code="24")
    assert warnings(late) == ["tree.form_gone"]
    below = act(
        1, "establish", "24.N", after, name="Đảng bộ", kind="grassroots_committee", parent_code="24.1.1"
    )
    assert warnings(below) == ["tree.kind_below"]


def test_a_new_cell_of_fewer_than_three_full_members_is_remarked_on() -> None:
    province()
    for number in range(3):
        join(f"Đảng viên {number}", "24.1.1.1", code=f"M{number}")
    join("Phạm Thị Hoa", "24.1.1.2", stage="probationary")
    new = {"name": "Chi bộ mới", "kind": "cell", "parent_code": "24.1.1"}
    july = date(2025, 7, 1)
    assert warnings(act(1, "merge", "24.1.1.1", july, successor_code="24.N", **new)) == []
    assert warnings(act(1, "merge", "24.1.1.2", july, successor_code="24.N", **new)) == [
        "tree.few_full_members"
    ]


def test_what_already_is_so_is_left_and_said() -> None:
    province()
    before = everything()
    acts = [
        act(1, "rename", "24.1", name="Đảng bộ huyện 1"),
        act(2, "move", "24.1", parent_code="24"),
        act(3, "convert", "24.1", kind="district"),
    ]
    assert warnings(*acts) == ["act.no_change"] * 3
    apply_acts(acts, actor=binh(), on=TODAY)
    assert everything() == before
    assert Act.objects.count() == 3


def test_the_number_of_questions_does_not_grow_with_the_acts(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    province()
    for number in range(8):
        join(f"Đảng viên {number}", f"24.{number % 2 + 1}.1.{number % 4 // 2 + 1}", code=f"M{number}")
    acts = [
        act(1, "merge", "24.1.1", successor_code="24.1.2"),
        act(2, "merge", "24.2.1", successor_code="24.2.2"),
        act(3, "merge", "24.1.1.1", successor_code="24.1.1.2"),
        act(4, "merge", "24.2.1.1", successor_code="24.2.1.2"),
        act(5, "rename", "24.1.2", name="Đảng bộ xã An Bình"),
    ]
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        preview(acts)
    assert Membership.objects.filter(reason_out="reorganized").count() == 0
