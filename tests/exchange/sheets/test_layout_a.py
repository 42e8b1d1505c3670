"""Tuấn writes the file for database 4.0, and reads what it leaves out."""

import pytest

from dangvu.audit.models import Event
from dangvu.exchange.sheets.grids import read_grids
from dangvu.exchange.sheets.services import export_layout_a
from dangvu.kernel.findings import Refused
from tests.exchange.sheets.desk import ON, Desk, states
from tests.exchange.sheets.files import layout_a, numbered, person
from tests.members.cast import officer, recorded


def test_what_is_written_can_be_read_back_and_changes_nothing(desk: Desk) -> None:
    people = [person(), numbered(2, full_on=None, card_number=None, admission_day="03/02/2026")]
    desk.apply(desk.usual(layout_a(desk.file(), people)))
    written = export_layout_a(desk.place.commune, reason="Cập nhật", actor=desk.tuan, on=ON)
    assert written.rows == 2
    path = desk.file("a.xlsx")
    path.write_bytes(written.content)
    owner = desk.usual(path)
    assert (owner.layout, states(owner)) == ("A", ["same", "same"])


def test_the_report_names_who_and_what_was_left_out(desk: Desk) -> None:
    recorded("DV1", "Trần Văn Minh", desk.place.hamlet_1)
    recorded("DV2", "Lê Thị Hòa", desk.place.hamlet_1, citizen_id="000185000009")
    written = export_layout_a(desk.place.commune, reason="Cập nhật", actor=desk.tuan, on=ON)
    assert written.rows == 1
    assert written.people_left_out == (("DV1", "chưa có số định danh cá nhân hợp lệ (12 chữ số)"),)
    assert written.incomplete == (("DV2", "còn thiếu dân tộc, ngày vào Đảng"),)
    assert "thường trú" in written.columns_left_out


def test_an_export_is_a_recorded_reading_with_its_reason(desk: Desk) -> None:
    recorded("DV2", "Lê Thị Hòa", desk.place.hamlet_1, citizen_id="000185000009")
    export_layout_a(desk.place.commune, reason="Cập nhật", actor=desk.tuan, on=ON)
    event = Event.objects.get(verb="read.export")
    assert event.after == {"layout": "A", "reason": "Cập nhật", "members": ["DV2"]}


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@sum"])
def test_no_text_is_written_as_a_formula(desk: Desk, text: str) -> None:
    recorded("DV2", "Lê Thị Hòa", desk.place.hamlet_1, citizen_id="000185000009", home_town=text)
    path = desk.file("a.xlsx")
    path.write_bytes(export_layout_a(desk.place.commune, reason="x", actor=desk.tuan, on=ON).content)
    (grid,), _ = read_grids(path)
    assert f" {text}" in grid.rows[7]


def test_quang_gets_no_file(desk: Desk) -> None:
    quang = officer("Quang", "grassroots_clerk", desk.place.other_commune)
    with pytest.raises(Refused, match="xuất danh sách"):
        export_layout_a(desk.place.commune, reason="x", actor=quang, on=ON)
