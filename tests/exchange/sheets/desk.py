"""Tuấn at his desk: bring a file in, look at it, answer, apply."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dangvu.audit.actor import Actor
from dangvu.exchange.models import Import, ImportRow
from dangvu.exchange.sheets.services import answer_import, apply_import, preview_file
from dangvu.organizations.models import Organization
from tests.members.cast import Commune

ON = date(2026, 11, 20)
#: What Tuấn answers to the questions that every file asks.
USUAL = {"admission_meaning": "admitted_on", "religion_empty": "none", "stage_unknown": "full"}


@dataclass
class Desk:
    """The place, the clerk, and a folder for files."""

    place: Commune
    tuan: Actor
    folder: Path

    def file(self, name: str = "tep.xlsx") -> Path:
        return self.folder / name

    def preview(
        self, path: Path, *, into: Organization | None = None, on: date = ON, **answers: str
    ) -> Import:
        """Bring a file in and answer its questions."""
        owner = preview_file(
            path, file_name=path.name, organization=into or self.place.commune, actor=self.tuan, on=on
        )
        return answer_import(owner.pk, answers, actor=self.tuan) if answers else owner

    def usual(self, path: Path, **answers: str) -> Import:
        owner = self.preview(path)
        return answer_import(owner.pk, USUAL | answers, actor=self.tuan)

    def apply(self, owner: Import, *, leave_out: bool = False) -> Import:
        return apply_import(owner.pk, actor=self.tuan, leave_out=leave_out)


def rows(owner: Import) -> list[ImportRow]:
    return list(ImportRow.objects.filter(owner=owner).order_by("number"))


def states(owner: Import) -> list[str]:
    return [row.state for row in rows(owner)]


def codes(row: ImportRow) -> set[str]:
    """The codes of the remarks on a row."""
    return {issue[2] for issue in row.issues}


def at(row: ImportRow, code: str) -> tuple[str, str]:
    """The cell and level of the remark with this code."""
    return next((issue[0], issue[1]) for issue in row.issues if issue[2] == code)


def asked(owner: Import) -> dict[str, Any]:
    """The open questions by key."""
    return {one["key"]: one for one in owner.questions}
