"""When two headings of a column are the same."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from dangvu.kernel.vietnamese import nfc, same_spelling

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGNS = re.compile(r"[*:_;,{}]+")
_SLASH = re.compile(r"\s*/\s*")
_SHORTEST_TOLERANT = 6
_TOLERANCE = 0.86


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """Return a key without stars, bracketed text, case, hyphens and line breaks; tones count."""
    plain = _SIGNS.sub(" ", _BRACKETS.sub(" ", nfc(heading)))
    return same_spelling(_SLASH.sub("/", plain))


def tolerant_match(key: str, known: list[str]) -> str | None:
    """Return the one known key that differs by a typing error or goes on with an instruction, or None."""
    if len(key) < _SHORTEST_TOLERANT:
        return None
    begun = [one for one in known if len(one) >= _SHORTEST_TOLERANT and key.startswith(one + " ")]
    if begun:
        return max(begun, key=len)
    near = [(SequenceMatcher(None, key, one).ratio(), one) for one in known if abs(len(one) - len(key)) <= 4]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= _TOLERANCE else None
