"""Every act from every standing: what leads on and what does not."""

from datetime import date

import pytest

from dangvu.kernel.periods import FOREVER, Period
from dangvu.kernel.workflow import WrongState
from dangvu.members.rules import History, StageSpan, Stay
from dangvu.members.workflow import STANDING, STATES, standing

A, B = date(2015, 3, 26), date(2020, 7, 1)

STAYING = ("move", "host", "give_status", "end_status", "appoint", "end_post")
LEAVING = {
    "transferred_out": "outside",
    "died": "dead",
    "struck_off": "left",
    "expelled": "left",
    "withdrew": "left",
    "annulled": "annulled",
}
#: From where which act leads to what; everything else is refused.
LEADS = {
    "not_a_member": {
        "admit": "probationary",
        "receive_probationary": "probationary",
        "receive_full": "full",
    },
    "probationary": {"recognize_full": "full", **dict.fromkeys(STAYING, "probationary"), **LEAVING},
    "full": {**dict.fromkeys(STAYING, "full"), **LEAVING},
    "outside": {"receive_probationary": "probationary", "receive_full": "full"},
    "left": {"readmit": "probationary", "restore_probationary": "probationary", "restore_full": "full"},
    "annulled": {"admit": "probationary", "restore_probationary": "probationary", "restore_full": "full"},
    "dead": {},
}
ACTS = sorted({move.name for move in STANDING.moves})


def test_the_square_is_whole() -> None:
    assert set(LEADS) == set(STATES)
    assert {act for acts in LEADS.values() for act in acts} == set(ACTS)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_from_every_standing(state: str, act: str) -> None:
    if act in LEADS[state]:
        assert STANDING.move(act, state).target == LEADS[state][act]
    else:
        with pytest.raises(WrongState, match=STATES[state]):
            STANDING.move(act, state)


@pytest.mark.parametrize(
    ("stage", "reason_out", "on", "expected"),
    [
        ("full", "", date(2015, 3, 25), "not_a_member"),
        ("full", "", A, "full"),
        ("probationary", "", A, "probationary"),
        (None, "", A, "full"),
        ("full", "died", B, "dead"),
        ("full", "struck_off", B, "left"),
        ("full", "expelled", B, "left"),
        ("full", "withdrew", B, "left"),
        ("full", "annulled", B, "annulled"),
        ("full", "transferred_out", B, "outside"),
        ("full", "struck_off", date(2020, 6, 30), "full"),
    ],
)
def test_where_minh_stands_on_a_day(stage: str | None, reason_out: str, on: date, expected: str) -> None:
    period = Period(A, B if reason_out else FOREVER)
    stays = (Stay(1, "24.01.1", "official", period, "admitted", reason_out),)
    stages = (StageSpan(stage, period),) if stage else ()
    assert standing(History("DV1", "Trần Văn Minh", stays, stages), on) == expected
