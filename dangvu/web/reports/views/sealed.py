"""Sealing a report, the list of what was sealed, and what has changed since."""

from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.audit.services.sealing import seal_quietly
from dangvu.kernel.findings import Refused
from dangvu.organizations.models import Organization
from dangvu.statistics.asked import BadQuestion
from dangvu.statistics.comparing import compare
from dangvu.statistics.sealed import SealedReport
from dangvu.statistics.services.sealing import LONGEST_PURPOSE, seal
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.reports.answers import known, question_of
from dangvu.web.reports.asking import Question
from dangvu.web.scope import under

_PAGE = 50
_REFUSED = 422
_LONGEST_TOKEN = 64


@require_http_methods(["GET", "HEAD", "POST"])
@screen("report_seal")
def seal_report(request: OfficeRequest, one: Organization, name: str) -> HttpResponse:
    """Seal the report as it is asked in the address; the form asks for what."""
    asked = question_of(request, name)
    context: dict[str, Any] = {
        "title": _("Chốt báo cáo"),
        "what": known(name),
        "asked": asked,
        "back": f"{reverse('report', args=[name, one.code])}?{asked.address()}",
        "token": token_urlsafe(24),
        "longest": LONGEST_PURPOSE,
        "typed": "",
    }
    if request.method != "POST":
        return render(request, "reports/seal.html", context)
    typed = request.POST.get("purpose", "")
    try:
        sealed = seal(
            name,
            organization_code=one.code,
            period=asked.period,
            purpose=typed,
            token=request.POST.get("token", "")[:_LONGEST_TOKEN] or token_urlsafe(24),
            actor=actor_of(request),
            today=request.frame.today,
            **asked.options,
        )
    except BadQuestion as error:
        raise Http404(str(error)) from error
    except Refused as refused:
        context |= {"refused": refused.findings, "typed": typed[: 2 * LONGEST_PURPOSE]}
        return render(request, "reports/seal.html", context, status=_REFUSED)
    seal_quietly()
    messages.success(request, _("Đã chốt báo cáo."))
    return HttpResponseRedirect(reverse("sealed_report", args=[sealed.pk]))


@require_safe
@screen("sealed_reports")
def sealed_reports(request: OfficeRequest) -> HttpResponse:
    """What was sealed in the reader's scope, the newest first."""
    roots = request.frame.scope.roots("report.read")
    found = SealedReport.objects.filter(under(roots, "organization", request.frame.today))
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        found = found.filter(pk__lt=int(after))
    columns = (
        "id",
        "title",
        "organization_name",
        "first",
        "after",
        "asked",
        "purpose",
        "sealed_at",
        "sealed_by",
    )
    rows = list(found.order_by("-pk").values(*columns)[: _PAGE + 1])
    for row in rows:
        row["period"] = _question(row["first"], row["after"], row["asked"]).words
    context = {
        "title": _("Báo cáo đã chốt"),
        "rows": rows[:_PAGE],
        "after": rows[_PAGE - 1]["id"] if len(rows) > _PAGE else None,
    }
    return render(request, "reports/sealed_list.html", context)


@require_safe
@screen("sealed_report")
def sealed_report(request: OfficeRequest, sealed: SealedReport) -> HttpResponse:
    """The report as it was sealed, with its definitions and hashes."""
    asked = _question(sealed.first, sealed.after, sealed.asked)
    context = {"title": f"{sealed.title}: {sealed.organization_name}", "sealed": sealed, "asked": asked}
    return render(request, "reports/sealed.html", context)


@require_safe
@screen("sealed_comparison")
def comparison(request: OfficeRequest, sealed: SealedReport) -> HttpResponse:
    """What has changed since the seal, and through which acts."""
    found = compare(sealed, actor=actor_of(request), today=request.frame.today)
    context = {
        "title": _("So với hôm nay: %(report)s") % {"report": sealed.title},
        "sealed": sealed,
        "asked": _question(sealed.first, sealed.after, sealed.asked),
        "found": found,
    }
    return render(request, "reports/comparison.html", context)


def _question(first: date, after: date, asked: dict[str, Any]) -> Question:
    on = bool(asked["on"]) and after == first + timedelta(days=1)
    tree = date.fromisoformat(asked["tree_day"]) if asked["tree_day"] else None
    return Question(
        (first, after), on, since=asked["since"], tree_day=tree, with_predecessors=asked["with_predecessors"]
    )
