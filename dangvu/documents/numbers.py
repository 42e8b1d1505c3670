"""The number and symbol of a document, as a key that does not depend on how it was typed."""

import re

from dangvu.kernel.vietnamese import nfc, tidy

_LEAD = re.compile(r"^số\s*:?\s*", re.IGNORECASE)
_BLANKS = re.compile(r"\s*([-/.])\s*")
_DASHES = re.compile("[‐‑‒–—]")
_ZEROS = re.compile(r"^0+(?=\d)")
_USUAL = re.compile(r"(\d+)-([A-ZĐ]+)/([A-ZĐ0-9.-]+)")


def number_key(number: str) -> str:
    """Return the key under which two writings of one number are equal.

    "Số: 05 - QĐ/TW", "5-qđ/tw" and "05–QĐ/TW" give "5-QĐ/TW"; whatever else it holds is kept.
    """
    text = _DASHES.sub("-", _LEAD.sub("", tidy(number)))
    return nfc(_ZEROS.sub("", _BLANKS.sub(r"\1", text)).upper())


def is_usual(number: str) -> bool:
    """Whether the number has the form <number>-<type>/<organisation>, for example 124-QĐ/TW."""
    return _USUAL.fullmatch(number_key(number)) is not None
