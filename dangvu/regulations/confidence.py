"""How sure a rule is, and what the program may do with it.

A  read in the text of the document          B  read in a page that quotes or summarises it
C  second-hand, not compared with the text   D  general knowledge, not verified
P  a rule of one province: a parameter of that province, never a default elsewhere
"""

from dangvu.kernel.findings import BLOCKING_CONFIDENCE, CONFIDENCE

LETTERS = tuple(CONFIDENCE)

_WORDS = {
    "A": "đã kiểm chứng (đọc trong nguyên văn)",
    "B": "đã kiểm chứng (đọc trong bài trích dẫn nguyên văn)",
    "C": "chưa kiểm chứng (nguồn gián tiếp, chưa đối chiếu nguyên văn): chỉ cảnh báo, không chặn",
    "D": "chưa kiểm chứng (hiểu biết chung): chỉ cảnh báo, không chặn",
    "P": "chưa kiểm chứng cho nơi khác (quy định của địa phương): chỉ cảnh báo, không chặn",
}


def may_block(confidence: str) -> bool:
    """Only what was read in the text (A) or in a page quoting it (B) may stop an act; the rest warns."""
    return confidence in BLOCKING_CONFIDENCE


def confidence_words(confidence: str) -> str:
    """The Vietnamese words printed beside a figure of this confidence."""
    return _WORDS[confidence]
