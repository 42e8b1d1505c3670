"""Who is exempt from work and activities for age, and the few who are suspended for a time."""

from demo.committee import Committee
from demo.days import YEAR, age_on, iso
from demo.people import Person

_LATEST_NOTICE = 12


def exempt_the_old(committee: Committee, *, likelihood: float = 0.42) -> None:
    """Exempt a part of those who grow very old, from a day between 74 and 86 on and for life."""
    random = committee.random("exempt")
    for person in committee.people:
        if random.random() >= likelihood:
            continue
        on = int(person.birth + random.uniform(74.5, 86) * YEAR)
        on = max(on, person.spells[0].start + random.randint(30, 400))
        left = person.left
        if age_on(person.birth, on) < 74 or on >= (committee.end if left is None else left):
            continue
        committee.exempt[person] = on
        decided = on - random.randint(0, _LATEST_NOTICE)
        number = f"{random.randint(1, 60):02d}-NQ/CB"
        committee.add("statuses", (person.code, "exempt", iso(on), iso(left), number, iso(decided)))


def suspend_some(committee: Committee, number: int, first: int, last: int) -> None:
    """Suspend so many members for some months each, between two days."""
    random = committee.random("suspended")
    while len(committee.suspended) < number:
        person = committee.people[random.randrange(len(committee.people))]
        start = random.randint(first, last)
        end = start + random.randint(75, 150)
        if _can_be_suspended(committee, person, start, end):
            committee.suspended[person] = (start, end)
            number_of_decision = f"{random.randint(1, 90):02d}-QĐ/UBKT"
            committee.add(
                "statuses", (person.code, "suspended", iso(start), iso(end), number_of_decision, iso(start))
            )


def _can_be_suspended(committee: Committee, person: Person, start: int, end: int) -> bool:
    stays = person.cell_on(start) is not None and person.left is None and person.full < start
    return (
        stays and end < committee.end and person not in committee.exempt and person not in committee.suspended
    )
