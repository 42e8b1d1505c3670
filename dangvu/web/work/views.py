"""The first page: the day's work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.work.day_work import Asking, DayWork, gather
from dangvu.web.work.providers import ASKED, WAITING


@require_safe
@screen("work")
def work(request: OfficeRequest) -> HttpResponse:
    """What waits for the person, by deadline; below it what they asked others for."""
    frame = request.frame
    asking = Asking(actor_of(request), frame.scope, frame.today)
    context = {
        "title": _("Việc cần làm"),
        "waiting": [_shown(each, asking) for each in gather(WAITING, asking)],
        "asked": [_shown(each, asking) for each in gather(ASKED, asking)],
    }
    return render(request, "work/work.html", context)


def _shown(work: DayWork, asking: Asking) -> tuple[DayWork, str, str]:
    """The line, how near its deadline is, and the same in words: no meaning by colour alone."""
    if work.due_on is None:
        return work, "", ""
    days = (work.due_on - asking.today).days
    if days < 0:
        return work, "late", _("quá hạn %(days)s ngày") % {"days": -days}
    if days == 0:
        return work, "near", _("hôm nay")
    near = "near" if days <= 7 else ""
    return work, near, _("còn %(days)s ngày") % {"days": days}
