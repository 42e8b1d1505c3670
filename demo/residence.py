"""Links beside the official cell: with the cell of the residence, and temporary activity elsewhere."""

from random import Random

from demo.committee import Committee
from demo.days import iso
from demo.people import Person
from demo.tree import Organization


def keep_links(committee: Committee, *, residence: int, temporary: int, since: int) -> None:
    """Introduce some who work in offices to a village cell near them, and send a few elsewhere for months."""
    random = committee.random("links")
    villages: dict[str, list[Organization]] = {}
    for cell in committee.tree.cells():
        if cell.setting == "village" and cell.end is None:
            villages.setdefault(cell.place, []).append(cell)
    every = [cell for cells in villages.values() for cell in cells]
    chosen: set[Person] = set()
    while len(chosen) < residence + temporary:
        person = random.choice(committee.people)
        spell = person.spells[-1]
        if person in chosen or spell.end is not None or spell.cell.setting == "village":
            continue
        chosen.add(person)
        cell = random.choice(villages.get(spell.cell.place, every))
        _write(committee, random, person, cell, since, temporary=len(chosen) > residence)


def _write(
    committee: Committee, random: Random, person: Person, cell: Organization, since: int, *, temporary: bool
) -> None:
    first = max(since, cell.start, person.spells[-1].start + 15)
    if first + 200 >= committee.end:
        first = committee.end - 40
        if person.spells[-1].start >= first:
            return
    start = random.randint(first, max(first, committee.end - 220))
    end = start + random.randint(95, 200) if temporary else None
    if end is not None and end >= committee.end:
        end = None
    kind, reason_out = ("temporary", "transferred_out" if end else "") if temporary else ("residence", "")
    committee.add(
        "memberships", (person.code, cell.code, kind, iso(start), iso(end), "transferred_in", reason_out)
    )
