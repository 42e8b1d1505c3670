"""Reports and lists as files: XLSX, CSV and Word. Each export is a recorded event."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dangvu.audit.services.reading import record_reading
from dangvu.kernel.findings import Refused
from dangvu.kernel.vietnamese import fold
from dangvu.organizations.models import Organization
from dangvu.statistics.asked import BadQuestion
from dangvu.statistics.rendering import as_csv, as_docx, as_xlsx, lists
from dangvu.statistics.report import Report
from dangvu.statistics.services.lists import open_list
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.reports.answers import answer, form_of, question_of
from dangvu.web.reports.views.refusals import refused_page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CSV = "text/csv; charset=utf-8"
_BYTE_ORDER_MARK = "\ufeff"  # else Excel reads the tones of a CSV wrong


def _csv(report: Report) -> bytes:
    return (_BYTE_ORDER_MARK + as_csv.render(report)).encode()


_FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "xlsx": (_XLSX, as_xlsx.render),
    "csv": (_CSV, _csv),
    "docx": (_DOCX, as_docx.render),
}


@require_safe
@screen("report_file")
def report_file(request: OfficeRequest, one: Organization, name: str, form: str) -> HttpResponse:
    """The figures, their units where they are asked for, findings and definitions."""
    if form not in _FORMS:
        raise Http404("Chỉ có tệp xlsx, csv hoặc docx.")
    typed = form_of(request, name)
    asked = typed.question() if typed.is_valid() else question_of(request, name)
    found = answer(request, name, one.code, asked, by_child=asked.by_child)
    content_type, render = _FORMS[form]
    record_reading(
        "report", actor=actor_of(request), on=request.frame.today, organization_id=one.pk, reason=form
    )
    days = f"{asked.period[0]:%Y%m%d}-{found.asked.last:%Y%m%d}"
    return _attached(render(found), content_type, f"{name} {one.code} {days}.{form}")


@require_POST
@screen("report_list_file")
def list_file(request: OfficeRequest, one: Organization, name: str, key: str) -> HttpResponse:
    """The whole list as a spreadsheet that says who took it out, when and why."""
    asked = question_of(request, name)
    actor = actor_of(request)
    try:
        page = open_list(
            name,
            organization_code=one.code,
            period=asked.period,
            key=key,
            actor=actor,
            today=request.frame.today,
            reason=request.POST.get("reason", ""),
            export=True,
            **asked.options,
        )
    except BadQuestion as error:
        raise Http404(str(error)) from error
    except Refused as refused:
        return refused_page(request, refused)
    mark = lists.watermark(actor.name, timezone.localtime(), request.POST.get("reason", ""))
    return _attached(lists.as_xlsx(page, mark), _XLSX, f"danh sach {key} {one.code}.xlsx")


def _attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    """The file under a name without tones or signs, so that every system can store it."""
    stem, _, ending = name.rpartition(".")
    plain = "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in fold(stem)).split())
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{quote(plain)}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
