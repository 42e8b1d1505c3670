"""Keeping a list under a name, and forgetting it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.kernel.vietnamese import is_clean, tidy
from dangvu.members.services.saved_views import remove_view, save_view
from dangvu.organizations.models import Organization
from dangvu.web.access import screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.members.asking import ListForm

_LONGEST_NAME = 60
#: What of an address is kept; never the reason of a sensitive list, which is asked each time.
_KEPT = {*ListForm.base_fields, "cot"} - {"reason"}


@screen("members_view")
@require_POST
def saved_view(request: OfficeRequest, place: Organization) -> HttpResponseBase:
    """Keep the filters and columns of the address, or forget those of the name."""
    account_id = actor_of(request).account_id
    name = tidy(request.POST.get("view_name", ""))[:_LONGEST_NAME]
    query = kept(request.GET)
    if account_id is None or not name or not is_clean(name):
        messages.error(request, _("Chưa lưu: hãy đặt tên cho danh sách."))
    elif "forget" in request.POST:
        remove_view(account_id, name=name)
        messages.success(request, _("Đã bỏ danh sách đã lưu “%(name)s”.") % {"name": name})
    elif save_view(account_id, name=name, query=query):
        messages.success(request, _("Đã lưu danh sách “%(name)s”.") % {"name": name})
    else:
        messages.error(request, _("Chưa lưu: đã đủ 30 danh sách; hãy bỏ bớt một danh sách cũ."))
    return redirect(f"{reverse('members_of', kwargs={'code': place.code})}?{query}")


def kept(address: QueryDict) -> str:
    """The part of an address that makes the list what it is."""
    return urlencode(
        [(key, value) for key, values in address.lists() if key in _KEPT for value in values if value]
    )
