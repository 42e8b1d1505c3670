"""Reads of what was loaded."""

from dangvu.exchange.models import Package

DEMO = "demo"


def packages_not_of_demo() -> list[str]:
    """Return the names of loaded packages that the demo generator did not make, oldest first."""
    return list(Package.objects.exclude(generator=DEMO).order_by("pk").values_list("name", flat=True))
