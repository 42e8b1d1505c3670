"""Figures of law by day and place: `figure_of_law("classification.members.excellent_cap", on=day)`.

Each file `parameters/<first word>.yaml` holds the parameters whose name begins with that word, so that one
question reads one file. A value is exact: int, bool, text, a tuple (list), or a Fraction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from functools import cache

from dangvu.kernel.periods import Period, display_period
from dangvu.regulations.errors import NoLawOnThatDay, UnknownFigure
from dangvu.regulations.provisions import Provision, provision
from dangvu.regulations.yaml_files import FOLDER

Value = int | bool | str | Fraction | tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class LawValue:
    """One value of one parameter: what it is, from when to when, where, and on which document it rests.

    `valid_to` is the first day no longer valid (FOREVER = still running); `provision` is a document key;
    `scope` is None for the whole Party, else the organization code or the name of the province that made
    the rule; `comparison` says how the value bounds (at_least, more_than, at_most, less_than) or is "".
    `carried_over` means: the document was not in force or not read for these days, the value of the last
    one that was read is shown for want of better, and may only warn.
    """

    name: str
    label: str
    value: Value
    unit: str
    provision: str
    point: str
    valid_from: date
    valid_to: date
    confidence: str
    scope: str | None
    carried_over: bool
    note: str
    comparison: str = ""

    @property
    def document(self) -> Provision:
        """The document that the value rests on."""
        return provision(self.provision)

    @property
    def period(self) -> Period:
        """The days of the value, half-open."""
        return Period(self.valid_from, self.valid_to)

    def valid_on(self, day: date) -> bool:
        """Does the value hold on that day?"""
        return self.valid_from <= day < self.valid_to


@dataclass(frozen=True, slots=True)
class Unknown:
    """Days for which a value is known not to be known, with the reason that is told to who asks."""

    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A question that the law answers: its name, label, unit and all its values."""

    name: str
    label: str
    unit: str
    values: tuple[LawValue, ...]
    unknown: tuple[Unknown, ...]

    def value_on(self, day: date, scope: str | None) -> LawValue | None:
        """The value of exactly that scope on that day, or None."""
        return next((v for v in self.values if v.scope == scope and v.valid_on(day)), None)


@cache
def _parameters_of(word: str) -> Mapping[str, Parameter]:
    # Imported here: the reader builds the classes of this file.
    from dangvu.regulations.parameter_files import read_parameters

    path = FOLDER / "parameters" / f"{word}.yaml"
    return read_parameters(path) if word.isidentifier() and path.is_file() else {}


@cache
def matters() -> tuple[str, ...]:
    """The first words of parameter names, that is the files of parameters."""
    return tuple(sorted(path.stem for path in (FOLDER / "parameters").glob("*.yaml")))


def parameters() -> Iterator[Parameter]:
    """Every parameter, by name."""
    for matter in matters():
        yield from _parameters_of(matter).values()


def parameter(name: str) -> Parameter:
    """The parameter of that name with all its values. Raises UnknownFigure, which names near ones."""
    found = _parameters_of(name.partition(".")[0]).get(name)
    if found is not None:
        return found
    names = [item.name for item in parameters()]
    near = tuple(get_close_matches(name, names, n=5, cutoff=0.5))
    hint = f" Có phải là: {', '.join(near)}?" if near else ""
    raise UnknownFigure(f"Không có con số nào của quy định mang tên “{name}”.{hint}", near)


def figure_of_law(name: str, *, on: date, scope: str | Sequence[str] | None = None) -> LawValue:
    """The value of a parameter on a day, for a place.

    `scope` is an organization code, or the codes of an organization and its ancestors, nearest first (names
    of provinces may stand among them): the nearest local value wins, else the central one.
    Raises UnknownFigure, NoLawOnThatDay.
    """
    asked = parameter(name)
    places = (scope,) if isinstance(scope, str) else tuple(scope or ())
    for place in (*places, None):
        found = asked.value_on(on, place)
        if found is not None:
            return found
    raise NoLawOnThatDay(_why_nothing(asked, on))


def _why_nothing(asked: Parameter, on: date) -> str:
    sentence = f"“{asked.label}” ({asked.name}) không có giá trị cho ngày {on:%d/%m/%Y}."
    for gap in asked.unknown:
        if gap.valid_from <= on < gap.valid_to:
            return f"{sentence} Lý do: {gap.reason}"
    central = [v for v in asked.values if v.scope is None]
    if central:
        return f"{sentence} Các giá trị đã biết: {'; '.join(display_period(v.period) for v in central)}."
    places = sorted({v.scope for v in asked.values if v.scope is not None})
    return f"{sentence} Chỉ có quy định của địa phương: {', '.join(places)}."
