"""Heads of villages and of their Front committees: some are members, some are not."""

from random import Random

from demo.committee import Committee
from demo.days import age_on, iso
from demo.names import full_name
from demo.people import Person
from demo.tree import Organization


def fill_villages(committee: Committee, *, since: int, on: int, members: int, region: str) -> int:
    """Give every village with a cell on the day a head, exactly so many of them members; count the villages.

    A village whose commune is merged later keeps its head, who then counts for the commune that took it over.
    """
    random = committee.random("civic")
    cells = [cell for cell in committee.tree.cells() if cell.setting == "village" and cell.stands_on(on)]
    starts = {cell: max(since + random.randint(0, 90), cell.start) for cell in cells}
    able = {cell: _candidates(committee, cell, starts[cell]) for cell in cells}
    willing = [cell for cell in cells if able[cell]]
    headed_by_member = set(random.sample(willing, members))
    taken: set[tuple[str, str]] = set()
    for cell in cells:
        head = _someone_new(random, cell, able[cell], taken) if cell in headed_by_member else None
        _write(committee, cell, "village_head", starts[cell], head or _outsider(random, region, cell, taken))
        others = [person for person in able[cell] if person is not head]
        front = _someone_new(random, cell, others, taken) if others and random.random() < 0.55 else None
        _write(committee, cell, "front_head", starts[cell], front or _outsider(random, region, cell, taken))
    return len(cells)


def _candidates(committee: Committee, cell: Organization, start: int) -> list[Person]:
    return [
        person
        for person in committee.residents(cell)
        if person.cell_on(start) is cell
        and person.left is None
        and person.spells[-1].cell is cell
        and 28 <= age_on(person.birth, start) <= 66
        and not committee.is_exempt(person, committee.end)
    ]


def _write(committee: Committee, cell: Organization, post: str, start: int, holder: Person | str) -> None:
    name, code = (holder, "") if isinstance(holder, str) else (holder.name, holder.code)
    assert cell.parent is not None
    for parent, first, last in cell.parents or [(cell.parent, cell.start, cell.end)]:
        begin = max(first, start)
        if last is None or begin < last:
            committee.add("civic_posts", (parent.code, post, name, code, iso(begin), iso(last)))


def _someone_new(
    random: Random, cell: Organization, people: list[Person], taken: set[tuple[str, str]]
) -> Person:
    """Pick one whose name no other head in the commune bears, as far as there is one."""
    new = [person for person in people if not _names(cell, person.name) & taken]
    person = random.choice(new or people)
    taken |= _names(cell, person.name)
    return person


def _outsider(random: Random, region: str, cell: Organization, taken: set[tuple[str, str]]) -> str:
    """Make up somebody who is no member."""
    while True:
        sex = "female" if random.random() < 0.25 else "male"
        born = random.randint(1955, 1985)
        name = full_name(random, sex=sex, born=born, ethnicity="Kinh", region=region)
        if not _names(cell, name) & taken:
            taken |= _names(cell, name)
            return name


def _names(cell: Organization, name: str) -> set[tuple[str, str]]:
    """The name in every commune that the village ever belonged to."""
    assert cell.parent is not None
    return {(parent.code, name) for parent in (cell.parent, *(one[0] for one in cell.parents))}
