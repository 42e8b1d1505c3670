"""How likely it is: to die at an age, to move or leave, to be admitted in a month."""

from demo.chance import Weighted
from demo.days import age_on
from demo.people import Person

#: Chance of dying within a year, from an age on (members live somewhat longer than everybody).
MORTALITY = (
    (90, 0.23),
    (85, 0.15),
    (80, 0.095),
    (75, 0.058),
    (70, 0.034),
    (65, 0.02),
    (60, 0.0125),
    (50, 0.0062),
    (40, 0.0028),
    (0, 0.0011),
)

#: (month, last day) with its weight: ceremonies gather before the great days of the year.
CEREMONY_MONTHS = Weighted(
    [
        ((1, 28), 14),
        ((2, 20), 8),
        ((3, 30), 7),
        ((4, 30), 8),
        ((5, 30), 16),
        ((6, 25), 10),
        ((7, 30), 6),
        ((8, 30), 10),
        ((9, 30), 7),
        ((10, 30), 7),
        ((11, 30), 11),
        ((12, 10), 3),
    ]
)


def risk_of_death(age: float) -> float:
    """Return the chance of dying within a year at this age."""
    return next(risk for limit, risk in MORTALITY if age >= limit)


def mobility(person: Person, on: int) -> float:
    """Return how likely somebody is to go elsewhere, against the youngest."""
    age = age_on(person.birth, on)
    return 1.0 if age < 45 else 0.6 if age < 60 else 0.3 if age < 65 else 0.06
