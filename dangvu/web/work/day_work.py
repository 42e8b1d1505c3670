"""A line of the day's work, and who may add lines: each provider answers for one matter."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dangvu.audit.actor import Actor
from dangvu.web.scope import Scope


@dataclass(frozen=True, slots=True)
class Asking:
    """For whom the work is looked up. Work is always that of today, whatever day the pages show."""

    actor: Actor
    scope: Scope
    today: date


@dataclass(frozen=True, slots=True)
class DayWork:
    """What waits, whose it is, until when (its last day), under which provision, and where it is done.

    `due_on` None: without a deadline. `rests_on` is the provision or document as people cite it, "" for none.
    """

    what: str
    whose: str
    due_on: date | None
    rests_on: str = ""
    address: str = ""
    asked_of: str = ""


#: Looks up one matter; `right` is asked first: a provider is not called for who holds it nowhere.
@dataclass(frozen=True, slots=True)
class Provider:
    """`title` heads its lines where they are grouped; `find` yields them in any order, at most `MOST`."""

    title: str
    right: str
    find: Callable[[Asking], Iterable[DayWork]]


#: So many lines of one matter; the list behind the matter holds the rest.
MOST = 50


def gather(providers: Iterable[Provider], asking: Asking) -> list[DayWork]:
    """All that waits for this person, the nearest deadline first, what has none last."""
    return sorted(_all(providers, asking), key=lambda work: (work.due_on or date.max, work.what, work.whose))


def _all(providers: Iterable[Provider], asking: Asking) -> Iterator[DayWork]:
    for provider in providers:
        if asking.scope.holds(provider.right):
            yield from provider.find(asking)
