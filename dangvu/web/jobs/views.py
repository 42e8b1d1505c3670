"""Long work of mine: left and found again. Other people's does not exist for me."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dangvu.jobs.models import Job
from dangvu.jobs.services import ask_to_stop
from dangvu.jobs.workflow import ON_ITS_WAY
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.frame.frame import Frame

_LISTED = 50


@screen("jobs")
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """My long work, the newest first."""
    mine = Job.objects.filter(account_id=_account_of(request)).order_by("-pk")[:_LISTED]
    return render(request, "jobs/list.html", {"title": _("Việc chạy lâu"), "jobs": mine})


@screen("job")
@require_safe
def one_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far it is; asked again every second by the page itself while it runs."""
    one = _mine(request, job_id)
    context = {"title": one.label, "job": one, "on_its_way": one.state in ON_ITS_WAY}
    part = request.headers.get("HX-Request") is not None
    return render(request, "jobs/_progress.html" if part else "jobs/one.html", context)


@screen("job_stop")
@require_POST
def stop(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """Ask it to stop."""
    ask_to_stop(_mine(request, job_id).pk)
    return redirect("job", job_id=job_id)


def _mine(request: HttpRequest, job_id: int) -> Job:
    one = Job.objects.filter(pk=job_id, account_id=_account_of(request)).first()
    if one is None:
        raise Http404(NOT_HERE)
    return one


def _account_of(request: HttpRequest) -> int:
    frame: Frame = request.frame  # type: ignore[attr-defined]
    assert frame.actor is not None
    assert frame.actor.account_id is not None
    return frame.actor.account_id
