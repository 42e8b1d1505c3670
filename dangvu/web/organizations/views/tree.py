"""The tree on the day shown, opened branch by branch, and the search inside it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.organizations.models import Organization
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, asked_by_htmx
from dangvu.web.organizations.branches import level_under, lines_of, top_level
from dangvu.web.search.finding import find_organizations

_LONGEST = 120
_FOUND = 50


@require_safe
@screen("organizations")
def browse(request: OfficeRequest) -> HttpResponse:
    """The highest organisations that the reader may look at; each opens what stands under it."""
    text = request.GET.get("tim", "")[:_LONGEST].strip()
    scope = request.frame.scope
    context: dict[str, Any] = {"title": _("Tổ chức đảng"), "text": text, "may_act": scope.holds("acts.apply")}
    if text:
        context["found"] = find_organizations(text, scope, request.day, _FOUND)
    else:
        level = top_level(
            scope.roots("organization.read"), request.day, after=request.GET.get("after", "")[:_LONGEST]
        )
        context |= {"level": level, "only": len(level.branches) == 1}
        if len(level.branches) == 1:
            context["under_only"] = level_under(level.branches[0].id, request.day)
    return render(request, "organizations/tree.html", context)


@require_safe
@screen("organization_units")
def units(request: OfficeRequest, one: Organization) -> HttpResponse:
    """What stands directly under the organisation: lines of the tree, or a page where htmx did not ask."""
    level = level_under(one.pk, request.day, after=request.GET.get("after", "")[:_LONGEST])
    context: dict[str, Any] = {"level": level, "code": one.code}
    if asked_by_htmx(request):
        return render(request, "organizations/_level.html", context)
    own = lines_of(one.pk, request.day)
    context |= {"title": _("Tổ chức trực thuộc %(name)s") % {"name": own.name}, "own": own}
    return render(request, "organizations/units.html", context)
