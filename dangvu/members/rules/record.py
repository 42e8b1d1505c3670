"""All rules of the record asked at once, so that a clerk sees every obstacle."""

from collections import Counter

from dangvu.kernel.findings import Finding
from dangvu.members.rules.history import History
from dangvu.members.rules.stages import STAGE_RULES
from dangvu.members.rules.stays import STAY_RULES, Cells


def findings_of(history: History, cells: Cells) -> list[Finding]:
    """Return everything that is wrong with a record."""
    return [found for rule in (*STAY_RULES, *STAGE_RULES) for found in rule(history, cells)]


def new_findings(before: History, after: History, cells: Cells) -> list[Finding]:
    """Return what a change would newly make wrong.

    Old records may break a rule already (they were loaded as they are); that must not stop the clerk from
    recording what happens today. The sentence of an old fault may change with its period, so faults are
    told apart by their code and organisation.
    """
    known = Counter((found.code, found.organization) for found in findings_of(before, cells))
    new = []
    for found in findings_of(after, cells):
        if known[found.code, found.organization] > 0:
            known[found.code, found.organization] -= 1
        else:
            new.append(found)
    return new
