"""What may have been meant where nothing fits: words one letter away that stand in some name on record."""

from collections.abc import Iterable, Sequence

from django.db import connection

from dangvu.members.selectors.words import can_be_guessed, every_word, near

#: Of more words only the first are guessed at: each costs some hundred looks into the dictionary.
_MOST_WORDS = 5
_KNOWN = """
    SELECT asked.word FROM unnest(%(words)s::text[]) asked(word)
    WHERE EXISTS (
        SELECT 1 FROM members_foldedname name WHERE name.words @@ to_tsquery('simple', asked.word) LIMIT 1
    )
"""


def guess(words: Sequence[str]) -> str:
    """Return the question for names that were meant, "" where nothing comes near; two queries.

    Words that begin no word of any name are taken for mistyped, all of them; where there is none, one of the
    words is.
    """
    begun = _known(f"{word}:*" for word in words)
    strange = [word for word in words if f"{word}:*" not in begun]
    doubtful = strange or list(words[:_MOST_WORDS])
    if not all(map(can_be_guessed, strange)) or len(strange) > _MOST_WORDS:
        return ""
    variants = {word: near(word) for word in doubtful if can_be_guessed(word)}
    known = _known(set().union(*variants.values())) if variants else set()
    meant = {word: sorted(near_ones & known) for word, near_ones in variants.items()}
    if strange:
        return _with(words, meant) if all(meant.values()) else ""
    ways = [_with(words, {word: others}) for word, others in meant.items() if others]
    return " | ".join(f"({way})" for way in ways)


def _with(words: Sequence[str], meant: dict[str, list[str]]) -> str:
    """The question for names with each word, or with one of those it stands for."""
    return " & ".join(
        f"({' | '.join(meant[word])})" if word in meant else every_word([word]) for word in words
    )


def _known(questions: Iterable[str]) -> set[str]:
    """Which of the words (or beginnings, `word:*`) stand in some name on record."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"words": sorted(questions)})
        return {row[0] for row in cursor.fetchall()}
