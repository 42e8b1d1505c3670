"""Names and titles as Lan types them, however her keyboard composes the letters."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.kernel.vietnamese import (
    UncleanText,
    fold,
    is_clean,
    name_key,
    nfc,
    refuse_control,
    same_spelling,
    tidy,
    tidy_lines,
    title_key,
    tokens,
)

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]

# As a clerk would put them in a list: by given name, then family name, then the names between.
NAMES_IN_ORDER = [
    "Lê Văn Ái",
    "Lê Thị An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Trần An",
    "Đỗ Thị Anh",
    "Bùi Thị Ánh",
    "Hoàng Văn Ân",
    "Phạm Văn Ba",
    "Phạm Văn Bằng",
    "Phạm Văn Bân",
    "Vũ Văn Bình",
    "Vũ Thị Cúc",
    "Vũ Văn Cương",
    "Vũ Văn Cường",
    "Ngô Tiến Danh",
    "Ngô Tiến Dũng",
    "Ngô Tiến Đạt",
    "Ngô Văn Đức",
    "Ngô Thị Em",
    "Ngô Thị Én",
    "Ngô Thị Giang",
    "Cao Thị Ha",
    "Cao Thị Hà",
    "Cao Thị Hả",
    "Cao Thị Hã",
    "Cao Thị Há",
    "Cao Thị Hạ",
    "Cao Thị Hoa",
    "Cao Thị Hòa",
    "Cao Thị Hoan",
    "Cao Văn Hùng",
    "Cao Văn Hưng",
    "Cao Thị Hương",
    "Dương Thị Lan",
    "Đặng Thị Lan",
    "Đinh Thị Lan",
    "Đinh Thúy Lan",
    "Đỗ Thị Lan",
    "Hồ Thị Lan",
    "Minh",
    "Lý Minh",
    "Tạ Quang",
    "Vũ Văn Tuân",
    "Tạ Quang Tuấn",
    "Tạ Văn Tuấn",
    "Tạ Thị Tươi",
    "Tạ Thị Vy",
    "Tạ Thị Ý",
]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_tuan_finds_the_list_in_the_order_of_given_names() -> None:
    keys = [name_key(name).encode() for name in NAMES_IN_ORDER]
    assert all(key < following for key, following in pairwise(keys))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà"),
        ("Trần Thúy", "Trần Thuý"),
        ("  LÊ   VĂN  TUẤN ", "Lê Văn Tuấn"),
        ("Ðặng Văn Bình", "Đặng Văn Bình"),  # eth, as old typing programs wrote it
        ("H'Hen Niê", "HHen Niê"),
    ],
)
def test_two_ways_to_write_one_name_sort_to_one_place(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_name_of_no_letters_still_has_a_key() -> None:
    assert name_key("") == name_key("   ") == ""
    assert name_key("李 明") != name_key("李 王")


SYLLABLE = st.tuples(st.text(ALPHABET, min_size=1, max_size=5), st.integers(0, 5)).filter(
    lambda pair: any(letter in VOWELS for letter in pair[0])
)


def spell(letters: str, tone: int) -> str:
    place = next(index for index, letter in enumerate(letters) if letter in VOWELS)
    return nfc(letters[: place + 1] + TONES[tone] + letters[place + 1 :])


def rank(letters: str, tone: int) -> tuple[list[int], int]:
    return [ALPHABET.index(letter) for letter in letters], tone


@given(SYLLABLE, SYLLABLE)
def test_syllables_sort_by_letters_of_the_alphabet_and_then_by_tone(
    one: tuple[str, int], other: tuple[str, int]
) -> None:
    expected = rank(*one) < rank(*other)
    assert (name_key(spell(*one)).encode() < name_key(spell(*other)).encode()) is expected


@given(st.text())
def test_decomposed_text_gives_the_same_keys_as_composed(text: str) -> None:
    composed, decomposed = nfc(text), nfd(text)
    assert nfc(decomposed) == composed
    for key in (fold, tokens, name_key, title_key, same_spelling, tidy, tidy_lines):
        assert key(decomposed) == key(composed)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_lines(tidy_lines(text)) == tidy_lines(text)


@given(st.text())
def test_tokens_are_plain_letters_and_digits(text: str) -> None:
    assert all(token.isascii() and token.isalnum() and token == token.lower() for token in tokens(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Thị Đức-Hòa", "nguyen thi duc hoa"),
        ("ĐẢNG ỦY XÃ", "dang uy xa"),
        ("Đảng uỷ  xã", "dang uy xa"),
        ("H’Hen Niê", "h hen nie"),
        ("Ðảng bộ", "dang bo"),
        ("Thôn 10", "thon 10"),
        ("ườ ữ ậ ẵ ộ ỡ", "uo u a a o o"),
        ("", ""),
    ],
)
def test_lan_may_search_without_tones(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_document_number_becomes_its_parts() -> None:
    assert tokens("Quyết định số 21-HD/BTCTW") == ["quyet", "dinh", "so", "21", "hd", "btctw"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban", "uỷ ban"),
        ("xóa tên", "xoá tên"),
        ("Hòa giải", "hoà giải"),
        ("thuý kiều", "Thúy Kiều"),
        ("hoạ", "họa"),
        ("tuỳ", "tùy"),
        ("khoẻ", "khỏe"),
        ("ban thường-vụ", "BAN THƯỜNG VỤ"),
        ("Chính trị – xã hội", "chính trị - xã hội"),
        ("Đảng\u00a0bộ\u200b", "Đảng bộ"),
    ],
)
def test_two_spellings_of_one_word_match(one: str, other: str) -> None:
    assert same_spelling(one) == same_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("to chuc", "tổ chức"),
        ("dang", "đảng"),
        ("bí thư", "bi thư"),
        ("ban", "bàn"),
        ("hoa", "hóa"),
        ("cử nhân", "cư nhân"),
        ("mua", "mưa"),
    ],
)
def test_words_that_differ_in_tone_or_letter_never_match(one: str, other: str) -> None:
    assert same_spelling(one) != same_spelling(other)


def test_cells_of_hamlets_sort_by_number() -> None:
    hamlets = ["Chi bộ thôn 1", "Chi bộ thôn 2", "Chi bộ thôn 10", "Chi bộ thôn An", "Chi bộ thôn Ấp"]
    keys = [title_key(hamlet).encode() for hamlet in hamlets]
    assert all(key < following for key, following in pairwise(keys))


def test_text_from_a_spreadsheet_is_tidied() -> None:
    assert tidy(" Nguyễn\u00a0\u00a0Văn\t\u200bMinh\ufeff \n") == "Nguyễn Văn Minh"
    assert tidy_lines("\r\nDòng  một \r\n\r\n dòng hai\n") == "Dòng một\n\ndòng hai"


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\r"])
def test_a_control_character_is_refused_with_its_place(sign: str) -> None:
    assert not is_clean(f"Minh{sign}")
    with pytest.raises(UncleanText, match=f"thứ 5 .*U\\+{ord(sign):04X}"):
        refuse_control(f"Minh{sign}")


@pytest.mark.parametrize("text", ["", "hai\ndòng", "hai\r\ndòng", "cột\tcột", "“Thôn 1”, 'Ấp 2'", "😀"])
def test_ordinary_text_passes_unchanged(text: str) -> None:
    assert is_clean(text)
    assert refuse_control(text) == text
