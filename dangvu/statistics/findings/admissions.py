"""Findings of `admissions`: a plan that is a range, a plan below the rate of the resolution."""

from datetime import date

from dangvu.kernel.findings import Finding
from dangvu.statistics import rules
from dangvu.statistics.figures.plan import Plan
from dangvu.statistics.findings.base import Found

_RATE = "admissions.yearly_rate.minimum"


def admissions(found: Found) -> list[Finding]:
    """What must be said of the committee's own plan."""
    plan: Plan | None = found.beside["plan"]
    if plan is None or found.asked.on:
        return []
    of = {"group": found.place.code, "name": found.place.name}
    findings = [
        rules.target_range(minimum=plan.minimum, maximum=plan.maximum, **of),
        _below_rate(found, plan, of),
    ]
    return [one for one in findings if one is not None]


def _below_rate(found: Found, plan: Plan, of: dict[str, str]) -> Finding | None:
    """Judged by the law at the end of each year of the plan: the resolution does not bind earlier years."""
    laws = [found.law(_RATE, date(year, 12, 31)) for year in plan.years]
    law = laws[-1]
    if law is None or None in laws:
        return None
    opening = found.counts["opening"] or 0
    return rules.below_resolution_rate(
        minimum=plan.minimum, years=len(plan.years), opening=opening, law=law, **of
    )
