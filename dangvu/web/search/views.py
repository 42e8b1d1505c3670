"""The search box of every page (htmx) and its page of results."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, asked_by_htmx
from dangvu.web.frame.trail import PLACE_URL
from dangvu.web.search.finding import MOST, find_members, find_organizations

_LONGEST = 120
_MOST_ON_PAGE = 50


@require_safe
@screen("search")
def search(request: OfficeRequest) -> HttpResponse:
    """Members and organisations that fit, in the reader's scope on the day shown."""
    text = request.GET.get("q", "")[:_LONGEST]
    frame = request.frame
    most = MOST if asked_by_htmx(request) else _MOST_ON_PAGE
    members = find_members(text, frame.scope, request.day, most)
    organizations = find_organizations(text, frame.scope, request.day, most)
    context = {
        "title": _("Tìm kiếm"),
        "text": text.strip(),
        "members": members,
        "organizations": organizations,
        "more": asked_by_htmx(request) and most in (len(members), len(organizations)),
        "place_url": PLACE_URL,
        "member_url": "member",
    }
    template = "search/_found.html" if asked_by_htmx(request) else "search/search.html"
    return render(request, template, context)
