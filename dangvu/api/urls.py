"""Addresses of the read API, each entered through its line in the rights table like a page."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import URLPattern

from dangvu.api.reading import api
from dangvu.web.access import screen
from dangvu.web.rights_table import TABLE

_SIGN_IN = "Hãy đăng nhập; API đọc trong phiên của tài khoản đang đăng nhập."


def _entered(name: str, operation: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """The operation behind `@screen`; what is refused is said as JSON."""

    @screen(name)
    def opened(request: HttpRequest, *loaded: Any, **named: Any) -> HttpResponseBase:
        if loaded:  # the operation takes what the address names, not the thing it names
            named |= {"code": loaded[0].code} if hasattr(loaded[0], "code") else {"sealed_id": loaded[0].pk}
        return operation(request, **named)  # type: ignore[no-any-return]

    def answered(request: HttpRequest, **named: Any) -> HttpResponseBase:
        if request.frame.actor is None:  # type: ignore[attr-defined]
            return _said(_SIGN_IN, 401)
        try:
            return opened(request, **named)
        except Http404 as error:
            return _said(str(error), 404)
        except PermissionDenied as error:
            return _said(str(error), 403)

    answered.screen_name = name  # type: ignore[attr-defined]  # asked by the test that walks the addresses
    return answered


def _said(detail: str, status: int) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status, json_dumps_params={"ensure_ascii": False})


def _patterns() -> list[URLPattern]:
    found = [one for one in api.urls[0] if isinstance(one, URLPattern) and f"api:{one.name}" in TABLE]
    for one in found:
        one.callback = _entered(f"api:{one.name}", one.callback)
    return found


app_name = "api"
urlpatterns = _patterns()
