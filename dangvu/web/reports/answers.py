"""From an address to a report: reads the question, asks it in the reader's name, or says what is wrong."""

from datetime import date

from django.http import Http404, QueryDict

from dangvu.statistics import reports
from dangvu.statistics.asked import Asked, BadQuestion
from dangvu.statistics.matters import MATTERS
from dangvu.statistics.report import Report
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.reports.asking import AskForm, Question
from dangvu.web.reports.tables import Lists


def known(name: str) -> str:
    """The title of the report; raises `Http404` where there is none of that name."""
    if name not in MATTERS:
        raise Http404(f"Không có báo cáo “{name[:40]}”.")
    return MATTERS[name].title


def form_of(request: OfficeRequest, name: str) -> AskForm:
    """What the address asks; the caller looks whether it is valid."""
    known(name)
    return AskForm(name, request.day, request.GET)


def question_of(request: OfficeRequest, name: str) -> Question:
    """What the address asks; raises `Http404` with the sentence of the first thing wrong."""
    form = form_of(request, name)
    if not form.is_valid():
        raise Http404(" ".join(str(error) for errors in form.errors.values() for error in errors))
    return form.question()


def answer(
    request: OfficeRequest, name: str, code: str, asked: Question, *, by_child: bool = False
) -> Report:
    """The report, in the reader's name; raises `Http404` where it cannot be asked so."""
    try:
        return reports.run(
            name,
            organization_code=code,
            period=asked.period,
            by_child=by_child,
            actor=actor_of(request),
            today=request.frame.today,
            **asked.options,
        )
    except BadQuestion as error:
        raise Http404(str(error)) from error


def year_before(request: OfficeRequest, name: str, code: str, asked: Question) -> Report:
    """The same days a year before."""
    before = Asked(*asked.period).year_before()
    earlier = Question((before.first, before.after), asked.on, with_predecessors=asked.with_predecessors)
    return answer(request, name, code, earlier)


def lists_of(request: OfficeRequest, name: str, asked: Question) -> Lists:
    """Where figures open, by the rights of the reader over this place."""
    frame = request.frame
    above = {each.id for each in frame.opened.loaded.above} if frame.opened and frame.opened.loaded else set()
    may = frame.scope.granting("report.list", above) is not None
    sensitive = frame.scope.granting("member.read_sensitive", above) is not None
    return Lists(name, asked.address(), may, sensitive)


def may(request: OfficeRequest, right: str) -> bool:
    """Whether the reader has the right over the place of the page."""
    frame = request.frame
    if frame.opened is None or frame.opened.loaded is None:
        return False
    return frame.scope.granting(right, {each.id for each in frame.opened.loaded.above}) is not None


def without(query: QueryDict, **change: str) -> str:
    """The address with some of its question changed."""
    copy = query.copy()
    for key, value in change.items():
        copy[key] = value
    return "?" + copy.urlencode()


def last_day(question: Question) -> date:
    """The last day of the period."""
    return Asked(*question.period).last
