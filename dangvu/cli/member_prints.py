"""A member's record as people and as machines read it."""

from datetime import date
from typing import Any

from dangvu.kernel.days import display_day
from dangvu.kernel.periods import FOREVER, Period
from dangvu.members.models import (
    CivicPostName,
    MembershipKind,
    ReasonIn,
    ReasonOut,
    Sex,
    StageName,
    StatusName,
)
from dangvu.members.selectors import MemberRecord
from dangvu.members.workflow import STATES
from dangvu.regulations.catalogues import catalogue

_FIELDS = {
    "code": "Mã",
    "full_name": "Họ và tên",
    "birth_date": "Ngày sinh",
    "ethnicity": "Dân tộc",
    "religion": "Tôn giáo",
    "home_town": "Quê quán",
    "citizen_id": "Số định danh cá nhân",
    "card_number": "Số thẻ đảng viên",
    "old_card_number": "Số thẻ cũ",
    "file_number": "Số lý lịch",
    "admission_decision_date": "Ngày quyết định kết nạp",
    "admitted_on": "Ngày vào Đảng",
    "full_on": "Ngày chính thức",
    "general_education": "Giáo dục phổ thông",
    "qualification": "Chuyên môn",
    "political_theory": "Lý luận chính trị",
    "occupation": "Nghề nghiệp",
}
_FACTS = (
    "youth_union",
    "trade_union",
    "student",
    "worker_private",
    "business_owner",
    "farmer",
    "village_officer",
)


def as_text(record: MemberRecord) -> str:
    """What a clerk reads."""
    lines = [f"Hồ sơ đảng viên, ngày {display_day(record.on)}"]
    for name, label in _FIELDS.items():
        value = getattr(record.member, name)
        if value:
            lines.append(f"{label}: {display_day(value) if isinstance(value, date) else value}")
    lines.append(f"Giới tính: {Sex(record.member.sex).label}")
    lines.append(f"Tình trạng: {STATES[record.standing]}")
    if record.status is not None:
        lines.append(f"Sinh hoạt: {StatusName(record.status.status).label}")
    lines += _party_age(record)
    history = record.history
    for stay in history.stays:
        out = f", {ReasonOut(stay.reason_out).label}" if stay.reason_out else ""
        lines.append(
            f"Sinh hoạt {MembershipKind(stay.kind).label.lower()} {stay.period}: {_place(record, stay)} "
            f"({ReasonIn(stay.reason_in).label}{out})"
        )
    lines += [f"Đảng viên {StageName(one.stage).label.lower()} {one.period}" for one in history.stages]
    lines += [f"{StatusName(one.status).label} {one.period}" for one in history.statuses]
    lines += [f"{_post(one.post)} {one.period}: {_place(record, one)}" for one in history.posts]
    lines += [
        f"{CivicPostName(one.post).label} {Period(one.valid_from, one.valid_to)}: "
        f"{record.names.get(one.organization_id, one.organization.code)}"
        for one in record.civic_posts
    ]
    return "\n".join(lines)


def as_data(record: MemberRecord) -> dict[str, Any]:
    """The same for machines: codes, days as YYYY-MM-DD, null = not known or still running."""
    history, profile = record.history, record.admission_profile
    age = record.party_age
    return {
        **{name: _plain(getattr(record.member, name)) for name in (*_FIELDS, "sex")},
        "on": _plain(record.on),
        "standing": record.standing,
        "organization": record.cell.organization if record.cell else None,
        "stage": record.stage.stage if record.stage else None,
        "status": record.status.status if record.status else None,
        "party_age": {"months": age.months, "counted": age.counted, "since": _plain(age.since)},
        "memberships": [
            {
                "organization": one.organization,
                "kind": one.kind,
                **_days(one.period),
                "reason_in": one.reason_in,
                "reason_out": one.reason_out or None,
            }
            for one in history.stays
        ],
        "stages": [{"stage": one.stage, **_days(one.period)} for one in history.stages],
        "statuses": [{"status": one.status, **_days(one.period)} for one in history.statuses],
        "posts": [
            {"organization": one.organization, "post": one.post, **_days(one.period)} for one in history.posts
        ],
        "civic_posts": [
            {
                "organization": one.organization.code,
                "post": one.post,
                **_days(Period(one.valid_from, one.valid_to)),
            }
            for one in record.civic_posts
        ],
        "admission_profile": {name: getattr(profile, name) for name in _FACTS} if profile else None,
    }


def _party_age(record: MemberRecord) -> list[str]:
    age = record.party_age
    if not age.counted:
        return []
    basis = "" if age.by_decision else " (tính từ ngày vào Đảng vì chưa ghi ngày quyết định)"
    rests = (
        f"; theo {age.law.document.citation}, độ tin cậy {age.law.confidence}"
        if age.law is not None
        else "; chưa có quy định đã đọc cho ngày này"
    )
    return [f"Tuổi đảng: {age.years} năm {age.odd_months} tháng{basis}{rests}"]


def _place(record: MemberRecord, row: Any) -> str:
    return f"{record.names.get(row.organization_id, '')} [{row.organization}]".strip()


def _post(code: str) -> str:
    """The label of a post; old records may hold another word than the catalogue."""
    found = catalogue("party_posts").find(code)
    return found.label if found is not None else code


def _days(period: Period) -> dict[str, str | None]:
    return {"from": _plain(period.start), "to": None if period.end == FOREVER else _plain(period.end)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value != "" else None
