"""The people or organisations behind a count, by the Vietnamese order of their names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from dangvu.kernel.vietnamese import name_key, title_key
from dangvu.statistics.asked import Asked, BadQuestion
from dangvu.statistics.counting import ready
from dangvu.statistics.figures.base import Count, Figure, Subject
from dangvu.statistics.places import Place
from dangvu.statistics.report import Listing, ListRow

_MEMBERS = """
    select p.code, p.full_name, o.code, r.day
    from ({rows}) r
    join members_member p on p.id = r.member_id
    join organizations_organization o on o.id = r.organization_id
    order by p.name_key, p.code, r.day"""

# The name of the day, else the last one before it; the organisation it stood under that day.
_ORGANIZATIONS = """
    select o.code, coalesce((select n.name from organizations_organizationname n
                             where n.organization_id = o.id and n.valid_from <= r.day
                             order by n.valid_from desc limit 1), o.code),
           (select u.code from organizations_organizationparent a
            join organizations_organization u on u.id = a.parent_id
            where a.organization_id = o.id and a.valid_from <= r.day and a.valid_to > r.day), r.day
    from ({rows}) r
    join organizations_organization o on o.id = r.organization_id
"""

_CIVIC_POSTS = """
    select p.code, coalesce(p.full_name, c.holder_name), o.code, r.day
    from ({rows}) r
    join members_civicpost c on c.id = r.civic_post_id
    join organizations_organization o on o.id = r.organization_id
    left join members_member p on p.id = c.member_id
"""

_SQL: Mapping[Subject, str] = {
    Subject.MEMBER: _MEMBERS,
    Subject.ORGANIZATION: _ORGANIZATIONS,
    Subject.CIVIC_POST: _CIVIC_POSTS,
}


def countable(figures: Sequence[Figure], key: str) -> Count:
    """The count of that key; raises `BadQuestion` where there is no such key or nothing to list."""
    for figure in figures:
        if figure.key == key:
            if isinstance(figure, Count):
                return figure
            raise BadQuestion(f"Chỉ tiêu “{key}” được tính từ các số khác, không có danh sách riêng.")
    raise BadQuestion(
        f"Báo cáo này không có chỉ tiêu “{key}”; các chỉ tiêu: {', '.join(one.key for one in figures)}."
    )


def list_behind(figure: Count, place: Place, asked: Asked) -> Listing:
    """The rows that the figure counts; none for a flow on a single day."""
    if figure.source.flow and asked.on:
        return Listing(figure.key, figure.label, ())
    source = figure.source
    sql, parameters = ready(source.sql, source, [place], asked)
    # Dimensions are named without their table, as the counting query knows them.
    kept = f"select * from ({sql}) kept where {figure.where}"
    rows = _fetch(_SQL[source.subject].format(rows=kept), parameters)
    return Listing(figure.key, figure.label, tuple(ListRow(*row) for row in _sorted(source.subject, rows)))


def _fetch(sql: str, parameters: Mapping[str, Any]) -> list[tuple[str | None, str, str | None, date]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[str | None, str, str | None, date]] = cursor.fetchall()
        return rows


def _sorted(subject: Subject, rows: list[Any]) -> list[Any]:
    """Members come sorted by their stored key; other names are sorted here."""
    if subject is Subject.MEMBER:
        return rows
    key = title_key if subject is Subject.ORGANIZATION else name_key
    return sorted(rows, key=lambda row: (key(row[1]), row[0] or "", row[3]))
