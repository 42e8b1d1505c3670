"""Acts that were carried out: which a reader may see, and the sheet of members before and after."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import last_name
from dangvu.reorganizations.models import ActFile

LISTED = 50
#: Within scope: what the acts name stands, or ever stood, under a root, and nothing of it lies outside.
_VISIBLE = """
    SELECT f.id FROM reorganizations_actfile f
    WHERE f.id < %(before)s AND (%(everywhere)s OR (
        EXISTS (SELECT FROM {named} WHERE a.file_id = f.id AND {inside})
        AND NOT EXISTS (SELECT FROM {named} WHERE a.file_id = f.id AND NOT {inside})
    )) {one} ORDER BY f.id DESC LIMIT %(most)s
"""
_NAMED = """reorganizations_act a
    JOIN organizations_organization o ON o.code IN (a.organization_code, a.successor_code, a.parent_code)"""
_INSIDE = """EXISTS (SELECT FROM organizations_organizationlink l
    WHERE l.descendant_id = o.id AND l.ancestor_id = ANY(%(roots)s))"""
_NEVER = 1 << 62
_JOURNAL = """
    SELECT row.organization_id, row.went, m.code, m.full_name
    FROM (
        SELECT (c.after ->> 'organization_id')::bigint AS organization_id, 'came' AS went,
            (c.after ->> 'member_id')::bigint AS member_id
        FROM reorganizations_actchange c
        WHERE c.file_id = %(file)s AND c.table_name = 'members_membership' AND c.before IS NULL
          AND c.after ->> 'kind' = 'official' AND c.after ->> 'valid_to' > %(on)s
        UNION ALL
        SELECT (c.before ->> 'organization_id')::bigint, 'left', (c.before ->> 'member_id')::bigint
        FROM reorganizations_actchange c
        WHERE c.file_id = %(file)s AND c.table_name = 'members_membership'
          AND c.before ->> 'kind' = 'official'
          AND (c.after IS NULL OR c.after ->> 'valid_to' < c.before ->> 'valid_to')
    ) row JOIN members_member m ON m.id = row.member_id
    ORDER BY m.name_key, m.id
"""
_STANDING = """
    SELECT organization_id, count(*) FROM members_membership
    WHERE organization_id = ANY(%(ids)s) AND kind = 'official'
      AND valid_from <= %(on)s AND valid_to > %(on)s
    GROUP BY 1
"""


class SheetLine(NamedTuple):
    """Official members directly in an organisation before and after; who left it, who came."""

    code: str
    name: str
    before: int
    after: int
    left: tuple[str, ...]
    came: tuple[str, ...]


class Sheet(NamedTuple):
    """All organisations between which members moved; `people` are the codes of those named."""

    lines: tuple[SheetLine, ...]
    before: int
    after: int
    people: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return self.before == self.after


def visible_files(
    roots: tuple[int, ...] | None, *, before: int | None = None, most: int = LISTED
) -> list[ActFile]:
    """Return the acts that the reader may see, the newest first, below the number `before`."""
    return _visible(roots, before or _NEVER, most, "")


def visible_file(roots: tuple[int, ...] | None, number: int) -> ActFile | None:
    """Return the acts of this number when the reader may see them."""
    return next(iter(_visible(roots, _NEVER, 1, "AND f.id = %(one)s", number)), None)


def _visible(
    roots: tuple[int, ...] | None, before: int, most: int, one: str, number: int = 0
) -> list[ActFile]:
    statement = _VISIBLE.format(named=_NAMED, inside=_INSIDE, one=one)
    asked: dict[str, Any] = {"before": before, "most": most, "one": number}
    asked |= {"everywhere": roots is None, "roots": list(roots or ())}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        ids = [row[0] for row in cursor.fetchall()]
    return list(ActFile.objects.filter(id__in=ids).order_by("-id"))


def sheet_of(file: ActFile, on: date) -> Sheet:
    """Reconcile from what the acts wrote: members of each organisation on the day, before and after.

    Three queries, whatever the number of acts. `on` is the day on which the acts took effect.
    """
    went: dict[int, dict[str, list[str]]] = defaultdict(lambda: {"came": [], "left": []})
    people: dict[str, None] = {}
    with connection.cursor() as cursor:
        cursor.execute(_JOURNAL, {"file": file.pk, "on": on.isoformat()})
        for organization, way, code, name in cursor.fetchall():
            went[organization][way].append(f"{name} ({code})")
            people[code] = None
        ids = list(went)
        cursor.execute(_STANDING, {"ids": ids, "on": on})
        standing = dict(cursor.fetchall())
    names, codes = last_name(ids, on), _codes(ids)
    lines = []
    for one in sorted(ids, key=lambda each: codes[each]):
        left, came = tuple(went[one]["left"]), tuple(went[one]["came"])
        after = standing.get(one, 0)
        lines.append(SheetLine(codes[one], names[one], after - len(came) + len(left), after, left, came))
    return Sheet(
        tuple(lines), sum(line.before for line in lines), sum(line.after for line in lines), tuple(people)
    )


def _codes(ids: list[int]) -> dict[int, str]:
    return dict(Organization.objects.filter(id__in=ids).values_list("id", "code"))
