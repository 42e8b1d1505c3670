"""Vietnamese text: one normal form, folding for search, keys for sorting and comparing.

The database never lower-cases, sorts by locale or strips tones: all of it is done here and stored.
"""

import re
import unicodedata
from functools import lru_cache

# In the order of the dictionary: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONE_DIGITS = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LEVEL_TONE = "0"

# f, j, w, z stand where a Vietnamese reader looks for them in foreign names.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# 33 signs that rise in byte order, all above the digits and the space, none needing an escape.
_RANKS = dict(zip(_ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))

# "Ð ð" (eth) is what some older typing programs left in place of "Đ đ".
_DSTROKE = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_ETH = str.maketrans({"ð": "đ", "Ð": "đ"})

_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_JOINERS = re.compile("['’‘ʼ`´\\-‐‑‒–—]")
_FOREIGN_TO_TOKENS = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r(?!\n)")
_RUNS = re.compile(r"[0-9]+|[^\W\d_]+")
_CACHED_SYLLABLES = 1 << 16


class UncleanText(ValueError):
    """The text holds a character that no paper can carry; the sentence says which and where."""


def nfc(text: str) -> str:
    """Return the text with composed letters (NFC): what is stored and compared."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """Return one clean line: NFC, no zero-width signs, every run of blanks a single space, trimmed."""
    return " ".join(_ZERO_WIDTH.sub("", nfc(text)).split())


def tidy_lines(text: str) -> str:
    """Like `tidy`, but keep the line breaks of a longer text (as ``\\n``); outer empty lines go."""
    return "\n".join(tidy(line) for line in nfc(text).splitlines()).strip("\n")


def is_clean(text: str) -> bool:
    """Whether the text is free of control characters (but newline and tab) and of lone surrogates."""
    return _CONTROL.search(text) is None


def refuse_control(text: str) -> str:
    """Return the text unchanged, or raise `UncleanText` naming the first forbidden character."""
    found = _CONTROL.search(text)
    if found is None:
        return text
    raise UncleanText(
        f"Ký tự thứ {found.start() + 1} là ký tự điều khiển U+{ord(found.group()):04X}, không đọc được; "
        "hãy xóa ký tự đó rồi nhập lại."
    )


def fold(text: str) -> str:
    """Return the text for searching: lower case, no diacritics, đ as d, joiners as single spaces.

    "Nguyễn Thị Đức-Hòa" and "nguyen thi duc hoa" fold to the same. Folding twice changes nothing.
    """
    return " ".join(" ".join(map(_fold_word, text.split())).split())


def tokens(text: str) -> list[str]:
    """Return the folded words of letters a–z and digits, in order: what the search index holds."""
    return [word for word in _FOREIGN_TO_TOKENS.split(fold(text)) if word]


def name_key(full_name: str) -> str:
    """Return the sort key of a person's name, to be compared byte by byte (collation "C").

    The given name (last word) comes first, then the others in order; within a word the letters of
    the Vietnamese alphabet, then the tone. Where the tone mark sits ("Hòa", "Hoà") does not matter.
    """
    words = full_name.split()
    if not words:
        return ""
    words.insert(0, words.pop())
    return " ".join(map(_syllable_key, words))


def title_key(text: str) -> str:
    """Return the sort key of a title read from left to right; numbers sort by size ("Thôn 2", "Thôn 10")."""
    runs = _RUNS.findall(nfc(text))
    return " ".join(run.lstrip("0").zfill(9) if run[0].isdigit() else _syllable_key(run) for run in runs)


def same_spelling(text: str) -> str:
    """Return a key that is equal for two spellings of the same words.

    Case, hyphens, blanks and the place of the tone mark (ủy/uỷ, hóa/hoá) do not matter; the tones
    themselves and the letters do: "to chuc" is never "tổ chức".
    """
    words = _JOINERS.sub(" ", _ZERO_WIDTH.sub("", text)).split()
    return " ".join("".join(_letters_and_tone(word)) for word in words)


@lru_cache(maxsize=_CACHED_SYLLABLES)
def _fold_word(word: str) -> str:
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).lower())
    bare = "".join(letter for letter in lowered if not unicodedata.combining(letter)).translate(_DSTROKE)
    return _JOINERS.sub(" ", _ZERO_WIDTH.sub("", bare))


@lru_cache(maxsize=_CACHED_SYLLABLES)
def _letters_and_tone(word: str) -> tuple[str, str]:
    """Split a word into its lower-case letters without tone (â, ê, ơ … kept) and its tone digit."""
    letters: list[str] = []
    tone = ""
    for sign in unicodedata.normalize("NFD", word.lower().translate(_ETH)):
        if sign in _TONE_DIGITS:
            tone += _TONE_DIGITS[sign]
        else:
            letters.append(sign)
    return nfc("".join(letters)), tone or _LEVEL_TONE


@lru_cache(maxsize=_CACHED_SYLLABLES)
def _syllable_key(word: str) -> str:
    letters, tone = _letters_and_tone(word)
    return "".join(map(_letter_rank, letters)) + tone


@lru_cache(maxsize=_CACHED_SYLLABLES)
def _letter_rank(letter: str) -> str:
    """Return the sign a letter sorts by; foreign diacritics count as their base, punctuation as nothing."""
    if rank := _RANKS.get(letter):
        return rank
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _RANKS or base.isascii():
        return _RANKS.get(base, base if base.isdigit() else "")
    return f"h{ord(base):06X}" if base.isalpha() else ""
