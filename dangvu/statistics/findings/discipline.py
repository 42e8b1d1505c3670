"""Findings of `discipline`: persons disciplined more than once, contents that are counted together."""

from collections.abc import Iterator

from dangvu.discipline.models import Content
from dangvu.kernel.findings import Finding
from dangvu.statistics import rules
from dangvu.statistics.figures.discipline import OF_MEMBERS
from dangvu.statistics.findings.base import Found
from dangvu.statistics.places import codes_and_names

#: Persons with more than one decision, gathered in the cell of their last one.
_REPEATED = f"""
    select cell, count(*), sum(decisions)::int from (
        select (array_agg(organization_id order by day desc))[1] as cell, count(*) as decisions
        from ({OF_MEMBERS.sql}) d group by member_id having count(*) > 1
    ) repeated group by cell"""


def discipline(found: Found) -> list[Finding]:
    """What must be known to read the counts of decisions."""
    return [] if found.asked.on else [*_repeated(found), *_merged(found)]


def _repeated(found: Found) -> Iterator[Finding]:
    rows = found.rows(_REPEATED)
    names = codes_and_names([row[0] for row in rows], found.asked.last)
    for cell, persons, decisions in sorted(rows, key=lambda row: names[row[0]]):
        code, name = names[cell]
        finding = rules.repeated_discipline(group=code, name=name, persons=persons, decisions=decisions)
        if finding is not None:
            yield finding


def _merged(found: Found) -> Iterator[Finding]:
    for codes in found.asked.contents:
        if len(codes) > 1:
            finding = rules.merged_contents(
                group=found.place.code,
                name=found.place.name,
                labels=tuple(Content(code).label for code in codes),
                merged=found.counts[f"members.content.{'+'.join(codes)}"] or 0,
                total=found.counts["members.disciplined"] or 0,
            )
            if finding is not None:
                yield finding
