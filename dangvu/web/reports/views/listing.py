"""The people or organisations behind a figure. Each opening is a recorded reading."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.audit.services.sealing import seal_quietly
from dangvu.kernel.findings import Refused
from dangvu.organizations.models import Organization
from dangvu.statistics.asked import BadQuestion
from dangvu.statistics.services.lists import checked_reason, is_sensitive, open_list
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.reports.answers import last_day, may, question_of

_BAD_FORM = 422
#: Reasons given in this session, by figure and place: the pages of one list ask only once.
_REASONS = "list_reasons"


@require_http_methods(["GET", "HEAD", "POST"])
@screen("report_list")
def listing(request: OfficeRequest, one: Organization, name: str, key: str) -> HttpResponse:
    """A page of the list; one that says ethnic group or religion asks for the reason first."""
    asked = question_of(request, name)
    if is_sensitive(key) and not may(request, "member.read_sensitive"):
        raise Http404(_("Danh sách này chỉ mở cho vai trò tổng hợp số liệu về dân tộc, tôn giáo."))
    if request.method == "POST":
        return _keep_reason(request, one.code, name, key)
    reason = request.session.get(_REASONS, {}).get(f"{one.code} {key}", "")
    if is_sensitive(key) and not reason:
        return _ask_reason(request, key, "")
    try:
        page = open_list(
            name,
            organization_code=one.code,
            period=asked.period,
            key=key,
            actor=actor_of(request),
            today=request.frame.today,
            after=request.GET.get("after", "")[:60],
            reason=reason,
            **asked.options,
        )
    except BadQuestion as error:
        raise Http404(str(error)) from error
    seal_quietly()
    context = {
        "title": f"{page.figure.label}: {page.place.name}",
        "page": page,
        "lines": page.lines,
        "after": page.after,
        "asked": asked,
        "query": asked.address(),
        "name": name,
        "code": one.code,
        "key": key,
        "day": last_day(asked),
        "reason": reason,
        "may_export": may(request, "member.export"),
    }
    return render(request, "reports/listing.html", context)


def _keep_reason(request: OfficeRequest, code: str, name: str, key: str) -> HttpResponse:
    typed = request.POST.get("reason", "")
    try:
        reason = checked_reason(typed)
    except Refused as refused:
        return _ask_reason(request, key, str(refused), typed)
    request.session[_REASONS] = {**request.session.get(_REASONS, {}), f"{code} {key}": reason}
    return HttpResponseRedirect(request.get_full_path())


def _ask_reason(request: OfficeRequest, key: str, error: str, typed: str = "") -> HttpResponse:
    context = {"title": _("Lý do mở danh sách"), "error": error, "typed": typed[:300], "key": key}
    return render(request, "reports/reason.html", context, status=_BAD_FORM if error else 200)
