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
    for cell in cells:
        head = random.choice(able[cell]) if cell in headed_by_member else None
        _write(committee, random, cell, "village_head", starts[cell], head, region)
        others = [person for person in able[cell] if person is not head]
        front = random.choice(others) if others and random.random() < 0.55 else None
        _write(committee, random, cell, "front_head", starts[cell], front, region)
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


def _write(
    committee: Committee,
    random: Random,
    cell: Organization,
    post: str,
    start: int,
    holder: Person | None,
    region: str,
) -> None:
    name = holder.name if holder else _outsider(random, region)
    code = holder.code if holder else ""
    assert cell.parent is not None
    for parent, first, last in cell.parents or [(cell.parent, cell.start, cell.end)]:
        begin = max(first, start)
        if last is None or begin < last:
            committee.add("civic_posts", (parent.code, post, name, code, iso(begin), iso(last)))


def _outsider(random: Random, region: str) -> str:
    sex = "female" if random.random() < 0.25 else "male"
    return full_name(random, sex=sex, born=random.randint(1955, 1985), ethnicity="Kinh", region=region)
