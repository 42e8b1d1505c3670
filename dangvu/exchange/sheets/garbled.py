"""Text in the fonts before Unicode (TCVN3, VNI): letters that no Vietnamese word has."""

import re
from collections.abc import Iterable

_TCVN3 = re.compile(r"[µ¶·¸¹®¬­«¨©ª¾¼½ÆÇËÎÏÑÖØÜÞßåæçëîïðñöøüþÿ§£¤¥¦¡¢]")
_VNI = re.compile(r"[aeAE][àáâãäåæèéêëìíîïòóôõöøùúûüñÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÑ]|[öôÖÔ][øùûõïØÙÛÕÏ]|ñ")
_MANY = 0.2


def looks_garbled(names: Iterable[str]) -> bool:
    """Whether so many names hold signs of an old font that the column cannot be read."""
    given = [name for name in names if name][:2000]
    bad = sum(bool(_TCVN3.search(name) or _VNI.search(name)) for name in given)
    return bool(given) and bad / len(given) >= _MANY
