"""From an address to the thing it names, and the organisations under which it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.exchange.models import Import
from dangvu.members.models import Member
from dangvu.members.selectors import cell_of_member
from dangvu.organizations.models import Organization
from dangvu.statistics.sealed import SealedReport
from dangvu.web.frame.trail import Above, line_above
from dangvu.web.rights_table import Over

#: What the database can number; an address can name more.
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Loaded:
    """Something found. `above` are the organisations over which its rights are asked, the nearest last."""

    thing: Any
    subject: tuple[str, int]
    organization: Organization | None
    above: tuple[Above, ...]


@dataclass(frozen=True, slots=True)
class Loader:
    """`takes` is the part of the address that names the thing; `load` returns None where there is none."""

    takes: str
    load: Callable[[Any, date], Loaded | None]


def _organization(code: str, today: date) -> Loaded | None:
    one = Organization.objects.filter(code=code).first()
    if one is None:
        return None
    return Loaded(one, ("organization", one.pk), one, line_above(one, today))


def _member(member_id: int, today: date) -> Loaded | None:
    one = Member.objects.filter(pk=member_id).first()
    if one is None:
        return None
    cell = cell_of_member(one, today)
    return Loaded(one, ("member", one.pk), cell, line_above(cell, today) if cell else ())


def _sealed_report(sealed_id: int, today: date) -> Loaded | None:
    one = SealedReport.objects.select_related("organization").filter(pk=min(sealed_id, _LARGEST_ID)).first()
    if one is None:
        return None
    return Loaded(one, ("sealed_report", one.pk), one.organization, line_above(one.organization, today))


def _import(import_id: int, today: date) -> Loaded | None:
    one = Import.objects.select_related("organization").filter(pk=min(import_id, _LARGEST_ID)).first()
    if one is None:
        return None
    return Loaded(one, ("import", one.pk), one.organization, line_above(one.organization, today))


#: A new kind of scope gets its word in `Over` and its line here.
LOADERS: dict[Over, Loader] = {
    Over.ORGANIZATION: Loader("code", _organization),
    Over.MEMBER: Loader("member_id", _member),
    Over.IMPORT: Loader("import_id", _import),
    Over.SEALED_REPORT: Loader("sealed_id", _sealed_report),
}
