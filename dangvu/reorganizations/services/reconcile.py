"""Members before = members after, by name: nobody is lost in a reorganisation and nobody counted twice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dangvu.members.draft import Person
from dangvu.reorganizations.services.plan import Plan


@dataclass(frozen=True, slots=True)
class Balance:
    """Official members directly in an organisation on a day before and after the acts; who left, who came."""

    code: str
    name: str
    on: date
    before: int
    after: int
    left: tuple[str, ...]
    came: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All organisations between which members move. `lost` and `doubled` are empty, or the acts are wrong."""

    balances: tuple[Balance, ...]
    before: int
    after: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def equal(self) -> bool:
        return self.before == self.after and not self.lost and not self.doubled


class NotReconciled(Exception):
    """The count after the acts differs from that before: a fault of the program, nothing was written."""


def reconcile(plan: Plan) -> Reconciliation:
    """Compare the official members of all organisations that the acts look into, on each day of the acts."""
    balances: list[Balance] = []
    lost: dict[Person, None] = {}
    doubled: dict[Person, None] = {}
    totals = Counter[str]()
    for on in sorted({act.on for act in plan.acts}):
        before, after = plan.people.members_before(on), plan.people.members_after(on)
        was = {person for people in before.values() for person in people}
        now = Counter(person for people in after.values() for person in people)
        totals["before"], totals["after"] = len(was), now.total()
        lost |= dict.fromkeys(was - set(now))
        doubled |= dict.fromkeys(person for person, times in now.items() if times > 1)
        for code in sorted(set(before) | set(after)):
            balance = _balance(plan, code, on, before.get(code, set()), after.get(code, set()))
            if balance.left or balance.came:
                balances.append(balance)
    return Reconciliation(tuple(balances), totals["before"], totals["after"], _names(lost), _names(doubled))


def _balance(plan: Plan, code: str, on: date, before: set[Person], after: set[Person]) -> Balance:
    return Balance(
        code,
        plan.tree.nodes[code].name,
        on,
        len(before),
        len(after),
        _names(before - after),
        _names(after - before),
    )


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(sorted(str(person) for person in people))
