"""A refusal as a page of its own: every reason at once, and the way back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dangvu.kernel.findings import Refused
from dangvu.web.frame.request import OfficeRequest

_REFUSED = 422


def refused_page(request: OfficeRequest, refused: Refused) -> HttpResponse:
    """The reasons; the status says that nothing was done."""
    context = {"title": _("Chưa thực hiện được"), "refused": refused.findings}
    return render(request, "reports/refused.html", context, status=_REFUSED)
