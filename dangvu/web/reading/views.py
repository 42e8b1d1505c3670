"""The read-only pages: committees on a day, their reports, and the people behind a figure."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dangvu.access.permissions import may
from dangvu.audit.services.sealing import seal_quietly
from dangvu.kernel.days import display_day
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import UnknownOrganization, kind_on, last_name, organization_by_code
from dangvu.statistics import reports
from dangvu.statistics.asked import BadQuestion
from dangvu.statistics.figures.base import Count
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.report import Report
from dangvu.web.reading.asking import Question, day_of, question_of
from dangvu.web.reading.pages import child_lines, history, kind_label, root_lines, trail
from dangvu.web.reading.reader import reader

_ROWS_OF_A_PAGE = 200
_REPORTS = [(name, matter.title) for name, matter in MATTERS.items()]


@require_safe
def roots(request: HttpRequest) -> HttpResponse:
    """Every committee that stands under none on the day."""
    on = day_of(request.GET)
    actor = reader()
    if not may(actor, "report.read", on=timezone.localdate()):
        raise Http404("Không có trang này.")
    return _page(request, "roots", {"on": on, "lines": root_lines(on)})


@require_safe
def organization(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation on the day: where it stands, what stands under it, its history and reports."""
    on = day_of(request.GET)
    one = _readable(code)
    return _page(
        request,
        "organization",
        {
            "on": on,
            "code": one.code,
            "title": last_name([one.pk], on)[one.pk],
            "kind": kind_label(kind_on([one.pk], on).get(one.pk, "")),
            "trail": trail(one, on),
            "lines": child_lines(one, on),
            "history": history(one),
            "reports": _REPORTS,
        },
    )


@require_safe
def report(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """A report's figures with their definitions and findings; every count opens its list."""
    one = _readable(code)
    asked = question_of(name, request.GET)
    answer = _ask(name, code, asked)
    counted = _counted(name, answer)
    return _page(
        request,
        "report",
        {
            "on": answer.asked.last,
            "code": code,
            "name": name,
            "title": f"{answer.title}: {answer.line.name}",
            "trail": trail(one, answer.asked.last),
            "asked": asked,
            "address": asked.address(),
            "report": answer,
            "lines": [(figure, figure.key in counted and bool(figure.value)) for figure in answer.figures],
            "children": _table_of_children(answer),
            "reports": _REPORTS,
        },
    )


@require_safe
def listing(request: HttpRequest, name: str, code: str, key: str) -> HttpResponse:
    """The people or organisations behind a figure. Opening it is a recorded reading."""
    one = _readable(code)
    asked = question_of(name, request.GET)
    answer = _ask(name, code, asked, list_key=key)
    seal_quietly()
    if answer.listing is None:
        raise Http404("Số liệu này không mở ra danh sách.")
    page = Paginator(answer.listing.rows, _ROWS_OF_A_PAGE).get_page(request.GET.get("trang"))
    return _page(
        request,
        "listing",
        {
            "on": answer.asked.last,
            "code": code,
            "name": name,
            "title": f"{answer.listing.label}: {answer.line.name}",
            "trail": trail(one, answer.asked.last),
            "asked": asked,
            "address": asked.address(by_child=""),
            "page": page,
            "first": page.start_index(),
        },
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of an address that leads nowhere, with the reason where there is one."""
    reason = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "reading/not_found.html", {"reason": reason}, status=404)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    today = timezone.localdate()
    shown = {"day": display_day(context["on"]), "past": context["on"] != today}
    return render(request, f"reading/{template}.html", {**context, **shown})


def _readable(code: str) -> Organization:
    """Load and authorise in one call: what may not be read does not exist."""
    try:
        one = organization_by_code(code)
    except UnknownOrganization as error:
        raise Http404(str(error)) from error
    if not may(reader(), "report.read", one, on=timezone.localdate()):
        raise Http404(str(UnknownOrganization(code)))
    return one


def _ask(name: str, code: str, asked: Question, list_key: str | None = None) -> Report:
    try:
        return reports.run(
            name,
            organization_code=code,
            period=asked.period,
            on=asked.on,
            by_child=asked.by_child and list_key is None,
            since=asked.since,
            list_key=list_key,
            actor=reader(),
            today=timezone.localdate(),
        )
    except BadQuestion as error:
        raise Http404(str(error)) from error


def _counted(name: str, answer: Report) -> set[str]:
    return {figure.key for figure in MATTERS[name].figures(answer.asked) if isinstance(figure, Count)}


def _table_of_children(answer: Report) -> dict[str, Any] | None:
    """One row per child, one column per figure that is not empty everywhere."""
    if answer.children is None or answer.own is None:
        return None
    lines = [*answer.children, answer.own]
    wanted = [
        number
        for number, figure in enumerate(answer.figures)
        if any(line.figures[number].value for line in [answer.line, *lines])
    ]
    return {
        "heads": [answer.figures[number].label for number in wanted],
        "rows": [
            (
                line.code if line is not answer.own else "",
                line.name,
                [line.figures[n].display for n in wanted],
            )
            for line in lines
        ],
    }
