"""What a person typed into the search, as questions to the dictionary of folded names."""

import string
from collections.abc import Sequence

from dangvu.kernel.vietnamese import tokens

#: Longer input than any name or number needs is cut: a search must stay quick whatever is pasted.
MAX_TEXT = 120
MAX_WORDS = 8
#: A number is looked for among codes, cards and citizen numbers from so many signs on.
MIN_NUMBER = 3
#: Shorter words are too much alike for a guess, longer ones are no syllables.
_SHORTEST_GUESSED, _LONGEST_GUESSED = 3, 10


def words_of(text: str) -> list[str]:
    """Return the folded words of letters and digits, at most `MAX_WORDS`."""
    return tokens(text[:MAX_TEXT])[:MAX_WORDS]


def numbers_of(text: str) -> list[str]:
    """Return the spellings under which a code or number may be stored; none where the text holds no digit."""
    typed = " ".join("".join(sign for sign in text[:MAX_TEXT] if sign.isprintable()).split())
    bare = "".join(sign for sign in typed if sign.isalnum())
    if len(bare) < MIN_NUMBER or not any(sign.isdigit() for sign in typed):
        return []
    return list(dict.fromkeys((typed, bare, typed.upper(), bare.upper())))


def whole_words(words: Sequence[str]) -> str:
    """Return the question for names with every word, the last one perhaps only begun.

    A whole word is found many times quicker than all words that begin so, and "an" does not mean "anh".
    """
    return " & ".join([*words[:-1], f"{words[-1]}:*"])


def every_word(words: Sequence[str]) -> str:
    """Return the question for names in which each typed word begins some word."""
    return " & ".join(f"{word}:*" for word in words)


def can_be_guessed(word: str) -> bool:
    """Whether a word is long enough, and no number, to be recognised with a letter wrong."""
    return _SHORTEST_GUESSED <= len(word) <= _LONGEST_GUESSED and word.isalpha()


def near(word: str) -> set[str]:
    """Return the words one letter away: one missing, one too many, one wrong, or two swapped."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    missing = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    wrong = {
        left + letter + right[1:] for left, right in splits if right for letter in string.ascii_lowercase
    }
    too_many = {left + letter + right for left, right in splits for letter in string.ascii_lowercase}
    return (missing | swapped | wrong | too_many) - {word}
