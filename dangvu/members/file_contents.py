"""The contents of a member's file in the official order, and what of it is missing. No query, no clock.

38-HD/BTCTW, II.1.1: three stages (admission considered, the cell has agreed, official member), each in its
filing order. What is filed only "if any", and what gathers over the years, is never called missing.
"""

from collections.abc import Collection
from dataclasses import dataclass

from dangvu.members.workflow import FULL_MEMBER, ON_PROBATION

PROVISION = "38-HD/BTCTW, II.1.1"
STAGES = {
    "a": "Khi xem xét kết nạp",
    "b": "Sau khi chi bộ đồng ý kết nạp",
    "c": "Khi là đảng viên chính thức",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the contents. `due` is False for what is filed only where there is such a paper."""

    key: str
    label: str
    due: bool = True

    @property
    def stage(self) -> str:
        """The stage it is filed in."""
        return self.key[0]


CONTENTS = (
    Item("a1", "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng"),
    Item("a2", "Đơn xin vào Đảng"),
    Item("a3", "Lý lịch của người xin vào Đảng và văn bản thẩm tra"),
    Item("a4", "Giấy giới thiệu của đảng viên giúp đỡ"),
    Item("a5", "Nghị quyết của Đoàn thanh niên hoặc công đoàn (nếu có)", due=False),
    Item("a6", "Tổng hợp ý kiến nhận xét"),
    Item("b1", "Nghị quyết của chi bộ đề nghị kết nạp"),
    Item("b2", "Báo cáo thẩm định của đảng ủy bộ phận (nếu có)", due=False),
    Item("b3", "Nghị quyết của đảng ủy cơ sở"),
    Item("b4", "Quyết định kết nạp"),
    Item("b5", "Lý lịch đảng viên"),
    Item("b6", "Phiếu đảng viên (để riêng)"),
    Item("c1", "Giấy chứng nhận học lớp đảng viên mới"),
    Item("c2", "Bản tự kiểm điểm của đảng viên dự bị"),
    Item("c3", "Bản nhận xét của đảng viên giúp đỡ"),
    Item("c4", "Tổng hợp ý kiến nhận xét"),
    Item("c5", "Nghị quyết của chi bộ đề nghị công nhận chính thức"),
    Item("c6", "Báo cáo thẩm định", due=False),
    Item("c7", "Nghị quyết của đảng ủy cơ sở"),
    Item("c8", "Quyết định công nhận chính thức, quyết định phát thẻ, tặng Huy hiệu Đảng"),
    Item("c9", "Phiếu bổ sung hồ sơ hằng năm", due=False),
    Item("c10", "Bản thẩm tra, kết luận lý lịch", due=False),
    Item("c11", "Quyết định điều động, bổ nhiệm, nghỉ hưu; kỷ luật; khen thưởng; văn bằng", due=False),
    Item("c12", "Giấy giới thiệu sinh hoạt đảng", due=False),
    Item("c13", "Bản tự kiểm điểm (3 năm gần nhất và khi chuyển sinh hoạt)", due=False),
)
ITEMS = {item.key: item for item in CONTENTS}
#: By where the person stands: the stages whose papers are due by now.
_DUE_STAGES = {ON_PROBATION: "ab", FULL_MEMBER: "abc"}


def due_of(standing: str) -> list[Item]:
    """Return what the file must hold by now, in order; nothing is asked of who is no member here."""
    stages = _DUE_STAGES.get(standing, "")
    return [item for item in CONTENTS if item.due and item.stage in stages]


def missing_of(standing: str, filed: Collection[str]) -> list[Item]:
    """Return what is due and not filed, in order: the first is the next best step."""
    return [item for item in due_of(standing) if item.key not in filed]
