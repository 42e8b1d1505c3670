"""The contents of a member's file: the official order, and what is due of whom."""

import pytest

from dangvu.members.file_contents import CONTENTS, due_of, missing_of
from dangvu.members.workflow import DEAD, FULL_MEMBER, LEFT, NOT_A_MEMBER, ON_PROBATION


def test_the_contents_stand_in_the_official_order_of_three_stages() -> None:
    order = [f"a{n}" for n in range(1, 7)] + [f"b{n}" for n in range(1, 7)] + [f"c{n}" for n in range(1, 14)]
    assert [item.key for item in CONTENTS] == order


@pytest.mark.parametrize(
    ("standing", "due"),
    [(ON_PROBATION, 10), (FULL_MEMBER, 17), (LEFT, 0), (DEAD, 0), (NOT_A_MEMBER, 0)],
)
def test_what_is_due_follows_where_the_person_stands(standing: str, due: int) -> None:
    assert len(due_of(standing)) == due


def test_what_is_filed_only_if_any_is_never_missing() -> None:
    missing = {item.key for item in missing_of(FULL_MEMBER, set())}
    assert not missing & {"a5", "b2", "c6", "c9", "c10", "c11", "c12", "c13"}


def test_the_first_missing_paper_is_the_next_step() -> None:
    assert missing_of(ON_PROBATION, {"a1", "a2", "b4"})[0].key == "a3"
    assert missing_of(ON_PROBATION, {item.key for item in CONTENTS}) == []
