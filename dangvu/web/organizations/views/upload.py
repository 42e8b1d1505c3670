"""A file of acts (acts.csv): every mistake at its line, the preview, then all acts together or none."""

import base64
import binascii
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dangvu.audit.services import record
from dangvu.kernel.findings import Finding, Refused
from dangvu.organizations.models import Organization
from dangvu.reorganizations.acts_file import ActsRead, read_acts
from dangvu.reorganizations.models import ActFile
from dangvu.reorganizations.selectors import applied_file
from dangvu.reorganizations.services.apply import Preview, preview
from dangvu.web.access import screen
from dangvu.web.frame.fields import StyledForm
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.organizations.act_words import reasons, said
from dangvu.web.organizations.acting import ChangedSince, Sending, carry_out, fingerprint
from dangvu.web.scope import under

#: Larger files go by the command line: the page carries the file from the preview to the application.
LARGEST = 1024 * 1024
_MISTAKES_SHOWN = 200
_LINES_SHOWN = 500


class UploadForm(StyledForm):
    file = forms.FileField(
        label=gettext_lazy("Tệp việc (CSV, UTF-8)"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("Tệp lớn hơn 1 MB; hãy chia nhỏ, hoặc nhờ người vận hành dùng lệnh dangvu acts apply.")
            )
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@screen("act_upload")
def upload(request: OfficeRequest) -> HttpResponseBase:
    """Choose the file, look at what it would do, carry it out."""
    if request.method != "POST":
        return _choose_page(request, UploadForm())
    if request.POST.get("step") == "apply":
        return _apply(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose_page(request, form, status=422)
    file = form.cleaned_data["file"]
    return _look(request, file.name, file.read())


def _look(request: OfficeRequest, name: str, content: bytes) -> HttpResponseBase:
    read = _read(request, name, content)
    if done := applied_file(read.sha256):
        return _done_before(request, done)
    if read.errors:
        return _choose_page(request, UploadForm(), read=read, status=422)
    return _preview_page(request, read, content, preview(read.acts))


def _apply(request: OfficeRequest) -> HttpResponseBase:
    try:
        content = base64.b64decode(request.POST.get("content", ""), validate=True)
    except binascii.Error:
        content = b""
    read = _read(request, request.POST.get("name", ""), content)
    if done := applied_file(read.sha256):
        return _done_before(request, done)
    if read.errors:
        return _choose_page(request, UploadForm(), read=read, status=422)
    sending = Sending(read.sha256, request.POST.get("seen", ""))
    try:
        file = carry_out(read.acts, sending, actor=actor_of(request), on=request.frame.today, name=read.name)
    except ChangedSince as changed:
        return _preview_page(request, read, content, changed.shown, changed=True)
    except Refused as refusal:
        return _preview_page(request, read, content, preview(read.acts), refused=refusal.findings)
    return redirect("act_file", number=file.pk)


def _done_before(request: OfficeRequest, done: ActFile) -> HttpResponseBase:
    """The same file is applied once; its page opens to whoever may see it."""
    messages.info(request, _("Tệp này đã được thực hiện; muốn thực hiện lại thì phải thu hồi trước."))
    return redirect("act_file", number=done.pk)


def _read(request: OfficeRequest, name: str, content: bytes) -> ActsRead:
    """The file, with an error for each organisation that is not in the reader's scope."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name[-100:] or "acts.csv")
        path.write_bytes(content)
        read = read_acts(path)
    columns = ("code", "successor_code", "parent_code")
    named = {getattr(act, column) for act in read.acts for column in columns} - {""}
    scope = under(request.frame.scope.roots("acts.apply"), "id", request.frame.today)
    existing = Organization.objects.filter(code__in=named)
    outside = set(existing.values_list("code", flat=True)) - set(
        existing.filter(scope).values_list("code", flat=True)
    )
    for act in read.acts:
        for column in columns:
            if (code := getattr(act, column)) in outside:
                message = _("Không có tổ chức đảng mang mã “%(code)s” trong phạm vi của bạn.") % {
                    "code": code
                }
                read.error(act.line or 1, column, "code.unknown", code, message)
    return read


def _choose_page(
    request: OfficeRequest, form: UploadForm, *, read: ActsRead | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"title": _("Nạp tệp việc về tổ chức"), "form": form}
    if read is not None:
        context |= {"mistakes": read.errors[:_MISTAKES_SHOWN], "all": len(read.errors), "name": read.name}
    return render(request, "organizations/upload.html", context, status=status)


def _preview_page(
    request: OfficeRequest,
    read: ActsRead,
    content: bytes,
    shown: Preview,
    *,
    changed: bool = False,
    refused: tuple[Finding, ...] = (),
) -> HttpResponse:
    blocked = shown.blocked or bool(refused)
    context = {
        "title": _("Xem trước tệp %(name)s") % {"name": read.name}, "step": 3, "shown": shown,
        "moves": [said(move) for move in shown.moves[:_LINES_SHOWN]], "all_moves": len(shown.moves),
        "reasons": reasons(refused or tuple(remark.finding for remark in shown.remarks)),
        "blocked": blocked, "changed": changed, "sheet": shown.reconciliation, "name": read.name,
        "content": base64.b64encode(content).decode(), "seen": fingerprint(shown),
    }  # fmt: skip
    people = sorted({move.person.code for move in shown.member_moves})
    if people:
        after = {"list": "act", "rows": len(people), "members": people}
        record("read.list", actor=actor_of(request), on=request.day, after=after)
    status = 422 if blocked else 409 if changed else 200
    return render(request, "organizations/upload_preview.html", context, status=status)
