"""The page of one organisation on the day shown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.audit.services import record
from dangvu.organizations.models import Organization
from dangvu.regulations.catalogues import catalogue
from dangvu.web.access import screen
from dangvu.web.frame.frame import Frame
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.organizations.branches import lines_of
from dangvu.web.organizations.committee import Committee, committee_on
from dangvu.web.organizations.papers import documents_about
from dangvu.web.organizations.past import history_of
from dangvu.web.organizations.ways import MEMBER_PAGE, members_of, reports_of


@require_safe
@screen("organization")
def one_organization(request: OfficeRequest, one: Organization) -> HttpResponse:
    """What it is, its committee, its units, its documents, and the ways on from here."""
    frame, on = request.frame, request.day
    own = lines_of(one.pk, on)
    context: dict[str, Any] = {"title": own.name, "own": own, "one": one, "lives": bool(own.kind)}
    context["sector"] = _sector(own.sector)
    committee = committee_on(one, on)
    context |= {"committee": committee, "named": _may(frame, "member.read", "member.read_masked")}
    if context["named"]:
        _record_names(request, one, committee)
    if _may(frame, "document.read"):
        context["documents"] = documents_about(one)
    if _may(frame, "report.read"):
        context["reports"] = list(reports_of(one.code))
    if context["named"]:
        context |= {"members_address": members_of(one.code), "member_url": MEMBER_PAGE}
    context["may_act"] = _may(frame, "acts.apply")
    return render(request, "organizations/organization.html", context)


@require_safe
@screen("organization_history")
def history(request: OfficeRequest, one: Organization) -> HttpResponse:
    """Names, kinds, superiors, predecessors and successors over time."""
    lines = history_of(one, request.frame.scope.roots("organization.read"))
    own = lines_of(one.pk, request.day)
    title = _("Lịch sử của %(name)s") % {"name": own.name}
    return render(request, "organizations/history.html", {"title": title, "one": one, "lines": lines})


def _may(frame: Frame, *rights: str) -> bool:
    """Whether the reader holds one of the rights over the organisation that the page is about."""
    assert frame.opened is not None
    assert frame.opened.loaded is not None
    above = {each.id for each in frame.opened.loaded.above}
    return any(frame.scope.granting(right, above) for right in rights)


def _sector(code: str) -> str:
    sectors = catalogue("grassroots_kinds")
    return sectors.label(code) if code in sectors else code


def _record_names(request: OfficeRequest, one: Organization, committee: Committee) -> None:
    """A committee shown by name is a list of people."""
    people = sorted({each.member_code for each in (*committee.holders, *committee.to_come)})
    if people:
        record(
            "read.list",
            actor=actor_of(request),
            on=request.day,
            subject=("organization", one.pk),
            organization_id=one.pk,
            after={"list": "committee", "rows": len(people), "members": people},
        )
