"""Tuấn applies an import: what is written, once, under one event; and takes it back."""

from datetime import date

import pytest

from dangvu.audit.models import Event
from dangvu.exchange.models import Import, ImportState
from dangvu.exchange.sheets.services import (
    answer_row,
    apply_import,
    correct_row,
    preview_file,
    recheck,
    undo_import,
)
from dangvu.kernel.findings import Refused
from dangvu.members.models import Member, Membership, Stage
from dangvu.members.services import correct_member
from tests.exchange.sheets.desk import ON, Desk, asked, at, rows, states
from tests.exchange.sheets.files import layout_a, layout_b, numbered, person
from tests.members.cast import officer, recorded


def test_a_new_member_is_entered_in_the_cell_as_of_the_day(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person()]))
    assert states(owner) == ["new"]
    desk.apply(owner)
    mai = Member.objects.get(full_name="Nguyễn Thị Mai")
    assert (mai.sex, mai.birth_date, mai.ethnicity_code, mai.religion_code) == (
        "female",
        date(1985, 5, 19),
        "01",
        "none",
    )
    assert (mai.citizen_id, mai.admitted_on, mai.full_on) == (
        "000185000001",
        date(2010, 2, 3),
        date(2011, 2, 3),
    )
    assert mai.home_town == "Xã Mẫu, Tỉnh Thử Nghiệm"
    stay = Membership.objects.get(member=mai)
    assert (stay.organization, stay.kind, stay.reason_in, stay.valid_from) == (
        desk.place.hamlet_1,
        "official",
        "initial",
        ON,
    )
    assert Stage.objects.get(member=mai).stage == "full"
    owner.refresh_from_db()
    assert {mai.event_id, stay.event_id} == {owner.event_id}


def test_one_event_for_the_import_and_one_for_each_changed_record(desk: Desk) -> None:
    minh = recorded("DV1", "Trần Văn Minh", desk.place.hamlet_1, citizen_id="000185000009", ethnicity="Kinh")
    change = person(
        full_name="Trần Văn Minh",
        sex="Nam",
        birth_date="01/01/1980",
        citizen_id="000185000009",
        card_number="000185000009",
        ethnicity="Tày",
    )
    owner = desk.usual(layout_a(desk.file(), [person(), change]))
    assert states(owner) == ["new", "change"]
    assert rows(owner)[1].old["ethnicity"] == "Kinh"
    before = Event.objects.count()
    desk.apply(owner)
    written = list(Event.objects.order_by("id").values_list("verb", flat=True))[before:]
    assert written == ["import.apply", "member.correct"]
    minh.refresh_from_db()
    assert (minh.ethnicity, minh.ethnicity_code) == ("Tày", "02")
    event = Event.objects.get(verb="member.correct")
    assert event.pk == minh.event_id
    assert event.before is not None
    assert event.before["ethnicity"] == "Kinh"


def test_applying_twice_writes_once(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person()]))
    desk.apply(owner)
    events = Event.objects.count()
    desk.apply(owner)
    assert Member.objects.count() == 1
    assert Event.objects.count() == events


def test_nothing_is_written_while_a_question_is_open(desk: Desk) -> None:
    owner = desk.preview(layout_a(desk.file(), [person()]))
    assert "admission_meaning" in asked(owner)
    with pytest.raises(Refused, match="Chưa trả lời"):
        desk.apply(owner)
    assert not Member.objects.exists()


def test_rows_with_errors_stay_out_only_when_tuan_says_so(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(), numbered(2, birth_date="31/02/1980")]))
    assert states(owner) == ["new", "error"]
    with pytest.raises(Refused, match="Còn 1 hàng lỗi"):
        desk.apply(owner)
    desk.apply(owner, leave_out=True)
    assert Member.objects.count() == 1


def test_tuan_corrects_a_cell_in_place(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(birth_date="31/02/1985")]))
    assert states(owner) == ["error"]
    owner = correct_row(owner.pk, 1, {"birth_date": "28/02/1985"}, actor=desk.tuan)
    assert states(owner) == ["new"]
    assert owner.counts["new"] == 1
    desk.apply(owner)
    assert Member.objects.get().birth_date == date(1985, 2, 28)


def test_tuan_leaves_a_row_out(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(), numbered(2)]))
    owner = answer_row(owner.pk, 2, "skip", actor=desk.tuan)
    desk.apply(owner)
    assert Member.objects.count() == 1


def test_what_changed_since_the_preview_is_not_written_over(desk: Desk) -> None:
    minh = recorded("DV1", "Trần Văn Minh", desk.place.hamlet_1, citizen_id="000185000009")
    change = person(
        full_name="Trần Văn Minh",
        sex="Nam",
        birth_date="01/01/1980",
        citizen_id="000185000009",
        card_number="000185000009",
    )
    owner = desk.usual(layout_a(desk.file(), [change]))
    correct_member(minh, {"ethnicity": "Thái"}, actor=desk.tuan, on=ON)
    with pytest.raises(Refused, match="thay đổi từ lúc xem trước"):
        desk.apply(owner)
    recheck(owner.pk, actor=desk.tuan)
    assert rows(owner)[0].old["ethnicity"] == "Thái"
    desk.apply(owner)
    minh.refresh_from_db()
    assert minh.ethnicity == "Kinh"


def test_a_number_entered_since_the_preview_stops_the_import(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person()]))
    recorded("DV1", "Nguyễn Thị Mai", desk.place.hamlet_1, citizen_id="000185000001")
    with pytest.raises(Refused, match="thay đổi từ lúc xem trước"):
        desk.apply(owner)
    assert Member.objects.count() == 1


def test_an_import_is_taken_back_as_a_whole(desk: Desk) -> None:
    minh = recorded(
        "DV1",
        "Trần Văn Minh",
        desk.place.hamlet_1,
        citizen_id="000185000009",
        ethnicity="Kinh",
        full_on=date(2016, 3, 26),
    )
    change = person(
        full_name="Trần Văn Minh",
        sex="Nam",
        birth_date="01/01/1980",
        citizen_id="000185000009",
        card_number="000185000009",
        ethnicity="Tày",
        full_on="01/04/2016",
    )
    owner = desk.usual(layout_a(desk.file(), [person(), numbered(2), change]))
    desk.apply(owner)
    assert Member.objects.count() == 3
    undone = undo_import(owner.pk, actor=desk.tuan)
    assert undone.state == ImportState.UNDONE
    assert Member.objects.get() == minh
    minh.refresh_from_db()
    assert (minh.ethnicity, minh.ethnicity_code, minh.full_on, minh.card_number) == (
        "Kinh",
        "01",
        date(2016, 3, 26),
        "",
    )
    assert Membership.objects.count() == 1


def test_an_import_that_was_built_on_is_not_taken_back(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person()]))
    desk.apply(owner)
    correct_member(Member.objects.get(), {"home_town": "Xã Khác"}, actor=desk.tuan, on=ON)
    with pytest.raises(Refused, match="Đã có việc làm sau"):
        undo_import(owner.pk, actor=desk.tuan)
    assert Member.objects.exists()


def test_quang_may_neither_bring_in_nor_apply(desk: Desk) -> None:
    quang = officer("Quang", "grassroots_clerk", desk.place.other_commune)
    path = layout_a(desk.file(), [person()])
    with pytest.raises(Refused, match="nhập bảng tính"):
        preview_file(path, file_name="x.xlsx", organization=desk.place.commune, actor=quang, on=ON)
    owner = desk.usual(path)
    with pytest.raises(Refused, match="nhập bảng tính"):
        apply_import(owner.pk, actor=quang)
    with pytest.raises(Refused, match="nhập bảng tính"):
        undo_import(owner.pk, actor=quang)
    with pytest.raises(Refused, match="nhập bảng tính"):
        correct_row(owner.pk, 1, {"full_name": "Lê Văn An"}, actor=quang)
    assert not Member.objects.exists()


def test_a_number_of_another_commune_names_nobody_there(desk: Desk) -> None:
    recorded("DV9", "Phạm Đức Quang", desk.place.other_hamlet, citizen_id="000185000001")
    owner = desk.usual(layout_a(desk.file(), [person()]))
    row = rows(owner)[0]
    assert row.state == "conflict"
    assert row.member_id is None
    assert "Quang" not in str(row.issues)
    assert "DV9" not in str(row.issues)


def test_columns_and_answers_are_remembered_for_the_sender(desk: Desk) -> None:
    path = layout_b(desk.file(), [person(sex=None)])
    owner = desk.usual(path, sex_from_number="yes")
    desk.apply(owner)
    again = desk.preview(layout_b(desk.file("sau.xlsx"), [numbered(7)]))
    assert not asked(again)
    assert Import.objects.count() == 2


def test_the_progress_of_a_long_import_is_told(desk: Desk) -> None:
    told: list[tuple[str, int, int]] = []
    preview_file(
        layout_a(desk.file(), [person()]),
        file_name="x.xlsx",
        organization=desk.place.commune,
        actor=desk.tuan,
        on=ON,
        progress=lambda *now: told.append(now),
    )
    assert [what for what, _, _ in told] == ["Đang đọc các hàng", "Đang đối chiếu hồ sơ"]


def test_twelve_planted_faults_are_all_seen_at_their_cells_and_put_right(desk: Desk) -> None:
    faults: list[tuple[dict[str, object], str, str]] = [
        ({"full_name": "Lê Văn 5"}, "full_name", "name"),
        ({"sex": "Ông"}, "sex", "sex"),
        ({"sex": None}, "sex", "missing"),
        ({"birth_date": "30/02/1985"}, "birth_date", "bad_date"),
        ({"birth_date": "1985"}, "birth_date", "birth_day_missing"),
        ({"birth_date": "19/05/2027", "admission_day": None, "full_on": None}, "birth_date", "born_later"),
        ({"ethnicity": "11"}, "ethnicity", "ethnicity_number"),
        ({"citizen_id": "0001850"}, "citizen_id", "citizen_id"),
        ({"citizen_id": "7.9E+10"}, "citizen_id", "digits_lost"),
        ({"card_number": "12345"}, "card_number", "card_number"),
        ({"full_on": "03/13/2011"}, "full_on", "bad_date"),
        ({"org_name": "Chi bộ thôn Lạ"}, "org_name", "place_unknown"),
    ]
    people = [numbered(number, **fault) for number, (fault, _, _) in enumerate(faults)]
    owner = desk.usual(layout_a(desk.file(), people))
    found = [at(row, code) for row, (_, _, code) in zip(rows(owner), faults, strict=True)]
    assert [where for where, _ in found] == [where for _, where, _ in faults]
    assert set(states(owner)) == {"error"}
    good = {"full_name": "Lê Văn An", "sex": "Nam", "birth_date": "19/05/1985", "ethnicity": "Kinh"}
    good |= {"full_on": "03/02/2011", "org_name": "Chi bộ thôn 1"}
    for number, (_, where, _) in enumerate(faults):
        numbers = {"citizen_id": f"000185{number:06d}", "card_number": f"000185{number:06d}"}
        owner = correct_row(owner.pk, number + 1, {where: (good | numbers)[where]}, actor=desk.tuan)
    assert set(states(owner)) == {"new"}
    desk.apply(owner)
    assert Member.objects.count() == len(faults)
    undo_import(owner.pk, actor=desk.tuan)
    assert not Member.objects.exists()
