"""What stands against an act on organisations. Facts in, a finding or nothing out, naming whom it is about.

These are facts of the record, not provisions: an organisation that does not exist cannot be merged. Rules of
law on forms and sizes are in `dangvu.organizations.rules`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dangvu.kernel.findings import Finding, Severity, obstacle
from dangvu.organizations.rules import CELL_KINDS, LEVELS
from dangvu.regulations.catalogues import catalogue

ACTS = ("establish", "rename", "convert", "move", "merge", "split", "wind_up")


@dataclass(frozen=True, slots=True)
class FormalAct:
    """One act as its decision says it; the fields are the columns of `acts.csv`, "" where not given.

    `members` and `units` (codes; only for `split`) go to the part that the act names. `ends`: whether the
    organisation that is split ends (None: it ends when nothing and nobody is left in it). `line` is the line
    of the file it was read from.
    """

    order: int
    act: str
    code: str
    on: date
    decision_number: str
    decision_date: date
    body_code: str
    successor_code: str = ""
    parent_code: str = ""
    name: str = ""
    kind: str = ""
    sector: str = ""
    members: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    ends: bool | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with the act it is about and, where one is at fault, the column and its value."""

    finding: Finding
    act: FormalAct | None
    column: str | None = None
    value: str | None = None


def shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def listed(names: Iterable[str]) -> str:
    return "; ".join(names)


def unknown(code: str) -> Finding:
    """Every organisation an act names exists, or is founded by an earlier act."""
    return obstacle(
        "code.unknown", f"Không có tổ chức đảng mang mã “{code}”; hãy kiểm tra lại mã.", organization=code
    )


def missing(column: str, act: str) -> Finding:
    """An act has all it needs."""
    return obstacle("value.missing", f"Thiếu giá trị ở cột {column}: việc {act} cần có.")


def not_in_list(column: str, value: str, allowed: Iterable[str]) -> Finding:
    """A value of a closed list is in the list."""
    message = (
        f"“{value}” không thuộc danh mục của cột {column}; dùng một trong: {', '.join(sorted(allowed))}."
    )
    return obstacle("value.not_in_list", message)


def unused(column: str, act: str) -> Finding:
    """A value that the act does not use is passed over, and said so."""
    message = f"Việc {act} không dùng cột {column}; giá trị này được bỏ qua."
    return Finding("value.unused", Severity.WARNING, None, None, message)


def already_there(code: str) -> Finding:
    """A new organisation takes a code that nobody has."""
    message = f"Mã “{code}” đã có; tổ chức thành lập mới phải mang mã mới."
    return obstacle("code.duplicate", message, organization=code)


def not_living(code: str, name: str, begun: date, ended: date, on: date) -> Finding | None:
    """An organisation takes part in acts only on the days of its life."""
    if on < begun:
        message = f"{name} ({code}) được lập ngày {shown(begun)}, sau ngày {shown(on)} của việc này."
        return obstacle("act.before_founding", message, organization=code)
    if on >= ended:
        message = f"{name} ({code}) đã kết thúc hoạt động ngày {shown(ended)}."
        return obstacle("act.after_end", message, organization=code)
    return None


def ends_later(code: str, name: str, ended: date) -> Finding:
    """An organisation whose end is recorded takes in nothing that outlives it, and does not end twice."""
    message = (
        f"{name} ({code}) đã được ghi kết thúc hoạt động ngày {shown(ended)}; hãy thu hồi việc đó trước."
    )
    return obstacle("act.ends_later", message, organization=code)


def changes_later(code: str, name: str, day: date) -> Finding:
    """Acts on one organisation are entered in the order of their days."""
    message = f"{name} ({code}) đã có thay đổi ghi cho ngày {shown(day)}, sau ngày của việc này."
    return obstacle("act.later_change", message, organization=code)


def changed_that_day(code: str, name: str, day: date) -> Finding:
    """One organisation changes in one respect once a day."""
    message = f"{name} ({code}) đã có một thay đổi khác trong cùng ngày {shown(day)}."
    return obstacle("act.same_day", message, organization=code)


def founded_that_day(code: str, name: str, day: date) -> Finding:
    """An organisation lives a day at least."""
    message = f"{name} ({code}) được lập đúng ngày {shown(day)}, không thể kết thúc trong ngày đó."
    return obstacle("act.never_lived", message, organization=code)


def itself(code: str, name: str) -> Finding:
    """Nothing is merged into itself or stands under itself."""
    return obstacle(
        "act.itself", f"{name} ({code}) không thể đồng thời là bên kia của việc này.", organization=code
    )


def makes_cycle(code: str, name: str, other: str) -> Finding:
    """Nothing stands under what stands under it."""
    message = f"{name} ({code}) đang là cấp trên của {other}; làm như vậy cây tổ chức thành vòng."
    return obstacle("parent.cycle", message, organization=code)


def no_change(code: str, name: str) -> Finding:
    """What already is so is left as it is, and said so."""
    message = f"{name} ({code}): việc này không làm thay đổi gì."
    return Finding("act.no_change", Severity.WARNING, None, None, message, code)


def other_family(code: str, name: str, kind: str, other_name: str, other_kind: str) -> Finding | None:
    """Cells are merged into and split into cells, committees into committees, groups into groups."""
    if _family(kind) == _family(other_kind):
        return None
    message = (
        f"{name} và {other_name} khác hình thức (chi bộ, đảng bộ, tổ đảng), không sáp nhập, chia tách được."
    )
    return obstacle("act.wrong_kind", message, organization=code)


def _family(kind: str) -> str:
    return "cell" if kind in CELL_KINDS else "group" if kind == "party_group" else "committee"


def holds_members(code: str, name: str, kind: str, people: Sequence[str]) -> Finding | None:
    """Official members are only in cells: a form without members is taken when nobody is left."""
    if kind in CELL_KINDS or not people:
        return None
    message = f"{name} ({code}) còn {len(people)} đảng viên chính thức nên phải là chi bộ: {listed(people)}."
    return obstacle("act.members_outside_cell", message, organization=code, counts={"members": len(people)})


def members_left(code: str, name: str, people: Sequence[str]) -> Finding | None:
    """Nobody is left without a cell: members go elsewhere before their organisation ends."""
    if not people:
        return None
    message = f"{name} ({code}) còn {len(people)} đảng viên chưa có nơi sinh hoạt mới: {listed(people)}."
    return obstacle("act.members_left", message, organization=code, counts={"members": len(people)})


def units_left(code: str, name: str, units: Sequence[str]) -> Finding | None:
    """A whole ends after its parts."""
    if not units:
        return None
    message = f"{name} ({code}) còn {len(units)} tổ chức trực thuộc: {listed(units)}."
    return obstacle("act.units_left", message, organization=code, counts={"units": len(units)})


def begins_too_late(code: str, name: str, people: Sequence[str], on: date) -> Finding | None:
    """What begins on the day an organisation ends, or later, does not fit into its life."""
    if not people:
        return None
    message = (
        f"{name} ({code}) kết thúc ngày {shown(on)} nhưng có đảng viên bắt đầu sinh hoạt hoặc giữ chức vụ "
        f"từ ngày đó trở đi: {listed(people)}."
    )
    return obstacle("act.begins_too_late", message, organization=code, counts={"people": len(people)})


def not_a_member(code: str, name: str, people: Sequence[str]) -> Finding | None:
    """Only members of the organisation that is split go to its parts, each to one."""
    if not people:
        return None
    message = f"Không phải đảng viên đang sinh hoạt chính thức ở {name} ({code}): {listed(people)}."
    return obstacle("act.not_a_member", message, organization=code)


def not_a_unit(code: str, name: str, units: Sequence[str]) -> Finding | None:
    """Only direct parts of the organisation that is split go to its successors."""
    if not units:
        return None
    message = f"Không phải tổ chức trực thuộc {name} ({code}): {listed(units)}."
    return obstacle("act.not_a_unit", message, organization=code)


def decided_after(act: str, decided: date, on: date) -> Finding | None:
    """A decision ordinarily precedes its effect."""
    if decided <= on:
        return None
    message = f"Quyết định ký ngày {shown(decided)}, sau ngày có hiệu lực {shown(on)} của việc {act}."
    return Finding("act.decided_after", Severity.WARNING, None, None, message)


def body_not_acting(act: FormalAct, name: str, begun: date, ended: date) -> Finding | None:
    """The body that decides exists on the day it decides, or is founded with effect of the same day."""
    if begun <= act.decision_date < ended or begun <= act.on < ended:
        return None
    return not_living(act.body_code, name, begun, ended, act.decision_date)


def known_kinds() -> frozenset[str]:
    """The kinds of organisations."""
    return frozenset(LEVELS)


@lru_cache(maxsize=1)
def known_sectors() -> frozenset[str]:
    """The codes of the catalogue of settings of grassroots organisations."""
    return frozenset(item.code for item in catalogue("grassroots_kinds").items)
