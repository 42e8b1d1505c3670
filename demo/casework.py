"""Inspections, decisions of discipline and screening cases, so many in each window of time."""

from collections.abc import Mapping
from random import Random

from demo.chance import Weighted
from demo.committee import Committee
from demo.days import age_on, iso
from demo.people import Person
from demo.tree import Organization

_CONCLUSIONS = {
    "inspection": Weighted([("well", 62), ("shortcomings", 34), ("violation", 4)]),
    "supervision": Weighted([("well", 70), ("shortcomings", 30)]),
    "signs_of_violation": Weighted([("shortcomings", 30), ("violation", 70)]),
}
_OTHER_CONTENTS = Weighted(
    [
        ("party_activity", 30),
        ("morals_lifestyle", 22),
        ("irresponsibility", 20),
        ("democratic_centralism", 10),
        ("land_resources", 8),
        ("finance_construction", 8),
        ("asset_declaration", 2),
    ]
)


def inspect(
    committee: Committee,
    kind: str,
    first: int,
    last: int,
    *,
    organizations: int,
    members: int,
    seen: set[object],
) -> None:
    """Record so many inspections opened from the first to the last day, none on anybody in `seen`."""
    random = committee.random(f"inspections {kind} {iso(first)}")
    able = [
        one for one in committee.tree.organizations if one is not committee.tree.root and one.stands_on(first)
    ]
    while organizations:
        subject, on = random.choice(able), random.randint(first, last)
        if subject in seen or not subject.stands_on(on):
            continue
        seen.add(subject)
        organizations -= 1
        by = subject.parent_on(on)
        assert by is not None
        _write_inspection(committee, random, kind, "organization", subject.code, by, on)
    while members:
        person, on = random.choice(committee.people), random.randint(first, last)
        cell = person.cell_on(on)
        if cell is None or person in seen:
            continue
        seen.add(person)
        members -= 1
        _write_inspection(committee, random, kind, "member", person.code, _inspector(random, cell, on), on)


def _inspector(random: Random, cell: Organization, on: int) -> Organization:
    base = cell.grassroots_on(on)
    above = base.parent_on(on)
    assert above is not None
    return above if base is cell or random.random() < 0.3 else base


def _write_inspection(
    committee: Committee, random: Random, kind: str, subject: str, code: str, by: Organization, on: int
) -> None:
    concluded = on + random.randint(20, 60)
    known = concluded < committee.end
    conclusion = _CONCLUSIONS[kind].pick(random) if known else ""
    committee.add(
        "inspections", (kind, subject, code, by.code, iso(on), iso(concluded) if known else "", conclusion)
    )


def expel_by_decision(committee: Committee, contents: Mapping[Person, str] | None = None) -> None:
    """Record the decision of expulsion behind every membership that ended by one, dated the day it ended."""
    random = committee.random("expulsions")
    for person in committee.people:
        left = person.left
        if left is None or person.spells[-1].reason_out != "expelled":
            continue
        content = (contents or {}).get(person) or _OTHER_CONTENTS.pick(random)
        _write_discipline(committee, random, person, "expulsion", content, left)


def discipline(committee: Committee, form: str, first: int, last: int, contents: list[str]) -> None:
    """Record one decision of the form per content, each on somebody who was never disciplined."""
    random = committee.random(f"discipline {form} {iso(first)}")
    waiting = list(contents)
    while waiting:
        person, on = random.choice(committee.people), random.randint(first, last)
        if not _may_be_disciplined(committee, person, on):
            continue
        if form == "dismissal" and not _lose_post(committee, person, on):
            continue
        _write_discipline(committee, random, person, form, waiting.pop(), on)


def ordinary_contents(random: Random, number: int, *, prohibited: int) -> list[str]:
    """Return the contents of so many decisions; some concern prohibited acts or population policy."""
    named = ["prohibited_acts" if random.random() < 0.4 else "population_policy" for _ in range(prohibited)]
    contents = named + [_OTHER_CONTENTS.pick(random) for _ in range(number - prohibited)]
    random.shuffle(contents)
    return contents


def _may_be_disciplined(committee: Committee, person: Person, on: int) -> bool:
    stays = person.cell_on(on) is not None and person.full < on
    leaving = person.left is not None
    return stays and not leaving and person not in committee.disciplined and age_on(person.birth, on) < 70


def _lose_post(committee: Committee, person: Person, on: int) -> bool:
    """End the secretary's post of a person on the day of the dismissal; return whether there was one."""
    cell = person.cell_on(on)
    assert cell is not None
    held = committee.secretaries.get(cell, [])
    for place, (start, end, holder) in enumerate(held):
        if holder is person and start + 90 < on and (end is None or on < end):
            held[place] = (start, on, holder)
            posts = committee.rows["posts"]
            row = posts.index((person.code, cell.code, "secretary", iso(start), iso(end)))
            posts[row] = (person.code, cell.code, "secretary", iso(start), iso(on))
            return True
    return False


def _write_discipline(
    committee: Committee, random: Random, person: Person, form: str, content: str, on: int
) -> None:
    cell = person.cell_on(on - 1)
    assert cell is not None
    base = cell.grassroots_on(on - 1)
    by = base if form in ("reprimand", "warning") and base is not cell else base.parent_on(on - 1)
    assert by is not None
    committee.disciplined[person] = on
    symbol = "ĐU" if by is base else f"UBKT{by.symbol}"
    number = f"{random.randint(1, 240):02d}-QĐ/{symbol}"
    committee.add("disciplines", ("member", person.code, form, content, by.code, number, iso(on)))


def screen(
    committee: Committee, year: int, person: Person, ground: str, listed: int, outcome: str, on: int
) -> None:
    """Record one case of a screening round with its outcome."""
    number = (
        f"{person.number % 90 + 1:02d}-QĐ/TU"
        if outcome in ("struck_off", "expelled")
        else f"{person.number % 40 + 1:02d}-NQ/CB"
    )
    committee.add("screenings", (year, person.code, ground, iso(listed), outcome, iso(on), number))
