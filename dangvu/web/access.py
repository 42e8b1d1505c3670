"""The one way into a view: `@screen("name")` finds its line in the rights table, loads and authorises.

What lies outside a person's scope does not exist (404); inside it without the right it is refused (403).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from dangvu.access.roles import RIGHTS
from dangvu.audit.services import record
from dangvu.web.frame.frame import Frame
from dangvu.web.loading import LOADERS, Loaded
from dangvu.web.rights_table import TABLE, Line, Over
from dangvu.web.scope import Holding

View = Callable[..., HttpResponseBase]
#: The same words for what does not exist and for what may not be seen: an answer must not tell which.
NOT_HERE = "Không có nội dung này, hoặc nội dung này nằm ngoài phạm vi của bạn."


@dataclass(frozen=True, slots=True)
class Opened:
    """How the present page was opened: its line, what was loaded, and the role that allowed it."""

    line: Line
    loaded: Loaded | None
    holding: Holding | None


def screen(name: str) -> Callable[[View], View]:
    """Let a view be reached by the address of this name; what the address names comes as second argument.

    Raises `KeyError` when the name has no line in the rights table.
    """
    line = TABLE[name]

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            frame: Frame = request.frame  # type: ignore[attr-defined]
            if line.over is Over.PUBLIC:
                frame.opened = Opened(line, None, None)
                return view(request, *args, **kwargs)
            if frame.actor is None:
                return _to_sign_in(request)
            frame.opened = here = _authorise(frame, line, kwargs)
            _record_reading(frame, here)
            return view(request, *([here.loaded.thing] if here.loaded else []), *args, **kwargs)

        opened.screen_name = name  # type: ignore[attr-defined]  # asked by the test that walks the addresses
        return opened

    return decorate


def _authorise(frame: Frame, line: Line, kwargs: dict[str, Any]) -> Opened:
    if line.over is Over.PERSON:
        return Opened(line, None, None)
    holders_exist = frame.scope.holds(line.right)
    loader = LOADERS.get(line.over)
    if loader is None:
        return _without_thing(frame, line)
    if not holders_exist and any(each.organization_id is None for each in frame.scope.holdings):
        raise _refusal(line)  # before loading: the answer must not tell whether the thing exists
    loaded = loader.load(kwargs.pop(loader.takes), frame.today)
    if loaded is None:
        raise Http404(NOT_HERE)
    above = {each.id for each in loaded.above}
    holding = frame.scope.granting(line.right, above)
    if holding is None:
        raise _refusal(line) if frame.scope.touches(above) else Http404(NOT_HERE)
    if line.over is Over.ORGANIZATION:
        frame.go_to(loaded.thing, loaded.above)
    return Opened(line, loaded, holding)


def _without_thing(frame: Frame, line: Line) -> Opened:
    """A page over no single thing: the right anywhere, or over the whole installation."""
    for holding in frame.scope.holdings:
        granted = frame.scope.granting(line.right, {holding.organization_id or 0})
        if granted and (line.over is Over.ANYWHERE or granted.organization_id is None):
            return Opened(line, None, granted)
    raise _refusal(line)


def _refusal(line: Line) -> PermissionDenied:
    return PermissionDenied(
        f"“{line.what}” cần quyền {RIGHTS[line.right]}, mà vai trò của bạn ở đây không có. "
        "Nếu công việc của bạn cần, hãy đề nghị người quản lý tài khoản giao vai trò có quyền này."
    )


def _record_reading(frame: Frame, here: Opened) -> None:
    if not here.line.reads or frame.actor is None:
        return
    organization = here.loaded.organization if here.loaded else None
    record(
        here.line.reads,
        actor=frame.actor,
        on=frame.day,
        subject=here.loaded.subject if here.loaded else None,
        organization_id=organization.pk if organization else None,
    )


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in first; htmx, which asks for a part of a page, is told so by the status."""
    if request.headers.get("HX-Request"):
        return HttpResponse("Phiên làm việc đã hết.", status=401)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    return redirect_to_login(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    """Where an unsent form stood: its draft waits there for the person to come back."""
    before = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/"
    return before[len(here) - 1 :] if before.startswith(here) else "/"
