"""Write layout A, the input file of database 4.0, with a report of what was left out and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.exchange.sheets.errors_file import safe_text
from dangvu.exchange.sheets.layouts import layout_by_code
from dangvu.kernel.days import display_day
from dangvu.members.models import Member, Membership, Stage, Status
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import descendant_ids, name_on
from dangvu.regulations import catalogue

RIGHT = "member.export"
_HEADER = 5
_NOT_KEPT = {
    "external_id": "mã (UUID) do cơ sở dữ liệu 4.0 cấp",
    "other_name": "tên gọi khác",
    "card_place": "nơi cấp thẻ",
    "card_date": "ngày cấp thẻ",
    "birth_reg_country": "nơi đăng ký khai sinh",
    "origin_country": "quê quán: quốc gia, tỉnh (chỉ có một dòng chữ, ghi ở ô chi tiết)",
    "residence_country": "thường trú",
    "id_no_old": "số CMND cũ",
    "status_date": "ngày rời, mất, miễn sinh hoạt",
}
_REQUIRED = {"citizen_id": "số định danh cá nhân", "ethnicity": "dân tộc", "admission_day": "ngày vào Đảng"}


@dataclass(frozen=True, slots=True)
class LayoutA:
    """The file, how many people are in it, and the report: whole columns, then people, left out and why."""

    content: bytes
    rows: int
    columns_left_out: tuple[str, ...]
    people_left_out: tuple[tuple[str, str], ...]
    incomplete: tuple[tuple[str, str], ...] = field(default=())


@transaction.atomic
def export_layout_a(organization: Organization, *, reason: str, actor: Actor, on: date) -> LayoutA:
    """Return the members of an organisation and all under it on the day. The event is `read.export`.

    People without a citizen number cannot be told apart by database 4.0 and are left out. Raises `Refused`.
    """
    require(actor, RIGHT, organization, on=timezone.localdate())
    people = list(_people(organization, on))
    out = tuple(
        (one["code"], "chưa có số định danh cá nhân hợp lệ (12 chữ số)") for one in people if not _known(one)
    )
    rows = [one for one in people if _known(one)]
    incomplete = tuple(
        (one["code"], "còn thiếu " + ", ".join(missing)) for one in rows if (missing := _missing(one))
    )
    record(
        "read.export",
        actor=actor,
        on=on,
        organization_id=organization.pk,
        after={"layout": "A", "reason": reason, "members": [one["code"] for one in rows]},
    )
    return LayoutA(_file(rows), len(rows), tuple(_NOT_KEPT.values()), out, incomplete)


def _known(one: dict[str, Any]) -> bool:
    number = one["citizen_id"]
    return len(number) == 12 and number.isdecimal()


def _missing(one: dict[str, Any]) -> list[str]:
    return [label for name, label in _REQUIRED.items() if not one[name]]


def _people(organization: Organization, on: date) -> Iterator[dict[str, Any]]:
    day = {"valid_from__lte": on, "valid_to__gt": on}
    cells = descendant_ids(organization.pk, on)
    stays = dict(
        Membership.objects.filter(organization_id__in=cells, kind="official", **day).values_list(
            "member_id", "organization_id"
        )
    )
    names = name_on(set(stays.values()), on)
    statuses = dict(Status.objects.filter(member_id__in=stays, **day).values_list("member_id", "status"))
    stages = dict(Stage.objects.filter(member_id__in=stays, **day).values_list("member_id", "stage"))
    words = catalogue("member_status")
    for member in Member.objects.filter(pk__in=stays).order_by("name_key", "pk").iterator(2000):
        full = stages.get(member.pk, "full") == "full"
        yield {
            "code": member.code,
            "full_name": member.full_name,
            "sex": "Nữ" if member.sex == "female" else "Nam",
            "birth_date": member.birth_date,
            "ethnicity": member.ethnicity,
            "religion": member.religion,
            "citizen_id": member.citizen_id,
            "card_number": member.card_number,
            "old_card_number": member.old_card_number,
            "org_name": names.get(stays[member.pk], ""),
            "origin_detail": member.home_town,
            "admission_day": member.admitted_on,
            "full_on": member.full_on if full else None,
            "status": words.label(statuses.get(member.pk, "active")),
        }


def _file(rows: list[dict[str, Any]]) -> bytes:
    """Title, two merged header rows 6 and 7, data from row 8; every cell is text."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **options})
    page = book.add_worksheet("DANH SÁCH ĐẢNG VIÊN")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    page.write_string(0, 0, "DANH SÁCH ĐẢNG VIÊN", bold)
    columns = layout_by_code("A").columns[:29]
    for place, column in enumerate(columns):
        group, _, name = column.heading.partition(" - ")
        star = " *" if column.required else ""
        if not name:
            page.merge_range(_HEADER, place, _HEADER + 1, place, f"{column.heading}{star}", bold)
            continue
        if name == "Quốc gia":
            page.merge_range(_HEADER, place, _HEADER, place + 2, group, bold)
        page.write_string(_HEADER + 1, place, f"{name}{star}", bold)
    for number, one in enumerate(rows):
        for place, column in enumerate(columns):
            value = number + 1 if column.target == "seq" else one.get(column.target)
            shown = display_day(value) if isinstance(value, date) else str(value or "")
            page.write_string(_HEADER + 2 + number, place, safe_text(shown), text)
    book.close()
    return buffer.getvalue()
