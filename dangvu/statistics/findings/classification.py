"""Findings of `classification`: caps of each group on its own counts, and who has no row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from dangvu.kernel.findings import Finding
from dangvu.regulations import parameter
from dangvu.statistics import rules
from dangvu.statistics.figures.classification import (
    DAY_OF_RATING,
    UNRECORDED_MEMBERS,
    UNRECORDED_ORGANIZATIONS,
)
from dangvu.statistics.findings.base import Found, codes_and_names

_MEMBERS_CAP = "classification.members.excellent_cap"
_ORGANIZATIONS_CAP = "classification.organizations.excellent_cap"

# Only groups that may break the lowest cap that ever held are brought back.
_ABOVE_CAP = "having sum(excellent) * 100 > %(lowest)s * sum(good)"

# Members: the group is the grassroots organisation of the day of the rating, if it stands in the place.
_GROUPS_OF_MEMBERS = f"""
    select g.ancestor_id, c.year, sum(excellent)::int, sum(good)::int, max(c.counted_on)
    from reviews_ratingcounter c
    join organizations_organizationlink g on g.descendant_id = c.cell_id and {{covers:g:c.counted_on}}
    join organizations_organizationkind k on k.organization_id = g.ancestor_id
         and k.kind in ('grassroots_committee', 'grassroots_cell')
         and k.valid_from <= c.counted_on and k.valid_to > c.counted_on
    join {{scope}} s on s.organization_id = g.ancestor_id and {{covers:s:c.counted_on}}
    where c.year = any(%(years)s)
    group by g.ancestor_id, c.year {_ABOVE_CAP}"""

# Organisations: the group is what one committee decided, by default that above; it must stand in the place.
_GROUPS_OF_ORGANIZATIONS = f"""
    select d.decider, d.year, sum(excellent)::int, sum(good)::int, max(d.day)
    from (
        select coalesce(r.decided_by_id, u.parent_id) as decider, r.year, r.day,
               (r.level = 'excellent')::int as excellent, (r.level = 'good')::int as good
        from (
            select r.organization_id, r.year, r.level, r.decided_by_id, {DAY_OF_RATING} as day
            from reviews_organizationrating r join organizations_organization o on o.id = r.organization_id
            where r.year = any(%(years)s) and r.subject = 'organization' and r.level in ('excellent', 'good')
        ) r
        join organizations_organizationkind k on k.organization_id = r.organization_id
             and k.kind in ('grassroots_committee', 'grassroots_cell')
             and k.valid_from <= r.day and k.valid_to > r.day
        left join organizations_organizationparent u on u.organization_id = r.organization_id
             and u.valid_from <= r.day and u.valid_to > r.day
    ) d
    join {{scope}} s on s.organization_id = d.decider and {{covers:s:d.day}}
    group by d.decider, d.year {_ABOVE_CAP}"""

# Who has no row, gathered by grassroots organisation where that stands in the place.
_UNRECORDED = f"""
    select coalesce(g.ancestor_id, u.organization_id), u.missing, count(*)
    from (
        select organization_id, day, 'members' as missing from ({UNRECORDED_MEMBERS.sql}) m
        union all
        select organization_id, day, subject from ({UNRECORDED_ORGANIZATIONS.sql}) o
    ) u
    left join lateral (
        select l.ancestor_id from organizations_organizationlink l
        join organizations_organizationkind k on k.organization_id = l.ancestor_id
             and k.kind in ('grassroots_committee', 'grassroots_cell')
             and k.valid_from <= u.day and k.valid_to > u.day
        join {{scope}} s on s.organization_id = l.ancestor_id and {{covers:s:u.day}}
        where l.descendant_id = u.organization_id and {{covers:l:u.day}} limit 1
    ) g on true
    where u.missing = any(%(missing)s)
    group by 1, 2"""


@dataclass(frozen=True)
class _Group:
    """The counts of one group of one year, and the day by whose law it is judged."""

    organization_id: int
    year: int
    excellent: int
    good: int
    on: date


def classification(found: Found) -> list[Finding]:
    """Caps of members and of organisations, and who is unrecorded."""
    return [
        *_caps(found, _ORGANIZATIONS_CAP, _GROUPS_OF_ORGANIZATIONS, "tổ chức cơ sở đảng"),
        *_caps(found, _MEMBERS_CAP, _GROUPS_OF_MEMBERS, "đảng viên"),
        *_unrecorded(found),
    ]


def _caps(found: Found, cap: str, sql: str, whom: str) -> Iterator[Finding]:
    groups = [_Group(*row) for row in found.rows(sql, lowest=lowest_cap(cap))]
    names = codes_and_names([one.organization_id for one in groups], found.asked.last)
    for group in sorted(groups, key=lambda one: (names[one.organization_id], one.year)):
        law = found.law(cap, group.on)
        code, name = names[group.organization_id]
        if law is not None:
            finding = rules.excellent_cap(
                group=code, name=name, whom=whom, excellent=group.excellent, good=group.good, law=law
            )
            yield from _said(finding)


def lowest_cap(name: str) -> int:
    """The whole percent that no value of the cap was ever below."""
    return floor(min(Fraction(value.value) for value in parameter(name).values))  # type: ignore[arg-type]


def _unrecorded(found: Found) -> Iterator[Finding]:
    """Year by year, only of those subjects whose round is recorded: a year not yet reviewed is no omission."""
    asked = [key for key in _BEGUN if found.counts[f"{key}.unrecorded"]]
    for year in found.asked.years if asked else ():
        missing = [key for key in asked if _begun(found, key, year)]
        groups: dict[int, dict[str, int]] = {}
        for group, subject, number in _missing_rows(found, year, missing):
            groups.setdefault(group, {})[subject] = number
        names = codes_and_names(list(groups), found.asked.last)
        for group in sorted(groups, key=names.__getitem__):
            code, name = names[group]
            yield from _said(rules.unrecorded(group=code, name=name, year=year, missing=groups[group]))


def _missing_rows(found: Found, year: int, missing: Sequence[str]) -> list[tuple[Any, ...]]:
    return found.rows(_UNRECORDED, years=[year], missing=list(missing)) if missing else []


_ORGANIZATION_BEGUN = """
    select exists (
        select 1 from reviews_organizationrating r
        join organizations_organizationkind k on k.organization_id = r.organization_id and k.kind in ({})
        where r.year = %(year)s and r.subject = 'organization'
          and exists (select 1 from organizations_organizationlink l
                      where l.descendant_id = r.organization_id and l.ancestor_id = %(root)s))"""
#: Whether anybody of a subject has a row of the year anywhere in the tree that the place belongs to.
_BEGUN = {
    "organizations": _ORGANIZATION_BEGUN.format("'grassroots_committee', 'grassroots_cell'"),
    "units": _ORGANIZATION_BEGUN.format("'cell', 'sectional_committee'"),
    "members": """
    select exists (
        select 1 from reviews_ratingcounter c where c.year = %(year)s
          and exists (select 1 from organizations_organizationlink l
                      where l.descendant_id = c.cell_id and l.ancestor_id = %(root)s))""",
}


def _begun(found: Found, subject: str, year: int) -> bool:
    [(begun,)] = found.rows(_BEGUN[subject], year=year, root=found.root)
    return bool(begun)


def _said(*findings: Finding | None) -> Iterable[Finding]:
    return [one for one in findings if one is not None]
