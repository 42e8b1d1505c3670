"""The shapes that the read API answers in."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class Problem(Schema):
    """What is wrong, in a sentence."""

    detail: str


class KnownReport(Schema):
    """A report that can be asked for."""

    name: str
    title: str


class Answer(Schema):
    """A report as `dangvu report --format json` prints it; `docs/data-package.md` says what stands in it."""

    report: str
    organization: dict[str, str]
    period: dict[str, date]
    tree: date | None = None
    with_predecessors: bool = False
    as_of: datetime | None = None
    figures: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    children: list[dict[str, Any]] | None = None
    own: dict[str, Any] | None = None


class ListRow(Schema):
    """Somebody or something behind a figure, where it stood on the day it counts on."""

    code: str
    name: str
    organization: str
    organization_name: str
    on: date


class ListAnswer(Schema):
    """A page of a list. `after` asks for the following page, empty when there is none."""

    key: str
    label: str
    definition: str
    total: int
    rows: list[ListRow]
    after: str


class Sealed(Schema):
    """A sealed report in short."""

    id: int
    report: str
    organization: str
    organization_name: str
    first: date
    after: date
    purpose: str
    sealed_at: datetime
    sealed_by: str
    hash: str
    inputs_hash: str


class SealedPage(Schema):
    """Sealed reports, the newest first. `before` asks for the following page, null when there is none."""

    rows: list[Sealed]
    before: int | None


class SealedAnswer(Sealed):
    """A sealed report with its figures and findings as they were sealed."""

    asked: dict[str, Any]
    figures: list[dict[str, Any]]
    findings: list[dict[str, Any]]
