"""Ways from an organisation to the screens of other matters, where the office has them."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse

from dangvu.statistics.matters import MATTERS
from dangvu.web.rights_table import TABLE

_REPORT = ("report", "reading:report")
_MEMBERS = ("members",)
_MEMBER = ("member",)


def reports_of(code: str) -> Iterator[tuple[str, str]]:
    """Address and title of each report of the organisation."""
    for name, matter in MATTERS.items():
        address = _first(_REPORT, name=name, code=code)
        if address:
            yield address, matter.title


def members_of(code: str) -> str:
    """The address of the list of its members, "" where there is none."""
    base = _first(_MEMBERS, code=code)
    plain = _first(_MEMBERS)
    return base or (f"{plain}?noi={code}" if plain else "")


def member_page() -> str:
    """The name of the address of a member's page, "" where there is none."""
    return next((name for name in _MEMBER if name in TABLE), "")


def _first(names: tuple[str, ...], **parts: str) -> str:
    for name in names:
        try:
            return reverse(name, kwargs=parts)
        except NoReverseMatch:
            continue
    return ""
