"""The lines of a list with the columns that were chosen; one query more, whatever their number."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from dangvu.members.masking import shown_value
from dangvu.members.models import Member, Stage, StageName
from dangvu.members.selectors import MemberRow, Page

_OF_THE_LINE = frozenset({"birth_date", "sex", "cell"})


class ShownMember(NamedTuple):
    """A line of the table: who, and the texts of the columns."""

    id: int
    code: str
    name: str
    values: tuple[str, ...]


def shown_rows(page: Page, columns: Sequence[str], *, on: date, whole: bool) -> list[ShownMember]:
    """Return the lines; without the whole record only the year of birth is told."""
    more = [name for name in columns if name not in _OF_THE_LINE]
    known = _more_of([row.id for row in page.rows], more, on) if more else {}
    return [
        ShownMember(
            row.id,
            row.code,
            row.full_name,
            tuple(_text(row, name, known.get(row.id, {}), whole) for name in columns),
        )
        for row in page.rows
    ]


def _more_of(ids: list[int], columns: list[str], on: date) -> dict[int, dict[str, object]]:
    stage = Stage.objects.filter(member=OuterRef("pk"), valid_from__lte=on, valid_to__gt=on)
    people = Member.objects.filter(pk__in=ids)
    if "stage" in columns:
        people = people.annotate(stage=Subquery(stage.values("stage")[:1]))
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in people.values_list("pk", *columns)}


def _text(row: MemberRow, name: str, more: dict[str, object], whole: bool) -> str:
    if name == "cell":
        return row.organization_name or row.organization or ""
    if name == "birth_date":
        return shown_value(name, row.birth_date) if whole else str(row.birth_date.year)
    if name == "sex":
        return shown_value(name, row.sex)
    value = more.get(name)
    return str(StageName(str(value)).label) if name == "stage" and value else shown_value(name, value)
