"""Memberships: never two official cells on a day, never none while in the Party, only in living cells.

These are facts of book-keeping, not provisions: they block by themselves.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from dangvu.kernel.findings import Finding, obstacle
from dangvu.kernel.periods import Period, shown_end
from dangvu.members.rules.history import (
    ANNULLED,
    EXITS,
    LEFT_THE_PARTY,
    OFFICIAL,
    REORGANIZED,
    TRANSFERRED_OUT,
    CellFacts,
    History,
    Stay,
)

Cells = Mapping[int, CellFacts]

READMITTED, RESTORED, ADMITTED = "readmitted", "restored", "admitted"
TRANSFERRED_IN = "transferred_in"

#: Which way in may follow which way out ("" = still running). Nothing follows a death.
FOLLOWS: Mapping[str, frozenset[str]] = {
    TRANSFERRED_OUT: frozenset({TRANSFERRED_IN}),
    REORGANIZED: frozenset({REORGANIZED, TRANSFERRED_IN}),
    ANNULLED: frozenset({ADMITTED, RESTORED}),
    "died": frozenset(),
    **{exit_: frozenset({READMITTED, RESTORED}) for exit_ in LEFT_THE_PARTY},
}
_WAYS_OUT = {
    TRANSFERRED_OUT: "chuyển sinh hoạt đi",
    REORGANIZED: "sắp xếp tổ chức",
    ANNULLED: "hủy quyết định kết nạp",
    "died": "từ trần",
    "struck_off": "xóa tên",
    "expelled": "khai trừ",
    "withdrew": "xin ra khỏi Đảng",
    "": "chưa ghi lý do",
}
_WAYS_IN = {
    ADMITTED: "kết nạp",
    READMITTED: "kết nạp lại",
    TRANSFERRED_IN: "chuyển sinh hoạt đến",
    RESTORED: "phục hồi",
    REORGANIZED: "sắp xếp tổ chức",
    "initial": "bắt đầu ghi chép",
}


def never_two_cells(history: History, cells: Cells) -> Iterator[Finding]:
    """Nobody belongs officially to two cells on one day."""
    for one, other in pairwise(history.official):
        if one.period.overlaps(other.period):
            yield obstacle(
                "membership.two_cells",
                f"{_who(history)} đã sinh hoạt chính thức ở {one.organization} {one.period}; "
                f"không thể đồng thời ở {other.organization} {other.period}.",
                organization=other.organization,
            )


def never_no_cell(history: History, cells: Cells) -> Iterator[Finding]:
    """Nobody is left without a cell, unless an act ended the membership or led out of these records."""
    stays = history.official
    for one, other in pairwise(stays):
        leads_out = one.reason_out in EXITS or one.reason_out == TRANSFERRED_OUT
        if one.period.end < other.period.start and not leads_out:
            yield _without_cell(history, one)
    if stays and not stays[-1].period.is_open and stays[-1].reason_out in ("", REORGANIZED):
        yield _without_cell(history, stays[-1])


def reasons_follow(history: History, cells: Cells) -> Iterator[Finding]:
    """A way in must answer the way out before it: nobody is re-admitted who was only transferred."""
    stays = history.official
    for one, other in pairwise(stays):
        if one.reason_out not in FOLLOWS or other.reason_in in FOLLOWS[one.reason_out]:
            continue
        yield obstacle(
            "membership.reason_in",
            f"{_who(history)} rời {one.organization} với lý do “{_WAYS_OUT[one.reason_out]}”; "
            f"không thể vào {other.organization} với lý do “{_WAYS_IN[other.reason_in]}”.",
            organization=other.organization,
        )


def only_in_cells(history: History, cells: Cells) -> Iterator[Finding]:
    """Official members stand only in cells, on the days on which the organisation is one."""
    for stay in history.official:
        if stay.organization_id in cells and not _covered(
            stay.period, cells[stay.organization_id].cell_periods
        ):
            yield obstacle(
                "membership.not_a_cell",
                f"{stay.organization} không phải là chi bộ trong suốt thời gian {stay.period}; đảng viên chỉ "
                "sinh hoạt chính thức ở chi bộ.",
                organization=stay.organization,
            )


def inside_the_life(history: History, cells: Cells) -> Iterator[Finding]:
    """A membership of any kind lies inside the life of its organisation."""
    for stay in history.stays:
        cell = cells.get(stay.organization_id)
        if cell is not None and not cell.life.covers(stay.period):
            yield obstacle(
                "membership.outside_organization",
                f"{stay.organization} hoạt động {cell.life}, không bao hết thời gian sinh hoạt "
                f"{stay.period}.",
                organization=stay.organization,
            )


def one_stay_of_a_kind(history: History, cells: Cells) -> Iterator[Finding]:
    """A temporary or residence membership is not recorded twice for one organisation and day."""
    stays = sorted(history.others, key=lambda s: (s.organization, s.kind, s.period))
    for one, other in pairwise(stays):
        same = (one.organization, one.kind) == (other.organization, other.kind)
        if same and one.period.overlaps(other.period):
            yield obstacle(
                "membership.twice",
                f"{_who(history)} đã được ghi sinh hoạt ở {one.organization} {one.period}.",
                organization=one.organization,
            )


def reason_out_with_an_end(history: History, cells: Cells) -> Iterator[Finding]:
    """A membership that ended says why; one that is running gives no reason for leaving."""
    for stay in history.stays:
        if stay.kind == OFFICIAL and stay.period.is_open and stay.reason_out:
            yield obstacle(
                "membership.reason_out",
                f"Sinh hoạt của {_who(history)} ở {stay.organization} đang tiếp diễn thì không có lý do rời.",
                organization=stay.organization,
            )


STAY_RULES = (
    never_two_cells,
    never_no_cell,
    reasons_follow,
    only_in_cells,
    inside_the_life,
    one_stay_of_a_kind,
    reason_out_with_an_end,
)


def _without_cell(history: History, stay: Stay) -> Finding:
    return obstacle(
        "membership.no_cell",
        f"{_who(history)} rời {stay.organization} (đến {shown_end(stay.period.end)}, lý do "
        f"“{_WAYS_OUT.get(stay.reason_out, stay.reason_out)}”) mà không vào chi bộ nào ngay hôm sau.",
        organization=stay.organization,
    )


def _covered(period: Period, by: tuple[Period, ...]) -> bool:
    return any(one.covers(period) for one in by)


def _who(history: History) -> str:
    return f"{history.name} ({history.code})"
