"""The read-only pages: committees on a day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import kind_on, last_name
from dangvu.statistics.matters import MATTERS
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest
from dangvu.web.reading.pages import child_lines, history, kind_label, root_lines

_REPORTS = [(name, matter.title) for name, matter in MATTERS.items()]


@require_safe
@screen("reading:roots")
def roots(request: OfficeRequest) -> HttpResponse:
    """The highest committees that the reader may look at, on the day."""
    lines = root_lines(request.frame.scope.roots("organization.read"), request.day)
    return _page(request, "roots", {"lines": lines})


@require_safe
@screen("reading:organization")
def organization(request: OfficeRequest, one: Organization) -> HttpResponse:
    """One organisation on the day: where it stands, what stands under it, its history and reports."""
    on = request.day
    return _page(
        request,
        "organization",
        {
            "code": one.code,
            "title": last_name([one.pk], on)[one.pk],
            "kind": kind_label(kind_on([one.pk], on).get(one.pk, "")),
            "lines": child_lines(one, on),
            "history": history(one),
            "reports": _REPORTS,
        },
    )


def _page(request: OfficeRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"reading/{template}.html", context)
