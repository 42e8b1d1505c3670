"""Gives every request its frame, with the day that was asked for by `?on=` and is kept until changed."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.kernel.days import BadDay, parse_day
from dangvu.web.frame.frame import DAY_KEY, Frame, today

Handler = Callable[[HttpRequest], HttpResponse]

_LONGEST_DAY = 40


def place_and_day(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        day, error = _day(request, today())
        request.frame = Frame(request, day, today(), error)  # type: ignore[attr-defined]
        request.day = day  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _day(request: HttpRequest, now: date) -> tuple[date, str]:
    kept = request.session.get(DAY_KEY)
    day = date.fromisoformat(kept) if kept else now
    text = request.GET.get("on")
    if text is None or request.method not in ("GET", "HEAD"):
        return day, ""
    try:
        asked = parse_day(text[:_LONGEST_DAY]) if text.strip() else now
    except BadDay as error:
        return day, _("%(reason)s Vẫn đang xem ngày trước đó.") % {"reason": error}
    _keep(request, asked, now)
    return asked, ""


def _keep(request: HttpRequest, asked: date, now: date) -> None:
    # Today is not kept: tomorrow the pages show tomorrow.
    if asked == now:
        if DAY_KEY in request.session:
            del request.session[DAY_KEY]
    elif request.session.get(DAY_KEY) != asked.isoformat():
        request.session[DAY_KEY] = asked.isoformat()
