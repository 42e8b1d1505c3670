"""One's own account: the ways to its password, second factors and sessions, and who asked to recover it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dangvu.access.models import Account, Grant, Recovery
from dangvu.access.services.recovery import open_recoveries
from dangvu.web.access import screen
from dangvu.web.accounts.people import grant_lines
from dangvu.web.accounts.views.people import account_of
from dangvu.web.frame.frame import today


@screen("own_account")
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """What I hold, until when, by which decision; and how I sign in."""
    number = account_of(request)
    recovery: Recovery | None = open_recoveries().filter(account=number).select_related("asked_by").first()
    context = {
        "title": _("Tài khoản của tôi"),
        "account": Account.objects.get(pk=number),
        "grants": grant_lines(Grant.objects.filter(account=number, valid_to__gt=today()), today()),
        "recovery": recovery,
    }
    return render(request, "accounts/own.html", context)
