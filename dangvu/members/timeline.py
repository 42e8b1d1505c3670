"""A member's life as a line of acts in words, the newest day first. No query, no clock."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dangvu.kernel.days import display_day
from dangvu.kernel.periods import add_months
from dangvu.members.field_labels import label_of, post_label
from dangvu.members.models import CivicPostName, StatusName
from dangvu.members.rules.history import FULL, OFFICIAL, PROBATIONARY, History, Stay
from dangvu.members.rules.law import law
from dangvu.members.selectors.life import Life

_CAME = {
    "admitted": "Kết nạp vào Đảng tại {place}",
    "readmitted": "Kết nạp lại vào Đảng tại {place}",
    "transferred_in": "Chuyển sinh hoạt đảng đến {place}",
    "restored": "Phục hồi quyền đảng viên, sinh hoạt tại {place}",
    "reorganized": "Theo tổ chức sắp xếp lại, sinh hoạt tại {place}",
    "initial": "Sinh hoạt tại {place} khi bắt đầu ghi chép",
}
_WENT = {
    "transferred_out": "Chuyển sinh hoạt đảng đi khỏi {place}",
    "died": "Từ trần",
    "struck_off": "Bị xóa tên trong danh sách đảng viên",
    "expelled": "Bị khai trừ khỏi Đảng",
    "withdrew": "Xin ra khỏi Đảng",
    "annulled": "Bị hủy quyết định kết nạp",
    "reorganized": "Tổ chức sắp xếp lại, rời {place}",
}
_OTHER = {"temporary": "sinh hoạt tạm thời", "residence": "sinh hoạt nơi cư trú"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LifeDay:
    """What happened on one day, and the documents it rests on."""

    day: date
    what: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something of the record that falls due; `day` is the last day on which it still holds."""

    day: date
    what: str
    provision: str = ""


def timeline(life: Life, names: Mapping[int, str], *, until: date) -> list[LifeDay]:
    """Return the days on which something happened, up to the day, the newest first."""
    what: dict[date, list[str]] = defaultdict(list)
    for day, words in _happened(life, names):
        if day <= until:
            what[day].append(words)
    papers: dict[date, list[str]] = defaultdict(list)
    for day, paper in _papers(life):
        if day in what and paper not in papers[day]:
            papers[day].append(paper)
    return [LifeDay(day, tuple(what[day]), tuple(papers[day])) for day in sorted(what, reverse=True)]


def ahead_of(life: Life, names: Mapping[int, str], *, on: date) -> list[Ahead]:
    """Return what ends after the day: probation, terms of posts, statuses; the nearest first."""
    history = life.history
    found = list(_probation(history, on))
    for post in history.posts:
        if post.period.contains(on) and not post.period.is_open:
            where = names.get(post.organization_id, post.organization)
            found.append(Ahead(post.period.end - _ONE_DAY, f"Hết nhiệm kỳ {post_label(post.post)}, {where}"))
    status = history.status_on(on)
    if status is not None and not status.period.is_open:
        label = StatusName(status.status).label
        found.append(Ahead(status.period.end - _ONE_DAY, f"Hết thời hạn: {label}"))
    return sorted(found, key=lambda one: one.day)


def _probation(history: History, on: date) -> Iterator[Ahead]:
    stage, months = history.stage_on(on), law("probation.months", on)
    if stage is not None and stage.stage == PROBATIONARY and months is not None:
        due = add_months(stage.period.start, int(str(months.value)))
        yield Ahead(due, f"Hết {months.value} tháng dự bị, xét công nhận chính thức", months.provision)


def _happened(life: Life, names: Mapping[int, str]) -> Iterator[tuple[date, str]]:
    history = life.history
    for stay in history.stays:
        yield from _stay(stay, history, names.get(stay.organization_id, stay.organization))
    yield from _stages(history)
    for status in history.statuses:
        label = StatusName(status.status).label
        yield status.period.start, f"Bắt đầu: {label}"
        if not status.period.is_open:
            yield status.period.end, f"Kết thúc: {label}"
    for post in history.posts:
        held = f"{post_label(post.post)}, {names.get(post.organization_id, post.organization)}"
        yield post.period.start, f"Nhận chức vụ {held}"
        if not post.period.is_open:
            yield post.period.end, f"Thôi chức vụ {held}"
    for civic in life.place_posts:
        held = f"{CivicPostName(civic.post).label} ({names.get(civic.organization_id, '')})"
        yield civic.period.start, f"Nhận việc {held}"
        if not civic.period.is_open:
            yield civic.period.end, f"Thôi việc {held}"
    for act in life.acts:
        if act.verb == "member.correct" and act.on is not None:
            yield act.on, "Sửa hồ sơ: " + ", ".join(label_of(name) for name in act.after)


def _stay(stay: Stay, history: History, place: str) -> Iterator[tuple[date, str]]:
    if stay.kind != OFFICIAL:
        yield stay.period.start, f"Bắt đầu {_OTHER[stay.kind]} tại {place}"
        if not stay.period.is_open:
            yield stay.period.end, f"Kết thúc {_OTHER[stay.kind]} tại {place}"
        return
    yield stay.period.start, _CAME[stay.reason_in].format(place=place)
    # Who goes on elsewhere on the same day is told of once, by the coming.
    goes_on = any(other.period.start == stay.period.end for other in history.official)
    if not stay.period.is_open and not goes_on:
        yield stay.period.end, _WENT.get(stay.reason_out, "Thôi sinh hoạt tại {place}").format(place=place)


def _stages(history: History) -> Iterator[tuple[date, str]]:
    before = None
    for span in history.stages_in_order:
        if span.stage == FULL and before == PROBATIONARY:
            yield span.period.start, "Được công nhận đảng viên chính thức"
        before = span.stage


def _papers(life: Life) -> Iterator[tuple[date, str]]:
    for act in life.acts:
        if act.on is not None and act.document_number:
            yield act.on, _paper(act.document_number, act.document_day)
    for status in life.history.statuses:
        if status.decision_number:
            yield status.period.start, _paper(status.decision_number, status.decision_date)


def _paper(number: str, dated: date | None) -> str:
    return f"{number} ngày {display_day(dated)}" if dated else number
