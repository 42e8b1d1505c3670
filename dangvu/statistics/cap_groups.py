"""Groups that a cap of "excellent" is asked of, with their own counts, as SQL: live and for the roll-up."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from dangvu.regulations import parameter
from dangvu.statistics.figures.classification import DAY_OF_RATING

MEMBERS_CAP = "classification.members.excellent_cap"
ORGANIZATIONS_CAP = "classification.organizations.excellent_cap"

# The group of a member is the grassroots organisation of the day of the rating.
_MEMBERS = """
    select g.ancestor_id as organization_id, c.year, c.counted_on as day, c.excellent, c.good
    from reviews_ratingcounter c
    join organizations_organizationlink g on g.descendant_id = c.cell_id and {covers:g:c.counted_on}
    join organizations_organizationkind k on k.organization_id = g.ancestor_id
         and k.kind in ('grassroots_committee', 'grassroots_cell')
         and k.valid_from <= c.counted_on and k.valid_to > c.counted_on
    where c.year = any(%(years)s)"""

# The group of an organisation is what one committee decided; without a decision, the committee above it.
_ORGANIZATIONS = f"""
    select coalesce(r.decided_by_id, u.parent_id) as organization_id, r.year, r.day,
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
         and u.valid_from <= r.day and u.valid_to > r.day"""

ROWS = {MEMBERS_CAP: _MEMBERS, ORGANIZATIONS_CAP: _ORGANIZATIONS}


@dataclass(frozen=True)
class CapGroup:
    """The counts of one group of one year, and the day by whose law it is judged."""

    organization_id: int
    year: int
    excellent: int
    good: int
    judged_on: date


def groups_sql(cap: str, within: str = "") -> str:
    """Rows of `CapGroup` above the lowest cap (`%(lowest)s`); `within` joins where `d` must stand."""
    return f"""
    select d.organization_id, d.year, sum(d.excellent)::int, sum(d.good)::int, max(d.day)
    from ({ROWS[cap]}) d {within}
    where d.organization_id is not null
    group by d.organization_id, d.year
    having sum(d.excellent) * 100 > %(lowest)s * sum(d.good)"""


def lowest_cap(cap: str) -> int:
    """The whole percent that no value of the cap was ever below: what is under it breaks none."""
    return floor(min(Fraction(value.value) for value in parameter(cap).values))  # type: ignore[arg-type]
