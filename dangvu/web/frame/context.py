"""What the templates of the office find without being given it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dangvu.web.frame.menu import ways
from dangvu.web.frame.trail import PLACE_URL

_THEMES = ("light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, the menu, and the theme chosen; nothing where a request ended before it had a frame."""
    here = getattr(request, "frame", None)
    if here is None:
        return {}
    theme = request.COOKIES.get("theme", "")
    return {
        "frame": here,
        "menu": list(ways(here.scope, request.path)) if here.actor else [],
        "theme": theme if theme in _THEMES else "",
        "place_url": PLACE_URL,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
    }
