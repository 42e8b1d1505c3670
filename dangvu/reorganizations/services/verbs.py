"""The acts as verbs, one function each, for screens and programs: a decision, the facts, the day.

All go the way of a file of acts: the same rules at once, the same events, the same journal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.audit.actor import Actor
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.apply import apply_acts


@dataclass(frozen=True, slots=True)
class Decision:
    """By which decision (number, date, code of the body), by whom and on which day an act is entered."""

    number: str
    dated: date
    body_code: str
    actor: Actor
    entered_on: date

    def act(self, order: int, act: str, code: str, on: date, **facts: Any) -> FormalAct:
        """Return the act as this decision says it."""
        return FormalAct(order, act, code, on, self.number, self.dated, self.body_code, **facts)

    def apply(self, acts: Sequence[FormalAct]) -> ActFile:
        """Carry the acts out together. Raises `ActsRefused`."""
        return apply_acts(acts, actor=self.actor, on=self.entered_on)[0]


@dataclass(frozen=True, slots=True)
class Part:
    """What an organisation is split into: an existing code, or a new one with name, kind and parent.

    `members` and `units` are the codes of those who go to it.
    """

    code: str
    name: str = ""
    kind: str = ""
    sector: str = ""
    parent_code: str = ""
    members: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def establish(
    decision: Decision, code: str, *, name: str, kind: str, sector: str = "", parent_code: str = "", on: date
) -> ActFile:
    """Found an organisation (thành lập) that lives from the day. Raises `ActsRefused`."""
    facts = {"name": name, "kind": kind, "sector": sector, "parent_code": parent_code}
    return decision.apply([decision.act(1, "establish", code, on, **facts)])


def rename(decision: Decision, code: str, *, name: str, on: date) -> ActFile:
    """Give it another name (đổi tên). Raises `ActsRefused`."""
    return decision.apply([decision.act(1, "rename", code, on, name=name)])


def convert(decision: Decision, code: str, *, kind: str = "", sector: str = "", on: date) -> ActFile:
    """Change its form or setting (chuyển đổi). Raises `ActsRefused`."""
    return decision.apply([decision.act(1, "convert", code, on, kind=kind, sector=sector)])


def move(decision: Decision, code: str, *, parent_code: str, on: date) -> ActFile:
    """Place it, with all below it, under another (chuyển về trực thuộc). Raises `ActsRefused`."""
    return decision.apply([decision.act(1, "move", code, on, parent_code=parent_code)])


def merge(decision: Decision, codes: Iterable[str], *, into: Part, on: date) -> ActFile:
    """Merge several into one of them, or into a new one (sáp nhập). Raises `ActsRefused`.

    `into` is named by its code; name, kind and parent are given where it is new.
    """
    facts = {"name": into.name, "kind": into.kind, "sector": into.sector, "parent_code": into.parent_code}
    merged = [code for code in codes if code != into.code]
    return decision.apply(
        [
            decision.act(order, "merge", code, on, successor_code=into.code, **(facts if order == 1 else {}))
            for order, code in enumerate(merged, start=1)
        ]
    )


def split(decision: Decision, code: str, *, into: Sequence[Part], keep: bool = False, on: date) -> ActFile:
    """Split it into parts (chia tách), each with the members and units named. Raises `ActsRefused`.

    It ends, so that everybody and everything goes to a part; unless it is kept with what is not named.
    """
    return decision.apply(
        [
            decision.act(
                order, "split", code, on,
                successor_code=part.code, name=part.name, kind=part.kind, sector=part.sector,
                parent_code=part.parent_code, members=part.members, units=part.units, ends=not keep,
            )
            for order, part in enumerate(into, start=1)
        ]
    )  # fmt: skip


def wind_up(decision: Decision, code: str, *, successor_code: str = "", on: date) -> ActFile:
    """End it (kết thúc hoạt động), after members and units have gone. Raises `ActsRefused`."""
    return decision.apply([decision.act(1, "wind_up", code, on, successor_code=successor_code)])
