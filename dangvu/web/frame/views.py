"""Addresses of the frame itself."""

from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from django.views.i18n import set_language as django_set_language

from dangvu.web.access import screen


@screen("set_language")
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen language in a cookie."""
    return django_set_language(request)


@require_safe
@screen("favicon")
def favicon(request: HttpRequest) -> HttpResponseBase:
    """For what asks without reading the page."""
    return RedirectView.as_view(url=static("frame/mark.svg"))(request)
