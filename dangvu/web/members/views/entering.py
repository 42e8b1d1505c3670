"""Entering a person into the records of a cell."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.audit.models import Event
from dangvu.audit.services.once import new_word, once
from dangvu.kernel.findings import Finding, Refused
from dangvu.organizations.models import Organization
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.members.acts import Given
from dangvu.web.members.entering import EnterForm

_UNREADABLE = 422


@screen("member_enter")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: OfficeRequest, cell: Organization) -> HttpResponseBase:
    """Ask for the papers of a person and enter them. On any refusal everything typed stays."""
    form = EnterForm(request.POST or None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return _entered(request, cell, form)
        except Refused as refusal:
            findings = refusal.findings
    context = {
        "title": _("Ghi đảng viên vào chi bộ"),
        "form": form,
        "findings": findings,
        "form_word": new_word(),
        "version": 0,
        "draft": f"dang-vien-moi-{cell.pk}",
    }
    return render(request, "members/act.html", context, status=_UNREADABLE if request.POST else 200)


@transaction.atomic
def _entered(request: OfficeRequest, cell: Organization, form: EnterForm) -> HttpResponseBase:
    event_id = once(
        request.POST.get("form_word", ""), actor=actor_of(request), act=lambda: _do(request, cell, form)
    )
    messages.success(request, _("Đã ghi đảng viên vào chi bộ."))
    number = Event.objects.values_list("subject_id", flat=True).get(pk=event_id or 0)
    return redirect("member", member_id=number)


def _do(request: OfficeRequest, cell: Organization, form: EnterForm) -> int:
    actor, today = actor_of(request), request.frame.today
    given = Given(actor, form.cleaned_data["on"], form.document(actor=actor, on=today))
    done = form.enter(cell, given)
    for finding in done.findings:
        messages.warning(request, finding.message)
    return done.event_id
