"""Where a person stands towards the Party on a day, and which acts lead on from there."""

from datetime import date

from dangvu.kernel.workflow import Move, Workflow
from dangvu.members.rules.history import ANNULLED, DIED, PROBATIONARY, REORGANIZED, TRANSFERRED_OUT, History

NOT_A_MEMBER = "not_a_member"
ON_PROBATION = "probationary"
FULL_MEMBER = "full"
OUTSIDE = "outside"
LEFT = "left"
ANNULLED_ADMISSION = "annulled"
DEAD = "dead"

STATES = {
    NOT_A_MEMBER: "chưa vào Đảng",
    ON_PROBATION: "đảng viên dự bị",
    FULL_MEMBER: "đảng viên chính thức",
    OUTSIDE: "đã chuyển sinh hoạt đi nơi khác",
    LEFT: "đã ra khỏi Đảng",
    ANNULLED_ADMISSION: "đã bị hủy quyết định kết nạp",
    DEAD: "đã từ trần",
}

_MEMBERS = (ON_PROBATION, FULL_MEMBER)


def _move(name: str, sources: tuple[str, ...], target: str, label: str) -> Move[History]:
    return Move(name, sources, target, (), label)


def _staying(name: str, label: str) -> tuple[Move[History], ...]:
    """A move that changes something else than where the person stands."""
    return tuple(_move(name, (state,), state, label) for state in _MEMBERS)


#: Guards are the rules of the record: they need to see what the record would become.
STANDING: Workflow[History] = Workflow(
    STATES,
    (
        _move("admit", (NOT_A_MEMBER, ANNULLED_ADMISSION), ON_PROBATION, "kết nạp"),
        _move("recognize_full", (ON_PROBATION,), FULL_MEMBER, "công nhận chính thức"),
        _move("receive_probationary", (NOT_A_MEMBER, OUTSIDE), ON_PROBATION, "tiếp nhận đảng viên dự bị"),
        _move("receive_full", (NOT_A_MEMBER, OUTSIDE), FULL_MEMBER, "tiếp nhận đảng viên chính thức"),
        *_staying("move", "chuyển sinh hoạt"),
        *_staying("host", "ghi sinh hoạt tạm thời hoặc nơi cư trú"),
        *_staying("give_status", "cho miễn hoặc đình chỉ sinh hoạt"),
        *_staying("end_status", "cho trở lại sinh hoạt"),
        *_staying("appoint", "giao chức vụ đảng"),
        *_staying("end_post", "thôi chức vụ đảng"),
        _move("transferred_out", _MEMBERS, OUTSIDE, "chuyển sinh hoạt đi nơi khác"),
        _move("died", _MEMBERS, DEAD, "báo từ trần"),
        _move("struck_off", _MEMBERS, LEFT, "xóa tên"),
        _move("expelled", _MEMBERS, LEFT, "khai trừ"),
        _move("withdrew", _MEMBERS, LEFT, "cho ra khỏi Đảng"),
        _move("annulled", _MEMBERS, ANNULLED_ADMISSION, "hủy quyết định kết nạp"),
        _move("readmit", (LEFT,), ON_PROBATION, "kết nạp lại"),
        _move("restore_probationary", (LEFT, ANNULLED_ADMISSION), ON_PROBATION, "phục hồi đảng viên dự bị"),
        _move("restore_full", (LEFT, ANNULLED_ADMISSION), FULL_MEMBER, "phục hồi đảng viên chính thức"),
    ),
)


#: A record that breaks off without a reason says only that the person is no longer here.
_AFTER = {
    DIED: DEAD,
    ANNULLED: ANNULLED_ADMISSION,
    TRANSFERRED_OUT: OUTSIDE,
    REORGANIZED: OUTSIDE,
    "": OUTSIDE,
}


def standing(history: History, on: date) -> str:
    """Return the state of that day. A member whose stage was never recorded counts as full."""
    stay = history.last_official(on)
    if stay is None:
        return NOT_A_MEMBER
    if stay.period.contains(on):
        stage = history.stage_on(on)
        return ON_PROBATION if stage is not None and stage.stage == PROBATIONARY else FULL_MEMBER
    return _AFTER.get(stay.reason_out, LEFT)
