"""Who read what and when: for the auditor, and for each person about their own record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.access.models import Account
from dangvu.access.permissions import roots
from dangvu.audit.selectors import Asked, Reading, Readings, readings, readings_of_member
from dangvu.audit.services.reading import record_reading
from dangvu.members.models import Member
from dangvu.organizations.models import OrganizationLink
from dangvu.organizations.selectors import last_name
from dangvu.web.access import screen
from dangvu.web.accounts.views.people import account_of, actor_of
from dangvu.web.frame.frame import today
from dangvu.web.readings.asking import AskForm

_BAD_QUESTION = 422


@screen("readings")
@require_safe
def all_readings(request: HttpRequest) -> HttpResponse:
    """The auditor's list. People stand there by their code; asking is itself a recorded reading."""
    actor = actor_of(request)
    form = AskForm(request.GET or None)
    good = form.is_valid() if form.is_bound else True
    asked = form.asked() if form.is_bound and good else Asked()
    places = roots(actor, "audit.read", on=today())
    under = None
    if places is not None:
        under = OrganizationLink.objects.filter(ancestor_id__in=places).values("descendant_id")
    found = readings(asked, organizations=under, before=_before(request)) if good else Readings([], None)
    if good:
        about = ("member", asked.member[0]) if asked.member else None
        record_reading("readings", actor=actor, on=today(), subject=about)
    context = {"title": _("Ai đã đọc gì"), "form": form, "lines": _lines(found), "after": found.before}
    return render(request, "readings/all.html", context, status=200 if good else _BAD_QUESTION)


@screen("own_readings")
@require_safe
def own_readings(request: HttpRequest) -> HttpResponse:
    """Who opened my record. Readings in a case not yet announced appear when it is."""
    number = Account.objects.values_list("member_id", flat=True).get(pk=account_of(request))
    member = Member.objects.filter(pk=number).first() if number else None
    found = Readings([], None)
    if member is not None:
        found = readings_of_member(member.pk, member.code, before=_before(request))
    context = {
        "title": _("Ai đã xem hồ sơ của tôi"),
        "bound": member is not None,
        "lines": _lines(found),
        "after": found.before,
    }
    return render(request, "readings/own.html", context)


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("after", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _lines(found: Readings) -> list[tuple[Reading, str, str]]:
    """Each reading with the code of the person read about, and the name of the place."""
    members = {row.subject_id for row in found.rows if row.subject_kind == "member" and row.subject_id}
    codes = dict(Member.objects.filter(pk__in=members).values_list("pk", "code"))
    places = last_name({row.organization_id for row in found.rows if row.organization_id}, today())
    return [
        (row, codes.get(row.subject_id or 0, ""), places.get(row.organization_id or 0, ""))
        for row in found.rows
    ]
