"""Members of a place that fit a question, in Vietnamese order of names, page by page.

The plans are those of `lists`: walk along the names, or take everybody of the place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from dangvu.kernel.periods import add_months
from dangvu.members.file_contents import CONTENTS
from dangvu.members.rules.history import LEFT_THE_PARTY
from dangvu.members.selectors.lists import CELL_OF, IN_PLACE, PAGE, WINDOW, Cursor, Page, page_of
from dangvu.members.selectors.places import Size, size_of

_MONTHS = 12
_IS_FULL = """
    EXISTS (SELECT 1 FROM members_stage held WHERE held.member_id = person.id AND held.stage = 'full'
        AND held.valid_from <= %(on)s AND held.valid_to > %(on)s)
"""
#: Papers whose absence can be asked for, with the condition that they are missing.
MISSING = {
    "citizen_id": "person.citizen_id = ''",
    "card_number": "person.card_number = ''",
    "file_number": "person.file_number = ''",
    "admission_decision_date": "person.admission_decision_date IS NULL",
    "admitted_on": "person.admitted_on IS NULL",
}
#: Asked of a list, these need the right to sensitive lists, and a reason.
#: The same of the paper file: what is due by now and was never filed.
MISSING |= {
    f"paper_{item.key}": "NOT EXISTS (SELECT 1 FROM members_filepaper paper "
    f"WHERE paper.member_id = person.id AND paper.item = '{item.key}')"
    + (f" AND {_IS_FULL}" if item.stage == "c" else "")
    for item in CONTENTS
    if item.due
}
SENSITIVE = frozenset({"ethnicity", "religion"})
ACTIVE = "active"

_HELD = """
    EXISTS (SELECT 1 FROM members_{table} held WHERE held.member_id = person.id AND held.{column} = %({key})s
        AND held.valid_from <= %(on)s AND held.valid_to > %(on)s)
"""
_NO_STATUS = """
    NOT EXISTS (SELECT 1 FROM members_status held WHERE held.member_id = person.id
        AND held.valid_from <= %(on)s AND held.valid_to > %(on)s)
"""
#: From when party age counts: the first decision, moved on by the days out of the Party (294-QĐ/TW §4.5).
_COUNTED_FROM = """
    coalesce(person.admission_decision_date, person.admitted_on) + coalesce((
        SELECT sum(back.valid_from - (
            SELECT max(gone.valid_to) FROM members_membership gone
            WHERE gone.member_id = person.id AND gone.kind = 'official' AND gone.valid_to <= back.valid_from
              AND gone.reason_out = ANY(%(left)s)
        )) FROM members_membership back
        WHERE back.member_id = person.id AND back.kind = 'official' AND back.reason_in = 'readmitted'
          AND back.valid_from <= %(on)s
    ), 0)::int
"""
_RECOGNIZED = """
    EXISTS (SELECT 1 FROM members_stage held WHERE held.member_id = person.id AND held.stage = 'full'
        AND held.valid_from <= %(on)s)
"""
_AFTER = "(person.name_key, person.id) > (%(after_key)s, %(after_id)s)"
_ORDER = "ORDER BY person.name_key, person.id LIMIT %(limit)s"
_TAKE = f"""
    SELECT person.id, stay.organization_id FROM organizations_organizationlink link
    JOIN members_membership stay ON stay.organization_id = link.descendant_id
    JOIN members_member person ON person.id = stay.member_id
    WHERE {IN_PLACE} AND {{fits}} AND {_AFTER} {_ORDER}
"""
_WALK = f"""
    SELECT person.id, stay.organization_id FROM (
        SELECT * FROM members_member person WHERE {_AFTER}
        ORDER BY person.name_key, person.id LIMIT %(window)s
    ) person
    JOIN LATERAL (SELECT person.id) member ON true
    {{cell}}
    WHERE {{fits}} {_ORDER}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberQuestion:
    """What is asked of the members of a place; what is left empty is not asked.

    Ages and party ages are full years, both ends included. `status` may be `ACTIVE`: no status at all.
    """

    stage: str = ""
    status: str = ""
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    party_age_from: int | None = None
    party_age_to: int | None = None
    occupation: str = ""
    qualification: str = ""
    political_theory: str = ""
    missing: str = ""
    ethnicity: str = ""
    religion: str = ""

    @property
    def sensitive(self) -> bool:
        """Whether the answer would tell who is of which ethnicity or religion."""
        return any(getattr(self, name) for name in SENSITIVE)

    @property
    def asks_nothing(self) -> bool:
        """Whether everybody of the place is meant."""
        return not any(getattr(self, field.name) not in ("", None) for field in fields(self))


def find_fitting(
    question: MemberQuestion, place_id: int, on: date, *, after: Cursor | None = None, limit: int = PAGE
) -> Page:
    """Return the official members under the place on that day who fit, by name; at most three queries."""
    conditions, values = [], dict[str, Any]()
    for condition, given in _conditions(question, on):
        conditions.append(condition)
        values |= given
    fits = " AND ".join(conditions) or "true"
    asked = {"place": place_id, "window": WINDOW, "left": sorted(LEFT_THE_PARTY), **values}
    size = size_of(place_id, on)
    take = _TAKE.format(fits=fits)
    walk = _WALK.format(cell=CELL_OF[size], fits=fits)
    plans = (take,) if size is Size.SMALL else (walk, take)
    return page_of(plans, asked, on=on, after=after, limit=limit)


def _conditions(question: MemberQuestion, on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    if question.stage:
        yield _HELD.format(table="stage", column="stage", key="stage"), {"stage": question.stage}
    if question.status == ACTIVE:
        yield _NO_STATUS, {}
    elif question.status:
        yield _HELD.format(table="status", column="status", key="status"), {"status": question.status}
    for name in ("occupation", "qualification", "political_theory", "ethnicity", "religion"):
        if getattr(question, name):
            yield f"person.{name}_code = %({name})s", {name: getattr(question, name)}
    if question.sex:
        yield "person.sex = %(sex)s", {"sex": question.sex}
    if question.missing:
        yield MISSING[question.missing], {}
    yield from _ages(question, on)


def _ages(question: MemberQuestion, on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    if question.age_from is not None:
        yield "person.birth_date <= %(born_by)s", {"born_by": _years_before(on, question.age_from)}
    if question.age_to is not None:
        yield "person.birth_date > %(born_after)s", {"born_after": _years_before(on, question.age_to + 1)}
    if question.party_age_from is not None:
        begun = {"begun_by": _years_before(on, question.party_age_from)}
        yield f"{_RECOGNIZED} AND {_COUNTED_FROM} <= %(begun_by)s", begun
    if question.party_age_to is not None:
        begun = {"begun_after": _years_before(on, question.party_age_to + 1)}
        yield f"{_RECOGNIZED} AND {_COUNTED_FROM} > %(begun_after)s", begun


def _years_before(on: date, years: int) -> date:
    return add_months(on, -years * _MONTHS)
