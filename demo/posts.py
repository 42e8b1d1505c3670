"""Secretaries and their deputies, term by term."""

from random import Random

from demo.committee import Committee
from demo.days import age_on, iso
from demo.people import Person
from demo.tree import GRASSROOTS, Organization

#: A cell with so many members elects a deputy secretary too.
_WITH_DEPUTY = 9


def fill_posts(committee: Committee, terms: list[tuple[int, int | None]]) -> None:
    """Give every cell and every committee a secretary for each term that it stands in."""
    random = committee.random("posts")
    for cell in committee.tree.cells():
        for start, end in terms:
            _fill_cell(committee, random, cell, start, end)
    for above in committee.tree.organizations:
        if above.kind not in ("cell", "grassroots_cell"):
            _fill_committee(committee, random, above, terms)


def _fill_cell(committee: Committee, random: Random, cell: Organization, start: int, end: int | None) -> None:
    start = max(start, cell.start + 40)
    end = _earlier(end, cell.end)
    if end is not None and end <= start + 60:
        return
    staying = [
        person
        for person in committee.residents(cell)
        if _stays(person, cell, start) and _suitable(committee, person, start)
    ]
    if not staying:
        return
    posts = ["secretary", *(["deputy_secretary"] if len(staying) >= _WITH_DEPUTY else [])]
    for post, person in zip(posts, random.sample(staying, min(len(posts), len(staying))), strict=False):
        until = _earlier(end, _end_in(person, cell, start))
        committee.add("posts", (person.code, cell.code, post, iso(start), iso(until)))
        if post == "secretary":
            committee.secretaries.setdefault(cell, []).append((start, until, person))


def _fill_committee(
    committee: Committee, random: Random, above: Organization, terms: list[tuple[int, int | None]]
) -> None:
    cells = (
        [cell for cell in committee.tree.cells() if _is_under(cell, above)]
        if above.kind in GRASSROOTS
        else []
    )
    if not cells:
        cells = [
            cell for cell in committee.tree.cells() if cell.setting == "office" and cell.place == above.place
        ]
        cells = cells or [cell for cell in committee.tree.cells() if cell.setting == "office"]
    for start, end in terms:
        start, until = max(start, above.start + 40), _earlier(end, above.end)
        if until is not None and until <= start + 60:
            continue
        taken: set[Person] = set()
        for post in ("secretary", "deputy_secretary"):
            found = _someone_in(committee, random, cells, start, taken)
            if found is None:
                continue
            taken.add(found)
            last = _earlier(until, found.left)
            committee.add("posts", (found.code, above.code, post, iso(start), iso(last)))


def _someone_in(
    committee: Committee, random: Random, cells: list[Organization], start: int, taken: set[Person]
) -> Person | None:
    for _ in range(12):
        cell = random.choice(cells)
        for person in committee.residents(cell):
            if person not in taken and _stays(person, cell, start) and _suitable(committee, person, start):
                return person
    return None


def _is_under(cell: Organization, above: Organization) -> bool:
    return cell.code.startswith(above.code + ".")


def _stays(person: Person, cell: Organization, start: int) -> bool:
    return person.cell_on(start) is cell and (person.left is None or person.left > start + 200)


def _suitable(committee: Committee, person: Person, start: int) -> bool:
    return (
        person.full < start
        and 27 <= age_on(person.birth, start) <= 64
        and not committee.is_exempt(person, start)
    )


def _end_in(person: Person, cell: Organization, start: int) -> int | None:
    for spell in person.spells:
        if spell.cell is cell and spell.start <= start and (spell.end is None or start < spell.end):
            return spell.end
    return None


def _earlier(one: int | None, other: int | None) -> int | None:
    known = [day for day in (one, other) if day is not None]
    return min(known) if known else None
