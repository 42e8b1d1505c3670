"""What a figure is: a question with a key, a label, a definition, and rows to count."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from dangvu.statistics.asked import Asked

Exact = int | Fraction


class Subject(StrEnum):
    """Who or what stands behind a counted row, and so how a list names it."""

    MEMBER = "member"
    ORGANIZATION = "organization"
    CIVIC_POST = "civic_post"


class Form(StrEnum):
    """How a value is printed."""

    COUNT = "count"
    PERCENT = "percent"
    MEAN = "mean"
    FACTOR = "factor"


@dataclass(frozen=True)
class Source:
    """Rows to count, as SQL with the columns `place`, `organization_id`, `day` and those of the subject.

    `{scope}` in the text stands for the organisations of the places, `{covers:ALIAS:DAY}` for "this link of
    the tree holds on that day". `{places}` stands for rows (place, organization_id), and
    what is between `{each_year}` and `{/each_year}` is repeated for each `{year}` that was asked.
    Figures are conditions on the other columns. `counters`, where there are some, are the same rows counted
    already: the columns of the conditions, with `n` for how many.
    `flow` rows happen in a period: one day has no answer. `year_before` asks for the same days a year before.
    """

    name: str
    subject: Subject
    sql: str
    counters: str = ""
    flow: bool = False
    year_before: bool = False


@dataclass(frozen=True)
class Count:
    """A number of rows of a source for which a condition on their columns holds; opens into its list.

    `of` is the key of the figure that it is shown as a share of.
    """

    key: str
    label: str
    definition: str
    source: Source
    where: str = "true"
    of: str | None = None
    decimals: int = 1


@dataclass(frozen=True)
class Facts:
    """What derived figures are computed from: the counts of one place, and what was asked beside them."""

    counts: Mapping[str, int | None]
    asked: Asked
    beside: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A computed value: exact, in the unit of its form; `of` says what it was measured against."""

    value: Exact | None
    of: Mapping[str, Any] | None = None
    display: str | None = None


NO_ANSWER = Answer(None)


@dataclass(frozen=True)
class Derived:
    """A figure computed from others, exactly; it has no list of its own. `of` gives it a share."""

    key: str
    label: str
    definition: str
    compute: Callable[[Facts], Answer]
    form: Form = Form.COUNT
    decimals: int = 1
    of: str | None = None


Figure = Count | Derived


@dataclass(frozen=True)
class Matter:
    """A report: its name, title, figures in the order of print, and what must be read beside the counts.

    `hidden` are counts that others need as a base but that the report does not print. `beside` reads, for
    all places at once, what is not counted from rows: plans, populations.
    """

    name: str
    title: str
    figures: Callable[[Asked], tuple[Figure, ...]]
    hidden: tuple[Count, ...] = ()
    beside: Callable[[Any, Asked], Mapping[int, Mapping[str, Any]]] | None = None
