"""What must hold for a member's record, rule by rule, each with what it accepts and what it refuses."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from dangvu.kernel.findings import Severity
from dangvu.kernel.periods import FOREVER, Period
from dangvu.members.rules import (
    EXITS,
    CellFacts,
    History,
    PostSpan,
    StageSpan,
    StatusSpan,
    Stay,
    findings_of,
    new_findings,
)
from dangvu.members.rules.law import readmission_findings, recognition_findings
from dangvu.members.rules.stays import FOLLOWS

A, B, C, D = date(2015, 3, 26), date(2018, 1, 1), date(2020, 7, 1), date(2024, 1, 1)
LIFE = Period(date(2000, 1, 1))
CELLS = {
    1: CellFacts("24.01.1", LIFE, (LIFE,)),
    2: CellFacts("24.01.2", LIFE, (LIFE,)),
    9: CellFacts("24.01", LIFE, ()),
}


def stay(
    cell: int,
    begun: date,
    ended: date = FOREVER,
    came: str = "transferred_in",
    left: str = "",
    kind: str = "official",
) -> Stay:
    return Stay(cell, CELLS[cell].code, kind, Period(begun, ended), came, left)


def minh(
    *stays: Stay,
    stages: Sequence[StageSpan] | None = None,
    statuses: Sequence[StatusSpan] = (),
    posts: Sequence[PostSpan] = (),
) -> History:
    """Minh with these memberships; a full member throughout unless told otherwise."""
    full = [StageSpan("full", one.period) for one in stays if one.kind == "official"]
    given = full if stages is None else stages
    return History("DV1", "Trần Văn Minh", stays, tuple(given), tuple(statuses), tuple(posts))


def codes(history: History) -> list[str]:
    return [found.code for found in findings_of(history, CELLS)]


ONE_CELL = stay(1, A, came="admitted")


def test_a_plain_record_has_no_fault() -> None:
    assert codes(minh(stay(1, A, B, "admitted", "transferred_out"), stay(2, B))) == []


@pytest.mark.parametrize(
    ("begins", "fault"),
    [(B, []), (B - timedelta(days=1), ["membership.two_cells", "stage.overlap"])],
)
def test_minh_is_never_in_two_cells_on_one_day(begins: date, fault: list[str]) -> None:
    assert codes(minh(stay(1, A, B, "admitted", "transferred_out"), stay(2, begins))) == fault


@pytest.mark.parametrize("reason", ["reorganized", ""])
def test_minh_is_never_left_without_a_cell(reason: str) -> None:
    came = "reorganized" if reason else "transferred_in"
    first = stay(1, A, B, "admitted", reason)
    assert codes(minh(first, stay(2, B, came=came))) == []
    assert codes(minh(first, stay(2, B + timedelta(days=1), came=came))) == ["membership.no_cell"]
    assert codes(minh(first)) == ["membership.no_cell"]


@pytest.mark.parametrize("reason", sorted([*EXITS, "transferred_out"]))
def test_only_an_act_that_ends_membership_leaves_nobody_in_a_cell(reason: str) -> None:
    assert codes(minh(stay(1, A, B, "admitted", reason))) == []


ALL_IN = ("admitted", "readmitted", "transferred_in", "restored", "reorganized", "initial")


@pytest.mark.parametrize("left", sorted(FOLLOWS))
@pytest.mark.parametrize("came", ALL_IN)
def test_a_way_in_answers_the_way_out_before_it(left: str, came: str) -> None:
    record = minh(stay(1, A, C, "admitted", left), stay(2, C, came=came))
    assert codes(record) == ([] if came in FOLLOWS[left] else ["membership.reason_in"])


def test_nobody_comes_back_from_death() -> None:
    assert FOLLOWS["died"] == frozenset()


def test_official_members_stand_only_in_cells() -> None:
    assert codes(minh(stay(9, A, came="admitted"))) == ["membership.not_a_cell"]
    assert codes(minh(ONE_CELL, stay(9, A, kind="temporary"))) == []


@pytest.mark.parametrize(
    ("life", "cell", "fault"),
    [
        (Period(A), Period(A), []),
        (Period(A, D), Period(A, D), ["membership.not_a_cell", "membership.outside_organization"]),
        (Period(B), Period(B), ["membership.not_a_cell", "membership.outside_organization"]),
        (Period(A), Period(A, D), ["membership.not_a_cell"]),
    ],
)
def test_a_membership_lies_inside_the_life_of_its_cell(life: Period, cell: Period, fault: list[str]) -> None:
    cells = {1: CellFacts("24.01.1", life, (cell,))}
    assert [found.code for found in findings_of(minh(ONE_CELL), cells)] == fault


def test_the_same_host_is_not_recorded_twice() -> None:
    hosted = stay(2, B, D, kind="temporary")
    assert codes(minh(ONE_CELL, hosted, stay(2, C, kind="temporary"))) == ["membership.twice"]
    assert codes(minh(ONE_CELL, hosted, stay(2, D, kind="temporary"), stay(2, C, kind="residence"))) == []


def test_a_running_membership_has_no_reason_to_end() -> None:
    assert codes(minh(stay(1, A, FOREVER, "admitted", "died"))) == ["membership.reason_out"]


@pytest.mark.parametrize(
    ("stages", "fault"),
    [
        ([("probationary", A, B), ("full", B, FOREVER)], []),
        ([("full", A, FOREVER)], []),
        ([("probationary", A, C), ("full", B, FOREVER)], ["stage.overlap"]),
        ([("full", A, B), ("probationary", B, FOREVER)], ["stage.order"]),
        ([("probationary", A, B), ("full", C, FOREVER)], ["stage.missing"]),
        ([], ["stage.missing"]),
        ([("full", A - timedelta(days=1), FOREVER)], ["stage.outside_membership"]),
    ],
)
def test_probation_comes_before_full_and_one_of_them_holds_every_day(
    stages: list[tuple[str, date, date]], fault: list[str]
) -> None:
    spans = [StageSpan(stage, Period(begun, ended)) for stage, begun, ended in stages]
    assert codes(minh(ONE_CELL, stages=spans)) == fault


def test_after_re_admission_probation_begins_again() -> None:
    spans = [StageSpan("full", Period(A, B)), StageSpan("probationary", Period(D))]
    left = stay(1, A, B, "admitted", "struck_off")
    assert codes(minh(left, stay(1, D, came="readmitted"), stages=spans)) == []


@pytest.mark.parametrize(
    ("periods", "fault"),
    [
        ([Period(B, C), Period(C, D)], []),
        ([Period(B, D), Period(C, D)], ["status.overlap"]),
        ([Period(A - timedelta(days=1), B)], ["status.outside_membership"]),
    ],
)
def test_exemption_and_suspension_hold_one_at_a_time_and_only_for_members(
    periods: list[Period], fault: list[str]
) -> None:
    names = ("exempt", "suspended")
    spans = [StatusSpan(name, period) for name, period in zip(names, periods, strict=False)]
    assert codes(minh(ONE_CELL, statuses=spans)) == fault


def post(period: Period, name: str = "secretary") -> PostSpan:
    return PostSpan(1, "24.01.1", name, period)


def test_a_post_is_held_once_by_a_member() -> None:
    assert codes(minh(ONE_CELL, posts=[post(Period(B, C)), post(Period(C))])) == []
    assert codes(minh(ONE_CELL, posts=[post(Period(B, D)), post(Period(C))])) == ["post.twice"]
    before = minh(ONE_CELL, posts=[post(Period(date(2010, 1, 1), B))])
    assert [(found.code, found.severity) for found in findings_of(before, CELLS)] == [
        ("post.outside_membership", Severity.VIOLATION)
    ]
    assert codes(minh(ONE_CELL, posts=[post(Period(B))])) == []
    old = {1: CellFacts("24.01.1", Period(A, C), (Period(A, C),))}
    ended = minh(stay(1, A, C, "admitted", "died"), posts=[post(Period(B))])
    assert "post.outside_organization" in [found.code for found in findings_of(ended, old)]


def test_every_fault_is_told_at_once() -> None:
    record = minh(stay(9, A, B, "admitted", "reorganized"), stay(1, C), stages=[])
    assert codes(record) == [
        "membership.no_cell",
        "membership.not_a_cell",
        "stage.missing",
        "stage.missing",
    ]


def test_an_old_fault_does_not_stop_a_new_act() -> None:
    faulty = minh(stay(1, A, B, "admitted", "reorganized"), stay(2, C, came="reorganized"))
    closed = minh(
        stay(1, A, B, "admitted", "reorganized"),
        stay(2, C, D, "reorganized", "died"),
    )
    assert codes(faulty) == ["membership.no_cell"]
    assert new_findings(faulty, closed, CELLS) == []


@pytest.mark.parametrize(
    ("on", "severity"),
    [
        (date(2024, 6, 1), None),
        (date(2025, 3, 1), Severity.VIOLATION),
        (date(2025, 12, 1), Severity.VIOLATION),
        (date(2026, 4, 7), Severity.VIOLATION),
        (date(2026, 4, 8), Severity.WARNING),
        (date(2026, 11, 20), Severity.WARNING),
    ],
)
def test_the_wait_of_36_months_blocks_only_where_its_text_was_read(
    on: date, severity: Severity | None
) -> None:
    left = minh(stay(1, A, on - timedelta(days=400), "admitted", "struck_off"))
    found = [one.severity for one in readmission_findings(left, on=on) if one.code == "readmission.too_early"]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(("on", "early"), [(date(2026, 2, 28), True), (date(2026, 3, 1), False)])
def test_36_months_are_full_on_the_day_they_are_full(on: date, early: bool) -> None:
    left = minh(stay(1, A, date(2023, 3, 1), "admitted", "struck_off"))
    assert [one.code for one in readmission_findings(left, on=on)] == (
        ["readmission.too_early"] if early else []
    )


def test_re_admission_is_possible_once_and_hardly_after_withdrawing() -> None:
    again = minh(
        stay(1, date(2001, 1, 1), date(2005, 1, 1), "admitted", "struck_off"),
        stay(1, date(2010, 1, 1), date(2015, 1, 1), "readmitted", "withdrew"),
    )
    found = readmission_findings(again, on=date(2025, 12, 1))
    assert [(one.code, one.severity, one.provision) for one in found] == [
        ("readmission.again", Severity.VIOLATION, "294-qd-tw-2025"),
        ("readmission.after_withdrawal", Severity.WARNING, "294-qd-tw-2025"),
    ]


HOA = minh(
    stay(1, date(2025, 2, 3), came="admitted"), stages=[StageSpan("probationary", Period(date(2025, 2, 3)))]
)


@pytest.mark.parametrize(
    ("on", "fault"),
    [
        (date(2026, 2, 2), ("recognition.too_early", Severity.VIOLATION)),
        (date(2026, 2, 3), None),
        (date(2026, 2, 4), ("recognition.late_day", Severity.WARNING)),
        (date(2026, 8, 4), ("recognition.late_day", Severity.WARNING)),
    ],
)
def test_probation_lasts_twelve_months_to_the_day(on: date, fault: tuple[str, Severity] | None) -> None:
    found = [(one.code, one.severity) for one in recognition_findings(HOA, on=on)]
    assert found == ([fault] if fault else [])
