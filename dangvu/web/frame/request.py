"""The request as views of the office receive it."""

from datetime import date

from django.http import HttpRequest

from dangvu.audit.actor import Actor
from dangvu.web.frame.frame import Frame


class OfficeRequest(HttpRequest):
    """What the middleware adds: `frame`, and `day`, the day whose records are shown."""

    frame: Frame
    day: date


def actor_of(request: OfficeRequest) -> Actor:
    """Who acts; only behind `@screen`, which lets nobody pass unknown."""
    if request.frame.actor is None:
        raise PermissionError("a view without @screen")
    return request.frame.actor


def asked_by_htmx(request: HttpRequest) -> bool:
    """Whether only a part of a page is wanted."""
    return bool(request.headers.get("HX-Request"))
