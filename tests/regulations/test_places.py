"""Local rules reach the organizations of the province that made them, and no other."""

from datetime import date

from dangvu.regulations import figure_of_law, local_places, places_of

HAMLET = [("c1", "Chi bộ thôn 1"), ("x", "Đảng bộ xã Bảo Nhai")]


def test_the_places_with_rules_of_their_own_are_known() -> None:
    assert {"Hà Nội", "Lào Cai", "Nghệ An"} <= set(local_places())


def test_lan_in_lao_cai_is_reached_by_the_rules_of_lao_cai() -> None:
    scope = places_of([*HAMLET, ("t", "Đảng bộ tỉnh Lào Cai"), ("0", "Đảng bộ Trung ương")])
    assert scope == ("c1", "x", "t", "Lào Cai", "0")
    found = figure_of_law("inspection.cell.members_percent_a_year", on=date(2026, 1, 1), scope=scope)
    assert (found.value, found.confidence) == (20, "P")


def test_a_commune_that_only_bears_the_name_is_not_reached() -> None:
    assert places_of([("x", "Đảng bộ xã Hà Nội"), ("t", "Đảng bộ tỉnh Bắc Ninh")]) == ("x", "t")


def test_the_name_is_recognised_however_it_is_typed() -> None:
    assert places_of([("h", "ĐẢNG BỘ THÀNH PHỐ HÀ NỘI")]) == ("h", "Hà Nội")
