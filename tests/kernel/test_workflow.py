"""A small case of Lan's: a proposal that is drafted, handed in and decided."""

from dataclasses import dataclass

import pytest

from dangvu.kernel.findings import Finding, Refused, by_law, obstacle
from dangvu.kernel.workflow import BadWorkflow, Move, UnknownMove, Workflow, WrongState


@dataclass
class Facts:
    age: int = 20
    papers: int = 3
    late: bool = False


def of_age(facts: Facts) -> Finding | None:
    return by_law("p.age", "Chưa đủ tuổi.", provision="law", confidence="A") if facts.age < 18 else None


def papers_complete(facts: Facts) -> Finding | None:
    return obstacle("p.papers", "Hồ sơ còn thiếu.") if facts.papers < 3 else None


def in_time(facts: Facts) -> Finding | None:
    return by_law("p.late", "Có thể đã quá hạn.", provision="law", confidence="C") if facts.late else None


STATES = {"draft": "Dự thảo", "handed_in": "Đã trình", "accepted": "Đã duyệt", "dropped": "Đã rút"}
HAND_IN = Move("hand_in", ("draft",), "handed_in", (of_age, papers_complete, in_time), "Trình")
ACCEPT = Move[Facts]("accept", ("handed_in",), "accepted", (), "Duyệt")
DROP = Move[Facts]("drop", ("draft", "handed_in"), "dropped", (), "Rút")
CASE = Workflow[Facts](STATES, [HAND_IN, ACCEPT, DROP])

# Every move from every state: where it leads, or None where it must be refused.
MOVES = {
    ("hand_in", "draft"): "handed_in",
    ("accept", "handed_in"): "accepted",
    ("drop", "draft"): "dropped",
    ("drop", "handed_in"): "dropped",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ["hand_in", "accept", "drop"])
def test_every_move_from_every_state(name: str, state: str) -> None:
    if target := MOVES.get((name, state)):
        assert CASE.apply(name, state, Facts()).state == target
        return
    with pytest.raises(WrongState, match=f"khi đang ở trạng thái “{STATES[state]}”"):
        CASE.apply(name, state, Facts())


def test_lan_is_told_every_reason_at_once() -> None:
    with pytest.raises(Refused) as refused:
        CASE.apply("hand_in", "draft", Facts(age=17, papers=1, late=True))
    assert [finding.code for finding in refused.value.findings] == ["p.age", "p.papers", "p.late"]


def test_a_warning_goes_with_the_move_and_does_not_stop_it() -> None:
    outcome = CASE.apply("hand_in", "draft", Facts(late=True))
    assert outcome.state == "handed_in"
    assert [finding.code for finding in outcome.findings] == ["p.late"]


def test_the_screen_shows_moves_that_are_open_and_why_others_are_not() -> None:
    offers = CASE.available("draft", Facts(age=17, late=True))
    shown = [(offer.move.label, offer.open, [f.code for f in offer.findings]) for offer in offers]
    assert shown == [("Trình", False, ["p.age", "p.late"]), ("Rút", True, [])]
    assert CASE.available("accepted", Facts()) == []


def test_the_first_state_is_the_initial_one_and_ends_are_known() -> None:
    assert CASE.initial == "draft"
    assert [state for state in CASE.states if CASE.is_final(state)] == ["accepted", "dropped"]


def test_a_move_that_does_not_exist_is_a_mistake_of_the_program() -> None:
    with pytest.raises(UnknownMove):
        CASE.apply("approve", "draft", Facts())


@pytest.mark.parametrize(
    ("states", "moves", "reason"),
    [
        ([], [], "at least one state"),
        (["draft", "draft"], [], "only once"),
        (["draft"], [Move("m", ("draft",), "lost", (), "")], "unknown states: lost"),
        (["draft"], [Move("m", ("lost",), "draft", (), "")], "unknown states: lost"),
        (["draft", "b"], [Move("m", ("b",), "draft", (), "")], "no move reaches: b"),
        (
            ["draft", "b", "c"],
            [Move("m", ("b",), "c", (), ""), Move("n", ("c",), "b", (), "")],
            "reaches: b, c",
        ),
        (
            ["draft", "b"],
            [Move("m", ("draft",), "b", (), ""), Move("m", ("draft",), "draft", (), "")],
            "one name",
        ),
        (["draft", "b"], [Move("m", ("draft", "draft"), "b", (), "")], "one name"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    states: list[str], moves: list[Move[Facts]], reason: str
) -> None:
    with pytest.raises(BadWorkflow, match=reason):
        Workflow(states, moves)


def test_one_name_may_lead_to_different_states() -> None:
    back = [Move[Facts]("back", ("b",), "a", (), ""), Move[Facts]("back", ("c",), "b", (), "")]
    on = [Move[Facts]("on", ("a",), "b", (), ""), Move[Facts]("on", ("b",), "c", (), "")]
    flow = Workflow(["a", "b", "c"], [*on, *back])
    assert [flow.apply("back", state, Facts()).state for state in ("b", "c")] == ["a", "b"]
    assert flow.labels["a"] == "a"
