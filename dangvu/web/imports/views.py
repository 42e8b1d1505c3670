"""Spreadsheets of an organisation: the files brought in, one of them, one of its rows."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.audit.actor import Actor
from dangvu.exchange.models import Import, ImportRow, ImportState, RowState
from dangvu.exchange.sheets.errors_file import errors_file
from dangvu.exchange.sheets.fields import PLACING, RECORD
from dangvu.exchange.sheets.refusals import SheetRefused
from dangvu.exchange.sheets.services import (
    answer_import,
    answer_row,
    ask_apply,
    ask_preview,
    ask_recheck,
    ask_undo,
    correct_row,
)
from dangvu.kernel.findings import Refused
from dangvu.members.models import Sex
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import roots_on
from dangvu.regulations import catalogue
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.frame.frame import Frame
from dangvu.web.imports.forms import UploadForm

_LISTED, _PAGE, _BAD = 50, 50, 422
_FIELDS = RECORD | {name: PLACING[name] for name in ("org_name", "status")}


@screen("spreadsheets")
@require_safe
def spreadsheets(request: HttpRequest) -> HttpResponseBase:
    """To the files brought in at the place the reader is at."""
    frame: Frame = request.frame  # type: ignore[attr-defined]
    place = frame.place or next(iter(roots_on(frame.today)), None)
    if place is None:
        raise Http404(NOT_HERE)
    return redirect("imports", code=place.code)


@screen("imports")
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, place: Organization) -> HttpResponseBase:
    """The files brought in here, the newest first; hand another in."""
    today: date = request.frame.today  # type: ignore[attr-defined]
    form = UploadForm(request.POST or None, request.FILES or None, initial={"day": today})
    if request.method == "POST" and form.is_valid():
        try:
            job = ask_preview(
                form.cleaned_data["file"].chunks(),
                file_name=form.cleaned_data["file"].name,
                organization=place,
                sender=form.cleaned_data["sender"],
                actor=_actor(request),
                on=form.cleaned_data["day"],
                address=reverse("imports", args=[place.code]),
            )
        except SheetRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("job", job_id=job.pk)
    found = Import.objects.filter(organization=place).order_by("-pk")[:_LISTED]
    context = {"title": _("Nhập bảng tính"), "place": place, "form": form, "imports": found}
    return render(request, "imports/list.html", context, status=_BAD if form.errors else 200)


@screen("import")
@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request: HttpRequest, owner: Import) -> HttpResponseBase:
    """One file: its questions, its rows by state, and what may be done with it."""
    findings: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            return _act(request, owner)
        except Refused as refused:
            findings = refused.findings
            owner.refresh_from_db()
    state = request.GET.get("state", "")
    rows = ImportRow.objects.filter(owner=owner).order_by("number")
    if state in RowState.values:
        rows = rows.filter(state=state)
    elif state == "warned":
        rows = rows.filter(warned=True)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdecimal() and len(after) < 10:
        rows = rows.filter(number__gt=int(after))
    page = list(rows[: _PAGE + 1])
    context = {
        "title": owner.file_name,
        "owner": owner,
        "open": owner.state == ImportState.PREVIEWED,
        "applied": owner.state == ImportState.APPLIED,
        "counts": [(name, label, owner.counts.get(name, 0)) for name, label in _states()],
        "wrong": owner.counts.get("error", 0) + owner.counts.get("conflict", 0),
        "rows": [_line(row) for row in page[:_PAGE]],
        "after": page[_PAGE - 1].number if len(page) > _PAGE else None,
        "state": state,
        "findings": findings,
    }
    return render(request, "imports/one.html", context, status=_BAD if findings else 200)


@screen("import_row")
@require_http_methods(["GET", "HEAD", "POST"])
def one_row(request: HttpRequest, owner: Import, number: int) -> HttpResponseBase:
    """One row: what the file says, what the record says, and a place to put it right."""
    row = ImportRow.objects.filter(owner=owner, number=min(number, 2**31 - 1)).first()
    if row is None:
        raise Http404(NOT_HERE)
    findings: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            _mend(request, row)
        except Refused as refused:
            findings = refused.findings
        else:
            return redirect("import_row", import_id=owner.pk, number=number)
    context = {
        "title": _("Hàng %(line)s của %(file)s") % {"line": row.line, "file": owner.file_name},
        "owner": owner,
        "row": row,
        "open": owner.state == ImportState.PREVIEWED,
        "cells": [_cell(row, name, request.POST.get(name)) for name in _FIELDS],
        "findings": findings,
    }
    return render(request, "imports/row.html", context, status=_BAD if findings else 200)


@screen("import_errors")
@require_safe
def wrong_rows(request: HttpRequest, owner: Import) -> HttpResponse:
    """The rows that cannot be written, as a spreadsheet with the reasons."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(errors_file(owner), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="hang-loi-{owner.pk}.xlsx"'
    return answer


def _act(request: HttpRequest, owner: Import) -> HttpResponseBase:
    actor, address = _actor(request), reverse("import", args=[owner.pk])
    match request.POST.get("step"):
        case "apply":
            leave_out = request.POST.get("leave_out") == "yes"
            job = ask_apply(owner.pk, leave_out=leave_out, actor=actor, address=address)
        case "recheck":
            job = ask_recheck(owner.pk, actor=actor, address=address)
        case "undo":
            job = ask_undo(owner.pk, actor=actor, address=address)
        case _:
            asked = {one["key"] for one in owner.questions}
            answer_import(owner.pk, {key: request.POST.get(key, "") for key in asked}, actor=actor)
            return redirect(address)
    return redirect("job", job_id=job.pk)


def _mend(request: HttpRequest, row: ImportRow) -> None:
    """Write only the cells that were typed over; or say whom the row means."""
    actor = _actor(request)
    if "answer" in request.POST:
        answer_row(row.owner_id, row.number, request.POST["answer"], actor=actor)
        return
    if request.POST.get("answer_code"):
        answer_row(row.owner_id, row.number, f"same:{request.POST['answer_code'].strip()}", actor=actor)
        return
    shown = {name: _cell(row, name, None)["value"] for name in _FIELDS}
    edits = {name: request.POST.get(name, shown[name]) for name in _FIELDS}
    changed = {name: text for name, text in edits.items() if text != shown[name]}
    if changed:
        correct_row(row.owner_id, row.number, changed, actor=actor)


def _states() -> list[tuple[str, str]]:
    return [*RowState.choices, ("warned", _("Có cảnh báo"))]


def _line(row: ImportRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "line": row.line,
        "name": row.values.get("full_name", "") or _("(chưa đọc được tên)"),
        "state": row.get_state_display(),
        "changes": [
            (_FIELDS.get(name, name), row.values.get(name, ""), old) for name, old in row.old.items()
        ],
        "issues": [issue[3] for issue in row.issues],
    }


def _cell(row: ImportRow, name: str, typed: str | None) -> dict[str, Any]:
    value = row.edits.get(name, row.values.get(name, ""))
    if value[4:5] == "-" and value[7:8] == "-":
        value = f"{value[8:10]}/{value[5:7]}/{value[:4]}"
    if name == "sex" and value in Sex.values:
        value = Sex(value).label
    elif name == "status" and value in catalogue("member_status"):
        value = catalogue("member_status").label(value)
    return {
        "name": name,
        "label": _FIELDS[name],
        "value": value if typed is None else typed,
        "old": row.old.get(name, ""),
        "issues": [issue[3] for issue in row.issues if issue[0] == name],
    }


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.frame.actor  # type: ignore[attr-defined]
    return actor
