"""Lists of members: of a place, by what is asked; every opening is a reading that names who was on it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.audit.services.reading import record_reading
from dangvu.members.models import SavedView
from dangvu.members.selectors import Page, count_under, list_members
from dangvu.members.selectors.filtered import MemberQuestion, find_fitting
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import roots_on
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.members.asking import ListForm, columns_for, columns_of, cursor_of, word_of
from dangvu.web.members.opening import WHOLE, may
from dangvu.web.members.rows import shown_rows

_SENSITIVE = "member.read_sensitive"
_UNREADABLE = 422


@screen("members")
@require_safe
def members(request: OfficeRequest) -> HttpResponseBase:
    """To the list of the place the reader is at."""
    place = request.frame.place or next(iter(roots_on(request.frame.today)), None)
    if place is None:
        raise Http404(NOT_HERE)
    return redirect("members_of", code=place.code)


@screen("members_of")
@require_safe
def members_of(request: OfficeRequest, place: Organization) -> HttpResponse:
    """The members of a place on the day shown who fit what the address asks."""
    whole = may(request, WHOLE)
    form = ListForm(request.GET, sensitive=may(request, _SENSITIVE))
    good = form.is_valid()
    question = form.question() if good else MemberQuestion()
    found = _find(request, place, question) if good else Page((), None)
    if good:
        _record(request, place, found, form)
    columns = columns_of(request.GET, whole=whole)
    context = {
        "title": _("Đảng viên"),
        "place": place,
        "form": form,
        "asked": bool(form.errors) or not question.asks_nothing,
        "columns": columns,
        "choices": [(word, _(label)) for word, label in columns_for(whole).items()],
        "chosen": [word for word, label in columns],
        "rows": shown_rows(found, [word for word, label in columns], on=request.day, whole=whole),
        "after": word_of(found.next),
        "may_export": bool(found.rows) and may(request, "member.export"),
        "views": SavedView.objects.filter(account=actor_of(request).account_id)
        .order_by("name")
        .values_list("name", "query"),
        "may_enter": may(request, "member.write"),
        "total": _total(place, question, request) if good else None,
    }
    return render(request, "members/list.html", context, status=200 if good else _UNREADABLE)


def _find(request: OfficeRequest, place: Organization, question: MemberQuestion) -> Page:
    after = cursor_of(request.GET) if request.GET.get("after") else None
    if question.asks_nothing:
        return list_members(place.pk, request.day, after=after)
    return find_fitting(question, place.pk, request.day, after=after)


def _total(place: Organization, question: MemberQuestion, request: OfficeRequest) -> int | None:
    """How many there are in all, where that is quickly told."""
    return count_under(place.pk, request.day) if question.asks_nothing else None


def _record(request: OfficeRequest, place: Organization, found: Page, form: Any) -> None:
    record_reading(
        "list_sensitive" if form.question().sensitive else "list",
        actor=actor_of(request),
        on=request.day,
        members=[row.code for row in found.rows],
        organization_id=place.pk,
        reason=form.reason_given,
    )
