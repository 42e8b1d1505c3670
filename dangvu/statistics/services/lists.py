"""Opens the list behind a figure, page by page. Each opening is recorded, with those who were on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.vietnamese import tidy
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import last_name
from dangvu.statistics.asked import Asked, BadQuestion
from dangvu.statistics.counting import count, ready
from dangvu.statistics.figures.base import Count, Figure, Subject
from dangvu.statistics.listing import countable, list_behind
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.places import Place, asked_place

PAGE = 100
#: An exported list is a file of people: longer ones are exported unit by unit.
LONGEST_EXPORT = 100_000
LONGEST_REASON = 300
#: Figures whose lists say somebody's ethnic group or religion: only for who reports them, with a reason.
_SENSITIVE = frozenset({"ethnic_minority", "religious"})

# Rows of one person on one day are told apart by their number.
_MEMBERS = """
    select * from (
        select p.code, p.full_name, o.code as place, r.day, p.id, o.id as organization_id, p.name_key,
               row_number() over (partition by p.id, r.day order by o.id) as number
        from ({rows}) r
        join members_member p on p.id = r.member_id
        join organizations_organization o on o.id = r.organization_id
    ) found
    where {later}
    order by name_key, code, day, number
    limit %(limit)s"""
_LATER = "(name_key, code, day, number) > (%(name_key)s, %(code)s, %(day)s, %(number)s)"


@dataclass(frozen=True, slots=True)
class ListLine:
    """Somebody or something behind a figure: where it stood (code, name) on the day it counts on."""

    code: str
    name: str
    organization: str
    organization_name: str
    on: date
    member_id: int | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list; `after` asks for the following one ("" for no more), `total` is the figure."""

    figure: Count
    place: Place
    asked: Asked
    total: int
    lines: tuple[ListLine, ...]
    after: str
    sensitive: bool


def is_sensitive(key: str) -> bool:
    """Whether the list behind this figure says somebody's ethnic group or religion."""
    return key.rpartition(".")[2] in _SENSITIVE


@transaction.atomic
def open_list(
    name: str,
    *,
    organization_code: str,
    period: tuple[date, date],
    key: str,
    actor: Actor,
    today: date,
    after: str = "",
    reason: str = "",
    export: bool = False,
    **options: Any,
) -> ListPage:
    """The rows that the figure of that key counts, by Vietnamese name, from `after` on; recorded.

    `options` are those of a report's question. `export` gives all rows for a file, needs the right to take
    names out, and a reason as sensitive lists do. Raises `Refused`, `BadQuestion`, `UnknownOrganization`.
    """
    if name not in MATTERS:
        raise BadQuestion(f"Không có báo cáo “{name}”; các báo cáo: {', '.join(MATTERS)}.")
    contents = tuple(tuple(codes) for codes in options.pop("contents", ()))
    asked = Asked(*period, contents=contents, **options)
    place = asked_place(organization_code, asked)
    figures: Sequence[Figure] = MATTERS[name].figures(asked)
    figure = countable(figures, key)
    why = _authorise(figure, place, export, reason, actor, today)
    total = count([figure], [place], asked)[place.number][key] or 0
    if export and total > LONGEST_EXPORT:
        message = f"Danh sách dài quá {LONGEST_EXPORT} dòng; hãy xuất theo từng tổ chức trực thuộc."
        raise Refused([obstacle("list.too_long", message)])
    lines, following = _page(figure, place, asked, after, LONGEST_EXPORT if export else PAGE)
    page = ListPage(figure, place, asked, total, lines, following, is_sensitive(key))
    _record(name, page, export, why, actor)
    return page


def _authorise(figure: Count, place: Place, export: bool, reason: str, actor: Actor, today: date) -> str:
    organization = Organization.objects.get(pk=place.organization_id)
    require(actor, "report.list", organization, on=today)
    sensitive = is_sensitive(figure.key)
    if sensitive:
        require(actor, "member.read_sensitive", organization, on=today)
    if export and figure.source.subject is not Subject.ORGANIZATION:
        require(actor, "member.export", organization, on=today)
    return checked_reason(reason) if sensitive or export else tidy(reason)[:LONGEST_REASON]


def checked_reason(reason: str) -> str:
    """The reason as a line of text; raises `Refused` where there is none or too long a one."""
    text = tidy(reason)
    if not text:
        message = "Danh sách này chỉ mở khi có lý do; hãy ghi lý do, lý do được lưu cùng lần mở."
        raise Refused([obstacle("list.reason", message)])
    if len(text) > LONGEST_REASON:
        raise Refused([obstacle("list.reason", f"Lý do dài quá {LONGEST_REASON} chữ; hãy viết ngắn lại.")])
    return text


def _page(
    figure: Count, place: Place, asked: Asked, after: str, limit: int
) -> tuple[tuple[ListLine, ...], str]:
    if figure.source.flow and asked.on:
        return (), ""
    if figure.source.subject is Subject.MEMBER:
        return _people(figure, place, asked, after, limit)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    rows = list_behind(figure, place, asked).rows
    names = _names([row.organization for row in rows[start : start + limit] if row.organization], asked.last)
    lines = tuple(
        ListLine(
            row.code or "",
            row.name,
            row.organization or "",
            names.get(row.organization or "", ""),
            row.on,
            None,
        )
        for row in rows[start : start + limit]
    )
    return lines, str(start + limit) if len(rows) > start + limit else ""


def _names(codes: Sequence[str], on: date) -> dict[str, str]:
    ids = dict(Organization.objects.filter(code__in=set(codes)).values_list("pk", "code"))
    names = last_name(list(ids), on)
    return {code: names.get(one, code) for one, code in ids.items()}


def _people(
    figure: Count, place: Place, asked: Asked, after: str, limit: int
) -> tuple[tuple[ListLine, ...], str]:
    sql, parameters = ready(figure.source.sql, figure.source, [place], asked)
    cursor_values = _cursor(after)
    statement = _MEMBERS.replace("{later}", _LATER if cursor_values else "true")
    statement = statement.replace("{rows}", f"select * from ({sql}) kept where {figure.where}")
    asked_for: dict[str, Any] = {**parameters, **cursor_values, "limit": limit + 1}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked_for)
        rows = cursor.fetchall()
    names = last_name({row[5] for row in rows}, asked.last)
    lines = tuple(
        ListLine(code, name, where, names.get(where_id, where), day, one)
        for code, name, where, day, one, where_id, _, _ in rows[:limit]
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return lines, f"{last[4]}~{last[3].isoformat()}~{last[7]}" if last else ""


def _cursor(after: str) -> dict[str, Any]:
    """The place of the last row shown, read from the address; an address that says none begins anew."""
    try:
        member, day, number = after.split("~")
        values: dict[str, Any] = {"member": int(member), "number": int(number)}
        values["day"] = date.fromisoformat(day)
    except ValueError:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select name_key, code from members_member where id = %(member)s", values)
        found = cursor.fetchone()
    return {**values, "name_key": found[0], "code": found[1]} if found else {}


def _record(name: str, page: ListPage, export: bool, reason: str, actor: Actor) -> None:
    people = page.figure.source.subject is Subject.MEMBER
    after: dict[str, Any] = {
        "report": name,
        "key": page.figure.key,
        "from": page.asked.first,
        "to": page.asked.after,
        "rows": page.total,
        "count": len(page.lines),
    }
    if people:
        after["members"] = sorted({line.code for line in page.lines})
    if reason:
        after["reason"] = reason
    verb = "read.export" if export else "read.list_sensitive" if page.sensitive else "read.list"
    record(verb, actor=actor, on=page.asked.last, organization_id=page.place.organization_id, after=after)
