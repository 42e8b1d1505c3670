"""Headers of every answer, the language chosen, and the receipt of a form whose text the browser keeps."""

from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from dangvu.kernel.vietnamese import is_clean
from dangvu.web.frame.errors import unreadable

Handler = Callable[[HttpRequest], HttpResponse]

_NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=()"
_RECEIPT = "draft_received"
_LONGEST_RECEIPT = 200
_UNREADABLE_FORM = 422


def headers(get_response: Handler) -> Handler:
    """Keep other programs and shared caches away from pages of people."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def clean_address(get_response: Handler) -> Handler:
    """Refuse an address with a control character: no key of ours writes one, and the database takes none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.path + unquote(request.META.get("QUERY_STRING", ""))
        return get_response(request) if is_clean(asked) else unreadable()

    return middleware


def language(get_response: Handler) -> Handler:
    """Vietnamese, unless the person chose another language; a browser's own language decides nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(known):
            request.LANGUAGE_CODE = known
            response = get_response(request)
        response.headers.setdefault("Content-Language", known)
        return response

    return middleware


def drafts(get_response: Handler) -> Handler:
    """Tell the browser which form arrived, so that it lets go of the text it kept of it (`frame.js`)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or "_draft" not in request.POST:
            return response
        sent_away = response.headers.get("Location", "").startswith(str(settings.LOGIN_URL))
        if (response.status_code < 400 or response.status_code == _UNREADABLE_FORM) and not sent_away:
            key = request.POST["_draft"][:_LONGEST_RECEIPT]
            response.set_cookie(_RECEIPT, key, max_age=600, samesite="Strict", secure=request.is_secure())
        return response

    return middleware
