"""One number, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.documents.numbers import is_usual, number_key


@pytest.mark.parametrize(
    "typed",
    [
        "5-QĐ/TW",
        "05-QĐ/TW",
        "Số 05-QĐ/TW",
        "Số: 05 - qđ / tw",
        "số 005–QĐ/TW",
        "05-QD\u0306/TW".replace("D\u0306", "Đ"),
    ],
)
def test_all_writings_of_a_number_have_one_key(typed: str) -> None:
    assert number_key(typed) == "5-QĐ/TW"


@pytest.mark.parametrize("typed", ["5-QĐi/TW", "5-QC/TW", "50-QĐ/TW", "5-QĐ/TU", "5-QD/TW"])
def test_other_numbers_have_other_keys(typed: str) -> None:
    assert number_key(typed) != number_key("5-QĐ/TW")


@pytest.mark.parametrize(
    ("typed", "usual"),
    [("124-QĐ/TW", True), ("Số 05-NQ/ĐU", True), ("12", False), ("124-QĐ TW", False), ("", False)],
)
def test_what_a_usual_number_looks_like(typed: str, usual: bool) -> None:
    assert is_usual(typed) is usual


@given(st.text())
def test_the_key_of_a_key_is_the_key(typed: str) -> None:
    key = number_key(typed)
    if not key.startswith("SỐ"):  # a second "Số" is scanning rubbish; it goes with the second reading
        assert number_key(key) == key
