"""Rings are found on the very day, and parts stay inside the life of their whole."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.findings import blocks
from dangvu.organizations.models import CELLS, Kind
from dangvu.organizations.rules import (
    CELL_KINDS,
    LEVELS,
    USUAL_PARENTS,
    Life,
    Placement,
    enough_full_members,
    first_cycle,
    kind_exists,
    kind_stands_under,
    outlives,
)

DAY = date(2020, 1, 1)
FOREVER = date(9999, 1, 1)


def test_every_kind_of_the_package_has_a_level_and_usual_parents() -> None:
    assert set(LEVELS) == set(USUAL_PARENTS) == set(Kind.values)
    assert frozenset(CELLS) == CELL_KINDS


@pytest.mark.parametrize(
    ("kind", "parent", "found"),
    [
        ("cell", "grassroots_committee", None),
        ("cell", "sectional_committee", None),
        ("grassroots_cell", "province", None),
        ("party_group", "cell", None),
        ("cell", "province", False),
        ("sectional_committee", "district", False),
        ("province", "district", True),
        ("cell", "cell", True),
        ("cell", "grassroots_cell", True),
        ("central", "central", True),
        ("commune", "directly_subordinate", True),
    ],
)
def test_a_part_stands_under_a_higher_level(kind: str, parent: str, found: bool | None) -> None:
    finding = kind_stands_under(Placement("X", "Tổ chức X", kind, "Tổ chức Y", parent, date(2025, 7, 1)))
    assert (finding if finding is None else blocks(finding)) is found


@pytest.mark.parametrize(
    ("since", "until", "refused"),
    [
        (DAY, FOREVER, False),
        (DAY - timedelta(days=1), FOREVER, True),
        (DAY, date(2030, 1, 1), False),
    ],
)
def test_a_part_does_not_stand_under_a_whole_that_is_not_there(
    since: date, until: date, refused: bool
) -> None:
    assert (outlives(Life("Chi bộ", since), Life("Đảng bộ", DAY), since, until) is not None) is refused
    ended = Life("Đảng bộ", date(2000, 1, 1), date(2025, 7, 1))
    assert outlives(Life("Chi bộ", DAY), ended, DAY, date(2025, 7, 1)) is None
    assert outlives(Life("Chi bộ", DAY), ended, DAY, date(2025, 7, 2)) is not None


@pytest.mark.parametrize(
    ("members", "on", "warned"),
    [(2, date(2025, 7, 1), True), (3, date(2025, 7, 1), False), (0, date(2020, 1, 1), False)],
)
def test_fewer_than_three_full_members_are_warned_of_while_a_text_says_so(
    members: int, on: date, warned: bool
) -> None:
    finding = enough_full_members("X", "Chi bộ X", members, on)
    assert (finding is not None) is warned
    assert finding is None or not blocks(finding)


def test_a_commune_committee_above_grassroots_organisations_exists_for_its_days_only() -> None:
    days = [date(2025, 6, 30), date(2025, 7, 1), date(2026, 7, 25), date(2026, 7, 26)]
    findings = [kind_exists("X", "Đảng bộ xã X", "commune", on) for on in days]
    assert [finding and finding.code for finding in findings] == [
        "tree.form_not_yet",
        None,
        None,
        "tree.form_gone",
    ]


def test_a_ring_of_three_is_found_on_the_first_day_it_closes() -> None:
    rows = [
        ("A", "B", date(2000, 1, 1), FOREVER),
        ("B", "C", date(2010, 1, 1), FOREVER),
        ("C", "A", date(2005, 1, 1), date(2010, 1, 2)),
        ("D", "A", date(2000, 1, 1), FOREVER),
    ]
    ring = first_cycle(rows)
    assert ring is not None
    assert (ring.on, set(ring.members)) == (date(2010, 1, 1), {"A", "B", "C"})
    assert first_cycle([*rows[:2], ("C", "A", date(2005, 1, 1), date(2010, 1, 1)), rows[3]]) is None


EDGES = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 8), st.integers(1, 6)), max_size=12
)


@given(EDGES)
def test_a_ring_is_found_exactly_when_walking_up_on_some_day_does_not_end(
    edges: list[tuple[int, int, int, int]],
) -> None:
    rows: list[tuple[int, int, date, date]] = []
    for part, whole, begun, length in edges:
        start, end = DAY + timedelta(days=begun), DAY + timedelta(days=begun + length)
        if not any(part == one[0] and start < one[3] and one[2] < end for one in rows):
            rows.append((part, whole, start, end))
    days = [DAY + timedelta(days=number) for number in range(20)]
    ringed = [day for day in days if any(walks_for_ever(rows, part, day) for part in range(6))]
    found = first_cycle(rows)
    assert (found.on if found else None) == (min(ringed) if ringed else None)


def walks_for_ever(rows: list[tuple[int, int, date, date]], start: int, day: date) -> bool:
    above = {part: whole for part, whole, begun, ended in rows if begun <= day < ended}
    here: int | None = start
    for _ in range(10):
        here = above.get(here) if here is not None else None
    return here is not None
