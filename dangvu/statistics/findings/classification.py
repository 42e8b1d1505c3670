"""Findings of `classification`: caps of each group on its own counts, and who has no row."""

from collections.abc import Iterable, Iterator, Sequence

from dangvu.kernel.findings import Finding
from dangvu.statistics import rules
from dangvu.statistics.cap_groups import (
    MEMBERS_CAP,
    ORGANIZATIONS_CAP,
    CapGroup,
    groups_sql,
    lowest_cap,
)
from dangvu.statistics.figures.classification import UNRECORDED_MEMBERS, UNRECORDED_ORGANIZATIONS
from dangvu.statistics.findings.base import Found
from dangvu.statistics.findings.rolled_up import Missing, cap_groups, missing_groups
from dangvu.statistics.places import codes_and_names

_IN_PLACE = "join {scope} s on s.organization_id = d.organization_id and {covers:s:d.day}"
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


def classification(found: Found) -> list[Finding]:
    """Caps of members and of organisations, and who is unrecorded."""
    return [
        *_caps(found, ORGANIZATIONS_CAP, "tổ chức cơ sở đảng"),
        *_caps(found, MEMBERS_CAP, "đảng viên"),
        *_unrecorded(found),
    ]


def _caps(found: Found, cap: str, whom: str) -> Iterator[Finding]:
    groups, rest = cap_groups(found, cap) if found.rolled_up else (_live_groups(found, cap), 0)
    names = codes_and_names([one.organization_id for one in groups], found.asked.last)
    for group in sorted(groups, key=lambda one: (names[one.organization_id], one.year)):
        law = found.law(cap, group.judged_on)
        code, name = names[group.organization_id]
        if law is not None:
            counts = {"excellent": group.excellent, "good": group.good}
            yield from _said(rules.excellent_cap(group=code, name=name, whom=whom, law=law, **counts))
    place = {"group": found.place.code, "name": found.place.name}
    yield from _said(rules.caps_left_out(whom=whom, groups=rest, **place))


def _live_groups(found: Found, cap: str) -> list[CapGroup]:
    return [CapGroup(*row) for row in found.rows(groups_sql(cap, _IN_PLACE), lowest=lowest_cap(cap))]


def _unrecorded(found: Found) -> Iterator[Finding]:
    """Year by year, of those subjects whose round is recorded: a year not yet reviewed is no omission."""
    asked = [key for key in _BEGUN if found.counts[f"{key}.unrecorded"]]
    place = {"group": found.place.code, "name": found.place.name}
    for year in found.asked.years if asked else ():
        missing = [key for key in asked if _begun(found, key, year)]
        groups, rest = _missing_groups(found, year, missing)
        names = codes_and_names(list(groups), found.asked.last)
        for group in sorted(groups, key=names.__getitem__):
            code, name = names[group]
            yield from _said(rules.unrecorded(group=code, name=name, year=year, missing=groups[group]))
        yield from _said(rules.unrecorded_left_out(year=year, groups=rest, **place))


def _missing_groups(found: Found, year: int, missing: Sequence[str]) -> tuple[Missing, int]:
    if not missing:
        return {}, 0
    if found.rolled_up:
        return missing_groups(found, year, missing)
    groups: Missing = {}
    for group, subject, number in found.rows(_UNRECORDED, years=[year], missing=list(missing)):
        groups.setdefault(group, {})[subject] = number
    return groups, 0


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
