"""Acts that were carried out: the list, one with its reconciliation sheet, and taking back."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.audit.services import record
from dangvu.kernel.findings import Finding, Refused
from dangvu.kernel.workflow import WrongState
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.services.take_back import dependents
from dangvu.reorganizations.workflow import APPLIED
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.organizations.acting import undo
from dangvu.web.organizations.carried_out import LISTED, sheet_of, visible_file, visible_files

_RIGHT = "acts.apply"
_ACTS_SHOWN = 500


@require_safe
@screen("act_files")
def act_files(request: OfficeRequest) -> HttpResponse:
    """The newest first."""
    after = request.GET.get("after", "")
    before = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else None
    files = visible_files(request.frame.scope.roots(_RIGHT), before=before, most=LISTED + 1)
    context = {
        "title": _("Việc về tổ chức đã thực hiện"),
        "files": files[:LISTED],
        "after": files[LISTED - 1].pk if len(files) > LISTED else "",
    }
    return render(request, "organizations/act_files.html", context)


@require_safe
@screen("act_file")
def act_file(request: OfficeRequest, number: int) -> HttpResponse:
    """What was done by which decision, and the sheet to print and sign."""
    file = _file(request, number)
    acts = list(file.acts.select_related("document").order_by("id")[:_ACTS_SHOWN])
    context = {"title": file.name, "file": file, "acts": acts, "applied": file.state == APPLIED}
    if file.state == APPLIED and acts:
        context["sheet"] = sheet = sheet_of(file, acts[-1].effective_on)
        if sheet.people:
            _record_names(request, file, list(sheet.people))
    return render(request, "organizations/act_file.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@screen("act_file_take_back")
def take_back(request: OfficeRequest, number: int) -> HttpResponseBase:
    """Everything that stands against taking back, at once; where nothing does, take back."""
    file = _file(request, number)
    if request.method == "POST":
        try:
            undo(file, actor=actor_of(request), on=request.frame.today)
        except WrongState:
            messages.info(request, _("Việc này đã được thu hồi từ trước."))
            return redirect("act_file", number=number)
        except Refused as refusal:
            return _take_back_page(request, file, list(refusal.findings), status=422)
        messages.success(request, _("Đã thu hồi: mọi hồ sơ trở lại như trước khi thực hiện."))
        return redirect("act_file", number=number)
    with transaction.atomic():
        findings = dependents(file) if file.state == APPLIED else []
    return _take_back_page(request, file, findings)


def _take_back_page(
    request: OfficeRequest, file: ActFile, findings: list[Finding], status: int = 200
) -> HttpResponse:
    title = _("Thu hồi: %(name)s") % {"name": file.name}
    context = {"title": title, "file": file, "findings": findings, "applied": file.state == APPLIED}
    return render(request, "organizations/take_back.html", context, status=status)


def _file(request: OfficeRequest, number: int) -> ActFile:
    file = visible_file(request.frame.scope.roots(_RIGHT), number)
    if file is None:
        raise Http404(NOT_HERE)
    return file


def _record_names(request: OfficeRequest, file: ActFile, people: list[str]) -> None:
    record(
        "read.list",
        actor=actor_of(request),
        on=request.day,
        subject=("act_file", file.pk),
        after={"list": "reconciliation", "rows": len(people), "members": people},
    )
