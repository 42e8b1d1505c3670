"""The history of an organisation: names, kinds, superiors, who it came from and who came after it."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from dangvu.kernel.days import display_day
from dangvu.kernel.periods import Period, display_period
from dangvu.organizations.models import Kind, Organization, OrganizationLink, SuccessionAct

#: All of it in one query; the name of another organisation is that of the day of the matter.
_PAST = """
    SELECT valid_from, valid_to, 'name', name, NULL::bigint, '', '', NULL::date
    FROM organizations_organizationname WHERE organization_id = %(one)s
    UNION ALL
    SELECT valid_from, valid_to, 'kind', kind, NULL, '', '', NULL
    FROM organizations_organizationkind WHERE organization_id = %(one)s
    UNION ALL
    SELECT p.valid_from, p.valid_to, 'parent', {name_of_parent}, o.id, o.code, '', NULL
    FROM organizations_organizationparent p JOIN organizations_organization o ON o.id = p.parent_id
    WHERE p.organization_id = %(one)s
    UNION ALL
    SELECT s.succeeded_on, NULL, 'after:' || s.act, {name_of_other}, o.id, o.code, s.decision_number,
        s.decision_date
    FROM organizations_succession s JOIN organizations_organization o ON o.id = s.successor_id
    WHERE s.organization_id = %(one)s
    UNION ALL
    SELECT s.succeeded_on, NULL, 'before', {name_of_other}, o.id, o.code, s.decision_number, s.decision_date
    FROM organizations_succession s JOIN organizations_organization o ON o.id = s.organization_id
    WHERE s.successor_id = %(one)s
    ORDER BY 1, 3, 6
"""
_NAME = """coalesce((SELECT n.name FROM organizations_organizationname n WHERE n.organization_id = o.id
    ORDER BY n.valid_from > {day}, abs(n.valid_from - {day}) LIMIT 1), o.code)"""
_STATEMENT = _PAST.format(
    name_of_parent=_NAME.format(day="p.valid_from"), name_of_other=_NAME.format(day="s.succeeded_on")
)
_OUTSIDE = "một tổ chức đảng ngoài phạm vi của bạn"


class Past(NamedTuple):
    """A line of the history: when, what, the other organisation (`code` "" where the reader may not open it),
    and the decision."""

    when: str
    what: str
    other: str
    code: str
    decision: str


def history_of(organization: Organization, roots: tuple[int, ...] | None) -> list[Past]:
    """Return the whole history, oldest first; at most two queries.

    What the organisation stood under is named to whoever may look at it. Those it came from and those that
    came after it are named where they ever stood under one of `roots` (None: everywhere).
    """
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"one": organization.pk})
        rows = cursor.fetchall()
    others = {row[4] for row in rows if row[4] is not None}
    known = others if roots is None else _ever_under(roots, others)
    return [_line(row, known) for row in rows]


def _ever_under(roots: tuple[int, ...], others: set[int]) -> set[int]:
    if not others:
        return set()
    links = OrganizationLink.objects.filter(ancestor_id__in=roots, descendant_id__in=others)
    return set(links.values_list("descendant_id", flat=True))


def _line(row: tuple[object, ...], known: set[int]) -> Past:
    begun, ended, matter, word, other, code, number, dated = row
    assert isinstance(begun, date)
    when = display_period(Period(begun, ended)) if isinstance(ended, date) else f"ngày {display_day(begun)}"
    decision = f"{number} ngày {display_day(dated)}" if number and isinstance(dated, date) else str(number)
    if matter == "name":
        return Past(when, f"Mang tên {word}", "", "", "")
    if matter == "kind":
        return Past(when, f"Là {Kind(str(word)).label}", "", "", "")
    opens = str(code) if other in known else ""
    if matter == "parent":
        return Past(when, "Trực thuộc", str(word), opens, "")
    what = "Tiếp nối" if matter == "before" else str(SuccessionAct(str(matter).partition(":")[2]).label)
    return Past(when, what, str(word) if opens else _OUTSIDE, opens, decision)
