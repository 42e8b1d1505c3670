"""Which local rules reach an organization: rules carry the name of the province that made them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from dangvu.kernel.vietnamese import same_spelling
from dangvu.regulations.provisions import provisions

_OF_A_PROVINCE = re.compile(r"đảng bộ (?:tỉnh|thành phố) (.+)", re.IGNORECASE)


@lru_cache(maxsize=1)
def local_places() -> tuple[str, ...]:
    """The places that have documents of their own in the register."""
    return tuple(sorted({item.scope for item in provisions().values() if item.scope is not None}))


def places_of(ancestors: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The `scope` of `figure_of_law` for an organization.

    `ancestors` are (code, name) of the organization and of all above it, nearest first; each code is
    followed by the name of the province where the organization is that of a province with its own rules.
    """
    by_spelling = {same_spelling(place): place for place in local_places()}
    found: list[str] = []
    for code, name in ancestors:
        found.append(code)
        named = _OF_A_PROVINCE.fullmatch(name.strip())
        place = by_spelling.get(same_spelling(named.group(1))) if named else None
        if place is not None:
            found.append(place)
    return tuple(found)
