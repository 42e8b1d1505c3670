"""Icons of @tabler/icons that pages use, drawn into the page so that they take its colour."""

import re
from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

#: Only these; a picture of another name is a mistake of the program.
ICONS = frozenset(
    [
        "alert-triangle", "arrow-left", "arrow-right", "arrows-split", "bell", "building-community",
        "calendar", "chart-bar", "checklist", "chevron-down", "chevron-right", "circle-check", "clock",
        "columns", "download", "external-link", "eye", "file-spreadsheet", "file-text", "filter",
        "git-merge", "help", "history", "home", "id-badge-2", "info-circle", "key", "language",
        "list-check", "lock", "logout", "menu-2", "moon", "pencil", "plus", "printer", "refresh",
        "report", "search", "settings", "shield-check", "sitemap", "sun", "table", "trash", "upload",
        "user", "user-search", "users", "x",
    ]
)  # fmt: skip
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def icon(name: str) -> SafeString:
    """The drawing as SVG, hidden from screen readers. Raises `KeyError` for a name that is not listed."""
    if name not in ICONS:
        raise KeyError(name)
    file = settings.BASE_DIR / "node_modules/@tabler/icons/icons/outline" / f"{name}.svg"
    try:
        found = _DRAWING.search(file.read_text(encoding="utf-8"))
    except OSError:
        found = None  # a page without its pictures is still a page
    drawing = " ".join(found[1].split()) if found else ""
    return mark_safe(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{drawing}</svg>'
    )
