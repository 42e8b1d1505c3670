"""Catalogues of sentences are compiled as gettext would compile them."""

import gettext
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.messages import mo_of, read_po

_PO = """
# a remark
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Việc "
"cần làm"
msgstr "Day's "
"work \\"now\\""

msgid "chưa dịch"
msgstr ""

msgid "%d người"
msgid_plural "%d người"
msgstr[0] "%d person"
msgstr[1] "%d persons"
"""


def _read(mo: bytes) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(mo))


def test_long_quoted_and_plural_sentences_arrive() -> None:
    sentences = _read(mo_of(read_po(_PO)))
    assert sentences.gettext("Việc cần làm") == 'Day\'s work "now"'
    assert sentences.ngettext("%d người", "%d người", 1) == "%d person"
    assert sentences.ngettext("%d người", "%d người", 5) == "%d persons"


def test_what_has_no_translation_stays_vietnamese() -> None:
    assert _read(mo_of(read_po(_PO))).gettext("chưa dịch") == "chưa dịch"


@pytest.mark.parametrize("line", ["msgid không có nháy", 'msgctxt "nơi"', 'msgid "a" "'])
def test_a_line_that_is_not_understood_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_po(f'\n{line}\nmsgstr "b"\n')


_SENTENCE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@given(st.dictionaries(_SENTENCE, _SENTENCE, max_size=20))
def test_every_sentence_is_found_again(catalogue: dict[str, str]) -> None:
    head = {"": "Content-Type: text/plain; charset=UTF-8\n"}
    sentences = _read(mo_of(head | catalogue))
    assert {key: sentences.gettext(key) for key in catalogue} == catalogue
