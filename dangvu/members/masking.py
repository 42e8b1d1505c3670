"""What of a person's papers is shown to whom. No query, no clock.

Who may only read masked records sees who the person is and what they are in the Party, not the numbers, the
day and place of birth, the ethnicity and the religion.
"""

from datetime import date
from typing import Any

from dangvu.kernel.days import display_day
from dangvu.members.field_labels import LABELS
from dangvu.members.models import Member, Sex

#: Shown to everybody who may open the page at all.
OPEN_FIELDS = frozenset(
    {
        "code",
        "full_name",
        "sex",
        "admission_decision_date",
        "admitted_on",
        "full_on",
        "general_education",
        "qualification",
        "political_theory",
        "occupation",
    }
)
MASKED = "đã che"


def shown_papers(member: Member, *, whole: bool) -> list[tuple[str, str, str]]:
    """Return field, words and value of each paper; of the day of birth a masked record tells the year."""
    return [(name, words, _shown(name, getattr(member, name), whole)) for name, words in LABELS.items()]


def shown_value(name: str, value: Any) -> str:
    """A value as pages print it, "" for none."""
    if isinstance(value, date):
        return display_day(value)
    if name == "sex" and value in Sex.values:
        return str(Sex(value).label)
    return str(value) if value is not None else ""


def _shown(name: str, value: Any, whole: bool) -> str:
    if whole or name in OPEN_FIELDS or not value:
        return shown_value(name, value)
    return str(value.year) if name == "birth_date" else MASKED
