"""A member's page: what they are beside what happened, and the parts of the record."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from dangvu.members.field_labels import label_of
from dangvu.members.file_contents import PROVISION
from dangvu.members.masking import shown_papers, shown_value
from dangvu.members.models import Member, MembershipKind, ReasonIn, ReasonOut
from dangvu.members.selectors.file import contents_of
from dangvu.members.selectors.life import Life, life_of
from dangvu.members.timeline import timeline
from dangvu.members.workflow import standing
from dangvu.organizations.selectors import last_name
from dangvu.reviews.selectors import ratings_of_member
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest
from dangvu.web.frame.trail import PLACE_URL
from dangvu.web.members.acts import open_acts
from dangvu.web.members.opening import codes_above, may, open_member
from dangvu.web.members.summary import summary_of

#: Parts of the page by their word in the address; those of the second group only on a whole record.
PARTS = {
    "dien-bien": gettext_noop("Diễn biến"),
    "danh-gia": gettext_noop("Đánh giá, xếp loại"),
    "sinh-hoat": gettext_noop("Nơi sinh hoạt"),
    "ho-so": gettext_noop("Lý lịch"),
    "giay-to": gettext_noop("Thành phần hồ sơ"),
    "sua-doi": gettext_noop("Các lần ghi, sửa"),
}
_FIRST = "dien-bien"
_WHOLE_ONLY = frozenset({"giay-to", "sua-doi"})


@screen("member")
@require_safe
def member(request: OfficeRequest, one: Member) -> HttpResponse:
    """Summary and timeline, or another part of the record, as of the day shown."""
    whole = open_member(request, one)
    parts = {word: _(label) for word, label in PARTS.items() if whole or word not in _WHOLE_ONLY}
    part = request.GET.get("phan", _FIRST)
    part = part if part in parts else _FIRST
    life = life_of(one)
    names = last_name(life.organization_ids, request.day)
    context = {
        "title": one.full_name,
        "member": one,
        "whole": whole,
        "parts": parts.items(),
        "part": part,
        "template": f"members/parts/{part}.html",
        "summary": summary_of(one, life, names, on=request.day, scope=codes_above(request)),
        "place_url": PLACE_URL,
        "acts": open_acts(life, request.frame.today) if may(request, "member.write") else [],
        **_part(request, one, life, names, part, whole),
    }
    return render(request, "members/member.html", context)


def _part(
    request: OfficeRequest, one: Member, life: Life, names: dict[int, str], part: str, whole: bool
) -> dict[str, Any]:
    if part == "danh-gia":
        return {"ratings": ratings_of_member(one.pk)}
    if part == "sinh-hoat":
        return {"stays": _stays(life, names)}
    if part == "ho-so":
        return {"papers": [row for row in shown_papers(one, whole=whole) if row[2]]}
    if part == "giay-to":
        return {"file": contents_of(one, standing(life.history, request.day)), "provision": PROVISION}
    if part == "sua-doi":
        return {"changes": _changes(life)}
    return {"days": timeline(life, names, until=request.day)}


def _stays(life: Life, names: dict[int, str]) -> list[tuple[str, ...]]:
    """Organisation, sort, from, to, how in, how out; the newest first."""
    stays = sorted(life.history.stays, key=lambda stay: stay.period, reverse=True)
    return [
        (
            names.get(stay.organization_id, stay.organization),
            str(MembershipKind(stay.kind).label),
            shown_value("", stay.period.start),
            "" if stay.period.is_open else shown_value("", stay.period.end),
            str(ReasonIn(stay.reason_in).label),
            str(ReasonOut(stay.reason_out).label) if stay.reason_out else "",
        )
        for stay in stays
    ]


def _changes(life: Life) -> list[tuple[Any, list[tuple[str, str, str]]]]:
    """Each correction with its fields: words, what stood there, what stands there since."""
    return [
        (
            act,
            [
                (label_of(name), str(act.before.get(name) or ""), str(value or ""))
                for name, value in act.after.items()
            ]
            if act.verb in ("member.correct", "member.enter")
            else [],
        )
        for act in life.acts
    ]
