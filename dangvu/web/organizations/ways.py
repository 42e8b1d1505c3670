"""Ways from an organisation to the screens of other matters."""

from collections.abc import Iterator

from django.urls import reverse

from dangvu.statistics.matters import MATTERS

#: The name of the address of a member's page.
MEMBER_PAGE = "member"


def reports_of(code: str) -> Iterator[tuple[str, str]]:
    """Address and title of each report of the organisation."""
    for name, matter in MATTERS.items():
        yield reverse("report", kwargs={"name": name, "code": code}), matter.title


def members_of(code: str) -> str:
    """The address of the list of its members."""
    return reverse("members_of", kwargs={"code": code})
