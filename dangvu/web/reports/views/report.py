"""Choosing a report, and the report: figures with definitions, findings, units, charts."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.kernel.findings import BLOCKING_CONFIDENCE, Finding, Severity
from dangvu.kernel.vietnamese import tidy
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import last_name, roots_on
from dangvu.regulations import provision
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.report import Report
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest
from dangvu.web.loading import LOADERS
from dangvu.web.reports.answers import answer, form_of, known, lists_of, may, without, year_before
from dangvu.web.reports.asking import Question
from dangvu.web.reports.charts import charts
from dangvu.web.reports.tables import rows, units
from dangvu.web.rights_table import Over

_BAD_QUESTION = 422
_LONGEST_CODE = 60
_MANY = 50


@require_safe
@screen("reports")
def choose(request: OfficeRequest) -> HttpResponse:
    """Choose a report and a place; the place the reader is at stands there already."""
    code = tidy(request.GET.get("code", ""))[:_LONGEST_CODE]
    name = request.GET.get("name", "")
    error = ""
    if name in MATTERS and code:
        if _reached(request, code):
            return HttpResponseRedirect(reverse("report", args=[name, code]))
        error = _("Không có tổ chức đảng mang mã này trong phạm vi của bạn; hãy kiểm tra lại mã.")
    places = _places(request)
    here = request.frame.place
    context = {
        "title": _("Báo cáo"),
        "reports": [(key, matter.title) for key, matter in MATTERS.items()],
        "name": name,
        "code": code or (here.code if here else places[0][0] if places else ""),
        "here": last_name([here.pk], request.day).get(here.pk, "") if here else "",
        "places": places,
        "error": error,
    }
    return render(request, "reports/choose.html", context, status=_BAD_QUESTION if error else 200)


def _reached(request: OfficeRequest, code: str) -> bool:
    loaded = LOADERS[Over.ORGANIZATION].load(code, request.frame.today)
    if loaded is None:
        return False
    return request.frame.scope.granting("report.read", {each.id for each in loaded.above}) is not None


def _places(request: OfficeRequest) -> list[tuple[str, str]]:
    """The places the reader may ask about: those of their roles; for all, the highest ones."""
    roots = request.frame.scope.roots("report.read")
    found = roots_on(request.day) if roots is None else Organization.objects.filter(pk__in=roots)
    ids = {one.pk: one.code for one in list(found)[:_MANY]}
    names = last_name(list(ids), request.day)
    return [(code, names.get(one, code)) for one, code in ids.items()]


@require_safe
@screen("report")
def report(request: OfficeRequest, one: Organization, name: str) -> HttpResponse:
    """A report's figures; every count opens its list."""
    form = form_of(request, name)
    context: dict[str, Any] = {"form": form, "name": name, "code": one.code, "reports": _others(name)}
    if not form.is_valid():
        title = f"{known(name)}: {last_name([one.pk], request.day)[one.pk]}"
        return render(request, "reports/report.html", {**context, "title": title}, status=_BAD_QUESTION)
    asked = form.question()
    found = answer(request, name, one.code, asked, by_child=asked.by_child)
    context |= _figures(request, found, asked)
    return render(request, "reports/report.html", context)


def _figures(request: OfficeRequest, found: Report, asked: Question) -> dict[str, Any]:
    before = year_before(request, found.name, found.line.code, asked) if asked.compare == "year" else None
    lists = lists_of(request, found.name, asked)
    figures = list(rows(found, before, lists))
    sort, everything = request.GET.get("sort", ""), request.GET.get("all") == "1"

    def link(order: str) -> str:
        return without(request.GET, sort=order)

    return {
        "title": f"{found.title}: {found.line.name}",
        "report": found,
        "asked": asked,
        "query": asked.address(),
        "rows": [row for row in figures if not row.empty],
        "empty": [row for row in figures if row.empty],
        "compared": before is not None,
        "units": units(found, lists, sort, everything, link),
        "other_columns": without(request.GET, all="0" if everything else "1"),
        "with_units": without(request.GET, by_child="1"),
        "findings": [shown(finding) for finding in found.findings],
        "charts": charts(found),
        "may_seal": may(request, "report.seal"),
    }


def shown(finding: Finding) -> tuple[str, str, str, str, bool]:
    """Severity, its word, the sentence, the provision, and whether its ground is unverified."""
    words = {
        Severity.VIOLATION: _("Vi phạm"),
        Severity.WARNING: _("Cảnh báo"),
        Severity.INFO: _("Ghi chú"),
    }
    unverified = finding.confidence is not None and finding.confidence not in BLOCKING_CONFIDENCE
    rests_on = provision(finding.provision).number if finding.provision else ""
    return finding.severity.value, words[finding.severity], finding.message, rests_on, unverified


def _others(name: str) -> list[tuple[str, str, bool]]:
    return [(key, matter.title, key == name) for key, matter in MATTERS.items()]
