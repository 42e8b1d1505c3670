"""A list as a file: what is shown, with its reason and its watermark, every person on it read."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.audit.services.reading import record_reading
from dangvu.kernel.vietnamese import is_clean, tidy
from dangvu.members.selectors import list_members
from dangvu.members.selectors.filtered import find_fitting
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import last_name
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.members.asking import ListForm, columns_of
from dangvu.web.members.opening import WHOLE, may
from dangvu.web.members.rows import shown_rows
from dangvu.web.members.workbook import watermark, workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_ROWS = 20_000
_LONGEST_REASON = 300
_SHORTEST_REASON = 5


@screen("members_file")
@require_POST
def members_file(request: OfficeRequest, place: Organization) -> HttpResponseBase:
    """The whole list that the address asks for, in the columns it asks for."""
    reason = tidy(request.POST.get("export_reason", ""))[:_LONGEST_REASON]
    form = ListForm(request.GET, sensitive=may(request, "member.read_sensitive"))
    if not form.is_valid() or len(reason) < _SHORTEST_REASON or not is_clean(reason):
        return _back(request, place, _("Chưa xuất: hãy ghi rõ lý do cần danh sách ra tệp."))
    question = form.question()
    if question.asks_nothing:
        found = list_members(place.pk, request.day, limit=_MOST_ROWS)
    else:
        found = find_fitting(question, place.pk, request.day, limit=_MOST_ROWS)
    if found.next is not None:
        return _back(request, place, _("Chưa xuất: danh sách quá 20.000 người; hãy lọc hẹp lại."))
    whole = may(request, WHOLE)
    columns = columns_of(request.GET, whole=whole)
    rows = shown_rows(found, [word for word, label in columns], on=request.day, whole=whole)
    actor = actor_of(request)
    record_reading(
        "export",
        actor=actor,
        on=request.day,
        members=[row.code for row in rows],
        organization_id=place.pk,
        reason="; ".join(filter(None, (reason, form.reason_given))),
    )
    name = last_name([place.pk], request.day).get(place.pk, place.code)
    title = f"Đảng viên {name} ({place.code}), ngày {request.frame.day_text}"
    mark = watermark(actor.name, timezone.localtime(), reason)
    response = HttpResponse(
        workbook(title, [label for word, label in columns], rows, mark), content_type=_XLSX
    )
    response["Content-Disposition"] = f'attachment; filename="dang-vien-{request.day:%Y%m%d}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _back(request: OfficeRequest, place: Organization, said: str) -> HttpResponseBase:
    messages.error(request, said)
    asked = urlencode([(key, value) for key, values in request.GET.lists() for value in values])
    return redirect(f"{reverse('members_of', kwargs={'code': place.code})}?{asked}")
