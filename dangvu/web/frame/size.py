"""How large a request may be, by its address. Neither the web server nor Django limits uploaded files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dangvu.web.frame.errors import too_large

MEGABYTE = 1024 * 1024
#: The first prefix that fits decides; a form of text is far below the last line.
LIMITS: tuple[tuple[str, int], ...] = (
    ("/nap-bang-tinh/", 50 * MEGABYTE),
    ("/van-ban/", 50 * MEGABYTE),
    ("/", 2 * MEGABYTE),
)


def limit_of(path: str) -> int:
    """Bytes that a request to this path may carry."""
    return next(limit for prefix, limit in LIMITS if path.startswith(prefix))


def limit_size(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware: refuses before anything reads the body."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        size = int(length) if length.isascii() and length.isdigit() else 0
        limit = limit_of(request.path)
        return too_large(request, limit // MEGABYTE) if size > limit else get_response(request)

    return middleware
