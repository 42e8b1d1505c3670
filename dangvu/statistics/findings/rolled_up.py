"""Groups that findings of `classification` at a big place begin with: the gravest, from the roll-up."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from dangvu.statistics.cap_groups import CapGroup
from dangvu.statistics.findings.base import Found

#: So many groups of one rule are said one by one, the gravest; of the rest their number. Only a place that
#: is read from the roll-up has so many, and its subordinate committees' own reports say each.
MOST_SAID = 100

#: What is missing in each group, by subject.
Missing = dict[int, dict[str, int]]

# Above the share that the law of their day allows: `of_good` / `per` of "good", in whole numbers.
_CAPS = """
    select d.organization_id, d.year, d.excellent, d.good, d.judged_on, count(*) over ()
    from statistics_ratingcapgroup d
    join unnest(%(days)s::date[], %(of_good)s::bigint[], %(per)s::bigint[]) v(day, of_good, per)
         on v.day = d.judged_on and d.excellent * v.per > d.good * v.of_good
    join {scope} s on s.organization_id = d.organization_id and {covers:s:d.judged_on}
    where d.year = any(%(years)s) and d.cap = %(cap)s
    order by d.excellent * v.per - d.good * v.of_good desc, d.organization_id
    limit %(most)s"""
_DAYS = """
    select distinct judged_on from statistics_ratingcapgroup where year = any(%(years)s) and cap = %(cap)s"""

_UNRECORDED = """
    select w.organization_id, array_agg(w.subject), array_agg(w.unrecorded), count(*) over ()
    from statistics_ratingrollup w
    join organizations_organizationkind k on k.organization_id = w.organization_id
         and k.kind in ('grassroots_committee', 'grassroots_cell')
         and k.valid_from <= make_date(w.year, 12, 31) and k.valid_to > make_date(w.year, 12, 31)
    join {scope} s on s.organization_id = w.organization_id
         and s.valid_from <= make_date(w.year, 12, 31) and s.valid_to > make_date(w.year, 12, 31)
    where w.year = any(%(years)s) and w.unrecorded > 0 and w.subject = any(%(missing)s)
    group by w.organization_id
    order by sum(w.unrecorded) desc, w.organization_id
    limit %(most)s"""


def cap_groups(found: Found, cap: str) -> tuple[list[CapGroup], int]:
    """The groups furthest above the cap of their day, and how many more there are."""
    shares = _shares(found, cap)
    rows = found.rows(
        _CAPS,
        cap=cap,
        days=list(shares),
        of_good=[share.numerator for share in shares.values()],
        per=[share.denominator for share in shares.values()],
        most=MOST_SAID,
    )
    return [CapGroup(*row[:5]) for row in rows], rows[0][5] - len(rows) if rows else 0


def _shares(found: Found, cap: str) -> dict[date, Fraction]:
    """The share of "good" that the law of each day allows; days without a law are left out."""
    laws = {day: found.law(cap, day) for (day,) in found.rows(_DAYS, cap=cap)}
    return {day: Fraction(law.value) / 100 for day, law in laws.items() if law is not None}  # type: ignore[arg-type]


def missing_groups(found: Found, year: int, missing: Sequence[str]) -> tuple[Missing, int]:
    """The grassroots organisations with most missing in the year, and how many more there are."""
    rows = found.rows(_UNRECORDED, years=[year], missing=list(missing), most=MOST_SAID)
    groups = {group: dict(zip(subjects, numbers, strict=True)) for group, subjects, numbers, _ in rows}
    return groups, rows[0][3] - len(rows) if rows else 0
