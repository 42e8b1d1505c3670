"""Report `screening`: the cases of the yearly round and what became of them by the last day."""

from dangvu.statistics.figures.base import Count, Matter, Source, Subject
from dangvu.statistics.figures.people import member_on

_KNOWN = "(c.outcome_on is null or c.outcome_on <= %(last)s)"
CASES = Source(
    "screening_cases",
    Subject.MEMBER,
    member_on(
        "(select * from screening_screening where year = any(%(years)s))",
        "listed_on",
        f"case when c.outcome <> '' and {_KNOWN} then c.outcome else 'pending' end as outcome",
    ),
)

_REMOVED = "outcome in ('struck_off', 'expelled', 'withdrew')"
_REMOVED_MEANING = "Đã đưa ra khỏi Đảng: xóa tên, khai trừ và cho ra khỏi Đảng; khai trừ được tính ở đây."


def _case(key: str, label: str, meaning: str, where: str, of: str = "listed") -> Count:
    return Count(key, label, meaning, CASES, where, of=of)


FIGURES = (
    Count(
        "listed",
        "Đảng viên được rà soát, sàng lọc",
        "Trường hợp trong danh sách của đợt rà soát năm; bằng tổng số có tiến bộ, tiếp tục giáo dục, "
        "đã đưa ra khỏi Đảng và chưa có kết quả.",
        CASES,
    ),
    _case(
        "progressed",
        "Đảng viên được công nhận tiến bộ",
        "Đã kết luận là có tiến bộ.",
        "outcome = 'progressed'",
    ),
    _case(
        "continue_education",
        "Đảng viên tiếp tục được giáo dục, giúp đỡ",
        "Đã kết luận là tiếp tục giáo dục, giúp đỡ.",
        "outcome = 'continue_education'",
    ),
    _case(
        "pending",
        "Đảng viên chưa có kết quả rà soát",
        "Chưa có kết luận đến ngày cuối kỳ.",
        "outcome = 'pending'",
    ),
    _case("removed", "Đảng viên đã đưa ra khỏi Đảng", _REMOVED_MEANING, _REMOVED),
    _case(
        "removed.struck_off",
        "Đảng viên bị xóa tên",
        "Đã đưa ra khỏi Đảng bằng xóa tên.",
        "outcome = 'struck_off'",
        "removed",
    ),
    _case(
        "removed.expelled",
        "Đảng viên bị khai trừ",
        "Đã đưa ra khỏi Đảng bằng khai trừ.",
        "outcome = 'expelled'",
        "removed",
    ),
    _case(
        "removed.withdrew",
        "Đảng viên được cho ra khỏi Đảng",
        "Đã xin ra và được cho ra khỏi Đảng.",
        "outcome = 'withdrew'",
        "removed",
    ),
)

SCREENING = Matter("screening", "Rà soát, sàng lọc đảng viên", lambda asked: FIGURES)
