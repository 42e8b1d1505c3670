"""What is wrong or must be said about the figures of a report: facts in, finding or nothing out."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor

from dangvu.kernel.days import display_day
from dangvu.kernel.findings import Finding, Severity, severity_for
from dangvu.kernel.numbers import display_count, display_number, display_percent, percent
from dangvu.regulations import LawValue, provision

Exact = int | Fraction

#: How many more groups a big place has than are said one by one: remarks on the list, no findings of it.
CAPS_LEFT_OUT = "classification.caps_left_out"
UNRECORDED_LEFT_OUT = "classification.unrecorded_left_out"
LEFT_OUT = frozenset({CAPS_LEFT_OUT, UNRECORDED_LEFT_OUT})


def excellent_cap(
    *, group: str, name: str, whom: str, excellent: int, good: int, law: LawValue
) -> Finding | None:
    """The cap of "excellent" as a share of "good" of one group, on counts (`law`: percent of "good").

    Up to the floor of the share nothing is wrong. How the share is rounded is not known: between floor and
    ceiling is a warning; above it the cap is broken, as gravely as the confidence of its provision allows.
    """
    limit = Fraction(law.value) * good / 100  # type: ignore[arg-type]
    allowed = floor(limit)
    if excellent <= allowed:
        return None
    counts = {"excellent": excellent, "good": good, "allowed": allowed}
    share = display_percent(Fraction(law.value))  # type: ignore[arg-type]
    facts = (
        f"{name} ({group}): {display_count(excellent)} {whom} hoàn thành xuất sắc nhiệm vụ, trong khi "
        f"{share} của {display_count(good)} {whom} hoàn thành tốt nhiệm vụ là {display_number(limit)}"
    )
    if excellent <= ceil(limit):
        message = f"{facts}; chưa rõ quy định có cho làm tròn lên hay không ({_cited(law)})."
        return Finding(
            "classification.cap_rounding",
            Severity.WARNING,
            law.provision,
            law.confidence,
            message,
            group,
            counts,
        )
    message = f"{facts}, tức không quá {display_count(allowed)} ({_cited(law)})."
    severity = severity_for(law.confidence)
    return Finding(
        "classification.cap_exceeded", severity, law.provision, law.confidence, message, group, counts
    )


def caps_left_out(*, group: str, name: str, whom: str, groups: int) -> Finding | None:
    """How many more groups of a big place exceed the cap than are said one by one."""
    if groups <= 0:
        return None
    message = (
        f"{name} ({group}): còn {display_count(groups)} nơi khác có số {whom} hoàn thành xuất sắc nhiệm vụ "
        f"{_SEE_BELOW.format('vượt tỷ lệ so với số hoàn thành tốt nhiệm vụ')}"
    )
    return Finding(CAPS_LEFT_OUT, Severity.WARNING, None, None, message, group, {"groups": groups})


def unrecorded_left_out(*, group: str, name: str, year: int, groups: int) -> Finding | None:
    """How many more groups of a big place have somebody without a row than are said one by one."""
    if groups <= 0:
        return None
    message = (
        f"{name} ({group}): còn {display_count(groups)} tổ chức cơ sở đảng khác "
        f"{_SEE_BELOW.format(f'chưa có đủ kết quả xếp loại năm {year}')}"
    )
    return Finding(UNRECORDED_LEFT_OUT, Severity.WARNING, None, None, message, group, {"groups": groups})


_SEE_BELOW = "{}; hãy mở báo cáo của từng cấp ủy trực thuộc để xem từng nơi."


def unrecorded(*, group: str, name: str, year: int, missing: Mapping[str, int]) -> Finding | None:
    """Who stood in the group on 31 December without a row of that year: no level, no reason for none."""
    words = [f"{display_count(missing[key])} {_MISSING[key]}" for key in _MISSING if missing.get(key)]
    if not words:
        return None
    message = (
        f"{name} ({group}): {', '.join(words)} có mặt ngày 31/12/{year} "
        "chưa có kết quả xếp loại; hãy bổ sung."
    )
    counts = {key: missing[key] for key in _MISSING if missing.get(key)}
    return Finding("classification.unrecorded", Severity.WARNING, None, None, message, group, counts)


_MISSING = {
    "organizations": "tổ chức cơ sở đảng",
    "units": "chi bộ, đảng bộ bộ phận trực thuộc",
    "members": "đảng viên",
}


def balance(
    *, group: str, name: str, opening: int, increase: int, decrease: int, closing: int
) -> Finding | None:
    """Opening and increase less decrease must be the closing."""
    expected = opening + increase - decrease
    if expected == closing:
        return None
    counts = {"opening": opening, "increase": increase, "decrease": decrease, "closing": closing}
    message = (
        f"{name} ({group}): đầu kỳ {display_count(opening)} + tăng {display_count(increase)} − giảm "
        f"{display_count(decrease)} = {display_count(expected)}, khác cuối kỳ {display_count(closing)}; "
        "hãy xem lại những người được ghi “bắt đầu ghi chép” sau khi đã có trong danh sách."
    )
    return Finding("membership.balance", Severity.WARNING, None, None, message, group, counts)


def target_range(*, group: str, name: str, minimum: Exact | None, maximum: Exact | None) -> Finding | None:
    """A plan that is a range: the share of the plan is measured against its lower end, and says so."""
    if minimum is None or maximum is None or minimum == maximum:
        return None
    message = (
        f"{name} ({group}): chỉ tiêu kết nạp là khoảng {display_number(minimum)}-{display_number(maximum)}; "
        f"tỷ lệ so với chỉ tiêu được tính trên mức thấp {display_number(minimum)}."
    )
    counts = {"minimum": floor(minimum), "maximum": floor(maximum)}
    return Finding("target.range", Severity.INFO, None, None, message, group, counts)


def below_resolution_rate(
    *, group: str, name: str, minimum: Exact | None, years: int, opening: int, law: LawValue
) -> Finding | None:
    """The plan of a year, as a share of the opening stock, is below the yearly rate of the resolution.

    A soft warning whatever the confidence: the resolution sets the rate for the whole Party. A plan of
    several years is compared by its mean.
    """
    share = percent(minimum, opening * years)
    if minimum is None or share is None or share >= Fraction(law.value):  # type: ignore[arg-type]
        return None
    message = (
        f"{name} ({group}): chỉ tiêu kết nạp {display_number(minimum)} bằng {display_percent(share, 2)} của "
        f"{display_count(opening)} đảng viên đầu kỳ, thấp hơn {display_number(Fraction(law.value))}% mỗi năm "  # type: ignore[arg-type]
        f"({_cited(law)})."
    )
    counts = {"minimum": floor(minimum), "opening": opening}
    return Finding(
        "target.below_resolution_rate",
        Severity.WARNING,
        law.provision,
        law.confidence,
        message,
        group,
        counts,
    )


def repeated_discipline(*, group: str, name: str, persons: int, decisions: int) -> Finding | None:
    """Decisions are counted, not persons: said where somebody was disciplined more than once."""
    if decisions <= persons:
        return None
    message = (
        f"{name} ({group}): {display_count(persons)} đảng viên bị kỷ luật nhiều lần trong kỳ, gồm "
        f"{display_count(decisions)} quyết định; báo cáo đếm quyết định."
    )
    counts = {"persons": persons, "decisions": decisions}
    return Finding("discipline.repeated", Severity.INFO, None, None, message, group, counts)


def merged_contents(
    *, group: str, name: str, labels: tuple[str, ...], merged: int, total: int
) -> Finding | None:
    """Several contents of violation are counted as one figure: said with the figure."""
    if len(labels) < 2:
        return None
    message = (
        f"{name} ({group}): các nội dung “{'”, “'.join(labels)}” được tính gộp: "
        f"{display_count(merged)} trong {display_count(total)} quyết định kỷ luật đảng viên."
    )
    counts = {"merged": merged, "disciplined": total}
    return Finding("discipline.contents_merged", Severity.INFO, None, None, message, group, counts)


def mixed_dates(*, group: str, name: str, day: date, round_year: int | None, members: int) -> Finding | None:
    """A stock of a day in the year after the latest screening round: the two figures are of different dates.

    Such a stock is printed beside the results of the round, as if both were of one date. Where the day lies
    in the year of the round, or later than the year after it, nobody prints them together.
    """
    if round_year is None or day.year != round_year + 1:
        return None
    message = (
        f"{name} ({group}): số đảng viên {display_count(members)} là của ngày {display_day(day)}, "
        f"còn kết quả rà soát, sàng lọc gần nhất là của năm {round_year}; "
        "khi in cùng nhau phải ghi rõ hai thời điểm."
    )
    counts = {"members": members, "stock_year": day.year, "round_year": round_year}
    return Finding("stock.mixed_dates", Severity.INFO, None, None, message, group, counts)


def _cited(law: LawValue) -> str:
    document = provision(law.provision)
    return f"{document.number} ngày {display_day(document.date)}" if document.date else document.number
