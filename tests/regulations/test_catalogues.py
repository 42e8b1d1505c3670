"""Closed lists: what people type is found by code, label or alias, never without tones."""

import unicodedata
from datetime import date

import pytest

from dangvu.kernel.vietnamese import fold, same_spelling
from dangvu.regulations import (
    BadRegulationData,
    Catalogue,
    Item,
    UnknownCatalogue,
    catalogue,
    catalogue_names,
)

ALL = [catalogue(name) for name in catalogue_names()]
EXPECTED = """
academic_degrees academic_titles administrative_penalties attachment_types badge_award_days
badge_years classification_levels criterion_levels discipline_forms ethnic_groups family_relations
general_education grassroots_kinds legal_penalties member_kinds member_status
member_status_import_words not_completed_grounds not_rated_reasons occupation_groups
organization_kinds party_posts political_theory_levels political_theory_modes
professional_qualification religions reward_classes rewards strike_off_reasons ways_of_leaving
"""


def test_every_catalogue_is_there() -> None:
    assert set(EXPECTED.split()) <= set(catalogue_names())


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_label_and_alias_leads_back_to_its_code(each: Catalogue) -> None:
    for item in each.items:
        assert each.find(item.code) is item
        assert each.label(item.code) == item.label
        for typed in (item.label, *item.aliases):
            for form in (typed, typed.upper(), f" {typed} ", unicodedata.normalize("NFD", typed)):
                assert each.find(form) is item, form


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_every_item_is_whole_and_in_order(each: Catalogue) -> None:
    assert [item.order for item in each.items] == sorted({item.order for item in each.items})
    for item in each.items:
        assert isinstance(item.code, str)
        assert item.label == unicodedata.normalize("NFC", item.label)
        assert item.valid_from < item.valid_to
        assert item.facts.get("parent", item.code) in each


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_nothing_is_matched_without_its_tones(each: Catalogue) -> None:
    words = {word for item in each.items for word in (item.code, item.label, *item.aliases)}
    really_written_so = {same_spelling(word) for word in words}
    guessed = {fold(word) for word in words if same_spelling(fold(word)) not in really_written_so}
    assert [word for word in guessed if each.find(word)] == []


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("ethnic_groups", "kinh", "01"),
        ("ethnic_groups", "Khơ me", "05"),
        ("ethnic_groups", "bru - vân kiều", "23"),
        ("ethnic_groups", "Ê Đê", "12"),
        ("ethnic_groups", "Ngái", "11"),
        ("religions", "Phật giáo Hoà Hảo", "hoa_hao"),
        ("religions", "Không", "none"),
        ("general_education", "12/12", "upper_secondary"),
        ("professional_qualification", "THẠC SỸ", "master"),
        ("classification_levels", "Hoàn thành xuất sắc nhiệm vụ", "excellent"),
        ("classification_levels", "HTNV", "completed"),
        ("discipline_forms", "Khai trừ", "expulsion"),
        ("party_posts", "Đảng uỷ viên", "committee_member"),
        ("ways_of_leaving", "huỷ quyết định kết nạp", "annulled"),
        ("grassroots_kinds", "HTX", "cooperative"),
    ],
)
def test_tuan_types_as_people_write(name: str, typed: str, code: str) -> None:
    found = catalogue(name).find(typed)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("ethnic_groups", "Tay"),
        ("ethnic_groups", "Muong"),
        ("religions", "Phat giao"),
        ("religions", "Khong"),
        ("classification_levels", "Hoan thanh nhiem vu"),
        ("general_education", "8/10"),
        ("party_posts", ""),
    ],
)
def test_what_is_not_written_with_its_tones_is_not_guessed(name: str, typed: str) -> None:
    assert catalogue(name).find(typed) is None


def test_a_township_can_be_chosen_until_june_2025_and_a_special_zone_afterwards() -> None:
    kinds = catalogue("grassroots_kinds")
    before = {item.code for item in kinds.usable(date(2025, 6, 30))}
    after = {item.code for item in kinds.usable(date(2025, 7, 1))}
    assert "township" in before - after
    assert "special_zone" in after - before
    assert kinds.find("Thị trấn") is not None


def test_a_row_that_is_a_sum_cannot_be_chosen() -> None:
    codes = {item.code for item in catalogue("grassroots_kinds").usable(date(2026, 1, 1))}
    assert "enterprise_coop" not in codes
    assert "cooperative" in codes


def test_the_form_of_a_discipline_says_to_whom_it_applies() -> None:
    forms = catalogue("discipline_forms")
    of_members = [item.code for item in forms.items if "full_member" in item.facts["subjects"]]
    of_organizations = [item.code for item in forms.items if "organization" in item.facts["subjects"]]
    assert of_members == ["reprimand", "warning", "dismissal", "expulsion"]
    assert of_organizations == ["reprimand", "warning", "dissolution"]


def test_there_are_54_ethnic_groups_and_104_kinds_of_papers() -> None:
    assert len([item for item in catalogue("ethnic_groups").items if item.order <= 54]) == 54
    assert len(catalogue("attachment_types").items) == 104


def _item(code: str, label: str, *aliases: str) -> Item:
    return Item(code, label, aliases, 1, "H", "", date.min, date.max, {})


@pytest.mark.parametrize(
    "items",
    [
        (_item("a", "Ủy viên"), _item("b", "Khác", "uỷ-viên")),
        (_item("a", "Một"), _item("a", "Hai")),
        (_item("a", "Một"), _item("b", "Hai", "a")),
    ],
)
def test_a_word_that_means_two_items_is_refused(items: tuple[Item, ...]) -> None:
    with pytest.raises(BadRegulationData):
        Catalogue("posts", "Chức vụ", items)


@pytest.mark.parametrize("name", ["nothing", "../provisions", ""])
def test_an_unknown_catalogue_is_refused(name: str) -> None:
    with pytest.raises(UnknownCatalogue):
        catalogue(name)
