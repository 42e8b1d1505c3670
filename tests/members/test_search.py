"""Finding a person from what one remembers of the name, the code or the card."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from dangvu.kernel.vietnamese import fold
from dangvu.members import selectors
from dangvu.members.models import Member
from dangvu.members.selectors import finding, lists, places, search, words
from dangvu.organizations.models import Organization
from tests.members.cast import TODAY, Commune, recorded


@pytest.fixture
def an(place: Commune) -> Member:
    return recorded(
        "DV0000123",
        "Nguyễn Văn An",
        place.hamlet_1,
        citizen_id="024090000123",
        card_number="024090000123",
        old_card_number="24012345",
    )


def codes(text: str, place: Organization | None, on: date = TODAY) -> list[str]:
    found = search(text, place_id=place.pk if place is not None else None, on=on)
    return [row.code for row in found.rows]


@pytest.mark.parametrize(
    "typed",
    [
        "nguyen van an",
        "Nguyễn Văn An",
        unicodedata.normalize("NFD", "Nguyễn Văn An"),
        "an nguyen",
        "AN",
        "  văn   an ",
        "nguy v",
        "nguyễn,an",
        "DV0000123",
        "dv0000123",
        "DV00001",
        "024090000123",
        "024 090 000 123",
        "24.012345",
    ],
)
def test_tuan_finds_an_however_he_types(typed: str, an: Member, minh: Member, place: Commune) -> None:
    assert codes(typed, place.commune) == [an.code]


@pytest.mark.parametrize("typed", ["pham duc quang", "Phạm Đức Quang", "PHAM ÐUC", "quang đức", "đuc"])
def test_d_with_and_without_stroke_are_one_letter(typed: str, quang: Member, place: Commune) -> None:
    assert codes(typed, place.other_commune) == [quang.code]


@pytest.mark.parametrize("typed", ["phạm đức quang", "DV0003", "quang"])
def test_quang_of_the_other_commune_is_not_seen_from_here(typed: str, quang: Member, place: Commune) -> None:
    assert codes(typed, place.commune) == []
    assert codes(typed, place.hamlet_1) == []
    assert codes(typed, place.province) == [quang.code]


@pytest.mark.parametrize(
    "typed", ["", "   ", "?!", "%", "_", "' & | ! :*", "12", "x" * 5000, "\x00", "12\x0034", "12\ud80034"]
)
def test_nothing_and_nonsense_find_nobody(typed: str, an: Member, place: Commune) -> None:
    assert codes(typed, place.province) == []


@pytest.mark.parametrize(
    "typed", ["nguyne van an", "nguyn van an", "nguyeen van an", "nguyem an", "nguyen vun an"]
)
def test_one_wrong_letter_is_forgiven(typed: str, an: Member, minh: Member, place: Commune) -> None:
    assert codes(typed, place.commune) == [an.code]


def test_a_guess_is_made_only_where_nothing_fits(an: Member, place: Commune) -> None:
    recorded("DV9", "Nguyen Vân Am", place.hamlet_1)
    assert codes("nguyen am", place.commune) == ["DV9"]


def test_before_he_joined_an_was_nobody_here(an: Member, place: Commune) -> None:
    assert codes("an", place.commune, date(2015, 3, 25)) == []
    assert codes("an", place.commune, date(2015, 3, 26)) == [an.code]


def test_without_a_place_also_those_who_left_are_found(place: Commune) -> None:
    gone = recorded("DV7", "Đỗ Văn Cũ", None)
    found = search("do van cu", place_id=None, on=TODAY)
    assert [(row.code, row.organization) for row in found.rows] == [(gone.code, None)]
    assert codes("do van cu", place.province) == []


def test_the_line_says_who_and_where(an: Member, place: Commune) -> None:
    found = search("an", place_id=place.commune.pk, on=TODAY)
    row = found.rows[0]
    assert (row.full_name, row.organization) == ("Nguyễn Văn An", "24.01.1")
    assert found.names == {place.hamlet_1.pk: "Chi bộ thôn 1"}


def test_pages_of_a_search_follow_each_other_by_given_name(place: Commune) -> None:
    names = ["Nguyễn Văn Ăn", "Nguyễn Văn An", "Nguyễn Thị Ân", "Nguyễn Văn Án", "Nguyễn Bá Anh"]
    for number, name in enumerate(names):
        recorded(f"DV{number}", name, place.hamlet_1)
    seen: list[str] = []
    after = None
    while True:
        page = search("nguyen", place_id=place.commune.pk, on=TODAY, limit=2, after=after)
        seen += [row.full_name for row in page.rows]
        if page.next is None:
            break
        after = page.next
    assert seen == ["Nguyễn Thị Ân", "Nguyễn Văn An", "Nguyễn Văn Án", "Nguyễn Văn Ăn", "Nguyễn Bá Anh"]


@pytest.mark.parametrize("few_bearers", [500, 0])
@pytest.mark.parametrize("many_names", [10_000, 0])
@pytest.mark.parametrize("size", places.Size)
@pytest.mark.parametrize("window", [20_000, 1])
def test_every_plan_finds_the_same_people(
    few_bearers: int,
    many_names: int,
    size: places.Size,
    window: int,
    place: Commune,
    quang: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number, name in enumerate(["Nguyễn Văn An", "Nguyễn Thị Hoa", "Trần Nguyễn An", "Lê Văn Bình"]):
        recorded(f"DV{number}", name, place.hamlet_1)
    monkeypatch.setattr(finding, "FEW_NAMES", 0)
    monkeypatch.setattr(finding, "FEW_BEARERS", few_bearers)
    monkeypatch.setattr(finding, "MANY_NAMES", many_names)
    monkeypatch.setattr(finding, "WINDOW", window)
    monkeypatch.setattr(finding, "size_of", lambda place_id, on: size)
    assert codes("nguyen", place.commune) == ["DV0", "DV2", "DV1"]
    assert codes("nguyen", None) == ["DV0", "DV2", "DV1"]


def test_a_search_costs_few_queries(
    an: Member, place: Commune, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        selectors.search("nguyen", place_id=place.commune.pk, on=TODAY)
    with django_assert_max_num_queries(1):
        selectors.search("DV0000", place_id=place.commune.pk, on=TODAY)
    with django_assert_max_num_queries(10):
        selectors.search("nguyne", place_id=place.commune.pk, on=TODAY)


@given(st.text(max_size=40))
def test_whatever_is_typed_makes_a_question_the_database_understands(text: str) -> None:
    found = words.words_of(text)
    assert all(word.isascii() and word.isalnum() for word in found)
    assert found == words.words_of(fold(text))


def test_near_words_are_one_letter_away() -> None:
    near = words.near("minh")
    assert {"mih", "mihn", "mknh", "mminh", "minhs"} <= near
    assert "minh" not in near
    assert "ming" in near
    assert "mi" not in near


def test_the_window_of_a_walk_is_larger_than_a_page() -> None:
    assert lists.WINDOW > lists.PAGE
