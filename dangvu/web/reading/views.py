"""The read-only pages: committees on a day, their reports, and the people behind a figure."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dangvu.audit.services.sealing import seal_quietly
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import kind_on, last_name
from dangvu.statistics import reports
from dangvu.statistics.asked import BadQuestion
from dangvu.statistics.figures.base import Count
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.report import Report
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.reading.asking import Question, question_of
from dangvu.web.reading.pages import child_lines, history, kind_label, root_lines

_ROWS_OF_A_PAGE = 200
_REPORTS = [(name, matter.title) for name, matter in MATTERS.items()]


@require_safe
@screen("reading:roots")
def roots(request: OfficeRequest) -> HttpResponse:
    """The highest committees that the reader may look at, on the day."""
    lines = root_lines(request.frame.scope.roots("organization.read"), request.day)
    return _page(request, "roots", {"lines": lines})


@require_safe
@screen("reading:organization")
def organization(request: OfficeRequest, one: Organization) -> HttpResponse:
    """One organisation on the day: where it stands, what stands under it, its history and reports."""
    on = request.day
    return _page(
        request,
        "organization",
        {
            "code": one.code,
            "title": last_name([one.pk], on)[one.pk],
            "kind": kind_label(kind_on([one.pk], on).get(one.pk, "")),
            "lines": child_lines(one, on),
            "history": history(one),
            "reports": _REPORTS,
        },
    )


@require_safe
@screen("reading:report")
def report(request: OfficeRequest, one: Organization, name: str) -> HttpResponse:
    """A report's figures with their definitions and findings; every count opens its list."""
    code = one.code
    asked = question_of(name, request.GET, request.day)
    answer = _ask(request, name, code, asked)
    counted = _counted(name, answer)
    return _page(
        request,
        "report",
        {
            "on": answer.asked.last,
            "code": code,
            "name": name,
            "title": f"{answer.title}: {answer.line.name}",
            "asked": asked,
            "address": asked.address(),
            "report": answer,
            "lines": [(figure, figure.key in counted and bool(figure.value)) for figure in answer.figures],
            "children": _table_of_children(answer),
            "reports": _REPORTS,
        },
    )


@require_safe
@screen("reading:listing")
def listing(request: OfficeRequest, one: Organization, name: str, key: str) -> HttpResponse:
    """The people or organisations behind a figure. Opening it is a recorded reading."""
    code = one.code
    asked = question_of(name, request.GET, request.day)
    answer = _ask(request, name, code, asked, list_key=key)
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
            "asked": asked,
            "address": asked.address(by_child=""),
            "page": page,
            "first": page.start_index(),
        },
    )


def _page(request: OfficeRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"reading/{template}.html", context)


def _ask(
    request: OfficeRequest, name: str, code: str, asked: Question, list_key: str | None = None
) -> Report:
    try:
        return reports.run(
            name,
            organization_code=code,
            period=asked.period,
            on=asked.on,
            by_child=asked.by_child and list_key is None,
            since=asked.since,
            list_key=list_key,
            actor=actor_of(request),
            today=request.frame.today,
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
