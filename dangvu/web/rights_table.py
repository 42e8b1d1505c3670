"""Every address of the office: which right opens it, over what, and what it is in plain words.

An address without a line here does not open (a test walks them all). The rights themselves, and which role
holds them, are in `dangvu.access.roles`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Over(StrEnum):
    """What a right is asked over; `dangvu.web.loading` loads it from the address."""

    PUBLIC = "ai cũng mở được, chưa cần đăng nhập"
    PERSON = "mọi người đã đăng nhập"
    ANYWHERE = "người có quyền ở ít nhất một nơi; trang chỉ hiện những gì trong phạm vi của người đó"
    INSTALLATION = "người có quyền trên toàn hệ thống"
    ORGANIZATION = "người có quyền đối với tổ chức đảng đó"
    MEMBER = "người có quyền đối với chi bộ nơi đảng viên đó sinh hoạt"


@dataclass(frozen=True, slots=True)
class Line:
    """One address. `reads` names the event that each opening records ("" where none is due)."""

    what: str
    over: Over
    right: str = ""
    reads: str = ""


TABLE: dict[str, Line] = {
    # Khung chung
    "work": Line("Việc cần làm", Over.PERSON),
    "search": Line("Tìm đảng viên, tổ chức đảng từ mọi nơi", Over.PERSON),
    "set_language": Line("Đổi ngôn ngữ", Over.PUBLIC),
    "favicon": Line("Biểu tượng của trang", Over.PUBLIC),
    # Trang đọc của bản trình diễn
    "reading:roots": Line("Các đảng bộ", Over.ANYWHERE, "report.read"),
    "reading:organization": Line("Một tổ chức đảng", Over.ORGANIZATION, "report.read"),
    "reading:report": Line("Một báo cáo của tổ chức đảng", Over.ORGANIZATION, "report.read"),
    "reading:listing": Line("Danh sách sau một số liệu", Over.ORGANIZATION, "report.list"),
}
