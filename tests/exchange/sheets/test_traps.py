"""Every trap of the lists in use, each over a file in the layout where it occurs. All people are invented."""

import json
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from dangvu.exchange.models import ImportRow
from dangvu.exchange.sheets.refusals import SheetRefused
from dangvu.exchange.sheets.services import answer_import, answer_row, correct_row
from dangvu.kernel.findings import Refused
from dangvu.members.models import Member, Membership
from dangvu.organizations.models import OrganizationName, Succession
from dangvu.organizations.services.links import rebuild_links
from tests.exchange.sheets.desk import Desk, asked, at, codes, rows, states
from tests.exchange.sheets.files import (
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    flat,
    layout_a,
    layout_b,
    numbered,
    person,
    row_of,
    write,
)
from tests.exchange.sheets.old_excel import write_xls
from tests.members.cast import recorded
from tests.organizations.trees import plant

G_FIELDS = [
    "seq",
    "full_name",
    "sex",
    "birth_date",
    "org_name",
    "card_number",
    "admission_day",
    "party_age",
    "email",
    "status",
]
B_FIELDS = [
    "full_name",
    "card_number",
    "citizen_id",
    "birth_date",
    "admission_day",
    "org_name",
    "residence_org",
    "status",
]
FORCES = {"armed_forces": "yes", "default_cell": "24.01.1", "sex_from_number": "yes"}


def g(
    path: Path, *people: dict[str, object], above: int = 0, below: list[list[object]] | None = None
) -> Path:
    title = [["ĐẢNG BỘ XÃ THỬ NGHIỆM"], [], ["DANH SÁCH ĐẢNG VIÊN"]][:above]
    return write(path, [*title, *flat(G, G_FIELDS, people), *(below or [])])


def f_row(
    seq: int, who: str, days: str = "03/2005\n03/02/2010\n03/02/2011", kind: str = "SQ\nNam"
) -> list[object]:
    return [seq, who, "Thiếu tá\nTrợ lý", days, "16\n41", kind, "Xã Mẫu", "12/12", "", "", "", "", "", ""]


AN = "Lê Văn An\n19/5/1985\n000085 000011\n000085000011\n0000000000"


def value(row: ImportRow, field: str) -> str:
    return str(row.values.get(field, ""))


@pytest.mark.parametrize("above", [0, 1, 3])
def test_trap_01_header_not_in_row_1(desk: Desk, above: int) -> None:
    owner = desk.usual(g(desk.file(), person(), above=above))
    assert states(owner) == ["new"]
    assert owner.report["header_line"] == above + 1
    assert rows(owner)[0].line == above + 2


def test_trap_02_merged_two_row_header(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(residence_province="Tỉnh Mới")]))
    assert owner.layout == "A"
    assert not owner.report["unknown_columns"]
    assert value(rows(owner)[0], "origin_detail") == "Xã Mẫu"
    assert value(rows(owner)[0], "residence_province") == "Tỉnh Mới"


def test_trap_02_foreign_trips_have_two_header_rows_and_no_place_yet(desk: Desk) -> None:
    groups = [
        "STT",
        "Họ tên",
        "MSCB",
        "Nội dung đi nước ngoài",
        "",
        "",
        "",
        "Nhân thân ở nước ngoài",
        "",
        "",
        "Ngày đi",
        "Ngày về",
        "Nơi đến",
    ]
    below = [
        "",
        "",
        "",
        "Học tập",
        "Nghiên cứu",
        "Đi công tác",
        "Công việc riêng",
        "Cha",
        "Mẹ",
        "Người thân",
        "",
        "",
        "",
    ]
    path = desk.file("di.csv")
    path.write_text("\n".join(",".join(row) for row in (groups, below, ["1", "Lê Văn An", "", "x"])), "utf-8")
    with pytest.raises(SheetRefused, match="đi nước ngoài"):
        desk.preview(path)


def test_trap_03_hidden_sheets_are_not_data(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person()], hidden=True))
    assert states(owner) == ["new"]
    assert owner.report["hidden_sheets"] == ["DANTOC"]


def f_file(desk: Desk) -> Path:
    binh = "Trần Văn Bình\n20/6/1986\n00.000012\n000086000012\n0000000001"
    content: list[Sequence[object]] = [
        F,
        ["I. Chi bộ thôn 1 (1)"],
        f_row(1, AN),
        F,
        ["II. Chi bộ thôn 2 (1)"],
        f_row(2, binh),
        ["", "Tổng số: 2"],
    ]
    return write(desk.file(), content)


def test_trap_04_section_title_rows(desk: Desk) -> None:
    owner = desk.usual(f_file(desk), armed_forces="yes")
    assert [row.organization_id for row in rows(owner)] == [desk.place.hamlet_1.pk, desk.place.hamlet_2.pk]
    skipped = {tuple(one[1:3]) for one in owner.report["skipped"]}
    assert {(2, "section"), (5, "section")} <= skipped


def test_trap_05_repeated_header_rows(desk: Desk) -> None:
    owner = desk.usual(f_file(desk), armed_forces="yes")
    assert len(rows(owner)) == 2
    assert [one[1] for one in owner.report["skipped"] if one[2] == "header"] == [4]


@pytest.mark.parametrize("word", ["Cộng", "Tổng số: 1", "Tổng cộng"])
def test_trap_06_total_row_at_the_end(desk: Desk, word: str) -> None:
    owner = desk.usual(g(desk.file(), person(), below=[["", word, "", "", "", "", "", 1]]))
    assert states(owner) == ["new"]
    assert [one[2] for one in owner.report["skipped"]] == ["total"]


def test_trap_07_text_in_nfd(desk: Desk) -> None:
    decomposed = {name: unicodedata.normalize("NFD", text) for name, text in person().items()}
    owner = desk.usual(layout_b(desk.file(), [decomposed]), sex_from_number="yes")
    desk.apply(owner)
    assert Member.objects.get().full_name == unicodedata.normalize("NFC", "Nguyễn Thị Mai")


@pytest.mark.parametrize(("written", "kept"), [("Hoà Hảo", "Hoà Hảo"), ("Hòa Hảo", "Hòa Hảo")])
def test_trap_08_tone_marks_in_either_place(desk: Desk, written: str, kept: str) -> None:
    OrganizationName.objects.filter(organization=desk.place.hamlet_1).update(name="Chi bộ Ủy ban")
    owner = desk.usual(layout_a(desk.file(), [person(religion=written, org_name="Chi bộ Uỷ ban")]))
    desk.apply(owner)
    found = Member.objects.get()
    assert (found.religion, found.religion_code) == (kept, "hoa_hao")
    assert Membership.objects.get().organization == desk.place.hamlet_1


def test_trap_09_names_in_capitals(desk: Desk) -> None:
    owner = desk.usual(layout_b(desk.file(), [person(full_name="ĐỖ THỊ HƯỜNG")]), sex_from_number="yes")
    row = rows(owner)[0]
    assert value(row, "full_name") == "Đỗ Thị Hường"
    assert at(row, "name_capitals") == ("full_name", "warning")


@pytest.mark.parametrize("blank", ["  ", "\u00a0", "\t", "\u200b ", " \ufeff"])
def test_trap_10_odd_blanks(desk: Desk, blank: str) -> None:
    owner = desk.usual(g(desk.file(), person(full_name=f"{blank}Nguyễn{blank}Thị{blank}Mai{blank}")))
    assert value(rows(owner)[0], "full_name") == "Nguyễn Thị Mai"


@pytest.mark.parametrize("layout", [layout_a, layout_b])
def test_trap_11_leading_zero_lost(desk: Desk, layout) -> None:  # type: ignore[no-untyped-def]
    owner = desk.usual(
        layout(desk.file(), [person(citizen_id="00185000001", card_number=None)]), sex_from_number="yes"
    )
    assert at(rows(owner)[0], "zero_lost") == ("citizen_id", "ask")
    assert "leading_zero" in asked(owner)
    owner = answer_import(owner.pk, {"leading_zero": "yes"}, actor=desk.tuan)
    assert value(rows(owner)[0], "citizen_id") == "000185000001"
    assert states(owner) == ["new"]


@pytest.mark.parametrize(
    ("cell", "read", "code"),
    [
        ("7.9E+10", "", "digits_lost"),
        ("000185000001.0", "000185000001", ""),
        (79185000001, "079185000001", "zero_lost"),
    ],
)
def test_trap_12_number_as_float(desk: Desk, cell: object, read: str, code: str) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(citizen_id=cell, card_number=None)]))
    row = rows(owner)[0]
    assert value(row, "citizen_id") == read
    assert not code or code in codes(row)


@pytest.mark.parametrize("written", ["00.000012", "00 000012", "00000012"])
def test_trap_13_old_card_number(desk: Desk, written: str) -> None:
    owner = desk.usual(
        write(desk.file(), [F, f_row(1, f"Lê Văn An\n19/5/1985\n{written}\n000085000011")]), **FORCES
    )
    row = rows(owner)[0]
    assert value(row, "old_card_number") == "00000012"
    assert value(row, "card_number") == ""
    assert at(row, "old_card") == ("card_number", "warning")


def test_trap_14_card_number_differs_from_citizen_number(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(card_number="000185000002")]))
    assert at(rows(owner)[0], "card_differs") == ("card_number", "warning")
    assert states(owner) == ["new"]


@pytest.mark.parametrize(
    ("written", "kept"), [("000123 XX", "000123 XX"), ("000123XX", "000123 XX"), ("000123", "000123 QN")]
)
def test_trap_15_file_number(desk: Desk, written: str, kept: str) -> None:
    people = [person(file_number=written)]
    owner = desk.usual(write(desk.file(), [D, *(row_of("D", one) for one in people)]))
    if written == "000123":
        assert at(rows(owner)[0], "file_symbol") == ("file_number", "ask")
        owner = answer_import(owner.pk, {"file_symbol": "QN"}, actor=desk.tuan)
    assert value(rows(owner)[0], "file_number") == kept
    assert states(owner) == ["new"]


@pytest.mark.parametrize(
    ("written", "read", "warned"),
    [
        ("3/2/1985", "1985-02-03", False),
        ("13-02-1985", "1985-02-13", False),
        ("13.02.85", "1985-02-13", True),
        ("3.2.05", "2005-02-03", True),
        ("3.2.26", "1926-02-03", True),
    ],
)
def test_trap_16_dates_as_text(desk: Desk, written: str, read: str, warned: bool) -> None:
    owner = desk.usual(g(desk.file(), person(birth_date=written)))
    row = rows(owner)[0]
    assert value(row, "birth_date") == read
    assert ("short_year" in codes(row)) == warned


@pytest.mark.parametrize(("written", "kept"), [("5/1985", "1985-05"), ("1985", "1985"), (1985, "1985")])
def test_trap_17_month_or_year_only(desk: Desk, written: object, kept: str) -> None:
    people = [person(birth_date=written)]
    owner = desk.usual(write(desk.file(), [E, *(row_of("E", one) for one in people)]), **FORCES)
    row = rows(owner)[0]
    assert value(row, "birth_date") == kept
    assert "birth_day_missing" in codes(row)
    owner = correct_row(owner.pk, 1, {"birth_date": "19/05/1985"}, actor=desk.tuan)
    assert states(owner) == ["new"]


@pytest.mark.parametrize("system", [False, True])
def test_trap_18_excel_serial_dates(desk: Desk, system: bool) -> None:
    path = layout_a(desk.file(), [person(birth_date=date(1985, 5, 19))], date_1904=system)
    assert value(rows(desk.usual(path))[0], "birth_date") == "1985-05-19"


def test_trap_19_dates_swapped_by_excel(desk: Desk) -> None:
    swapped, sure, text = (
        numbered(n, birth_date=day)
        for n, day in enumerate([date(1985, 3, 12), date(1985, 3, 13), "25/12/1985"])
    )
    owner = desk.usual(g(desk.file(), swapped, sure, text))
    flagged = ["date_swapped" in codes(row) for row in rows(owner)]
    assert flagged == [True, False, False]
    alone = desk.usual(g(desk.file("sau.xlsx"), numbered(5, birth_date=date(1985, 3, 12))))
    assert "date_swapped" not in codes(rows(alone)[0])


def test_trap_20_two_dates_in_one_cell(desk: Desk) -> None:
    people = [person(admission_day="03/02/2010; 03/02/2011")]
    owner = desk.usual(write(desk.file(), [E, *(row_of("E", one) for one in people)]), **FORCES)
    row = rows(owner)[0]
    assert at(row, "two_dates")[1] == "ask"
    assert "03/02/2010; 03/02/2011" in json.dumps(row.issues, ensure_ascii=False)
    book = [
        "1",
        "Nguyễn Thị Mai\n19/05/1985",
        "Nữ\nKinh\nKhông",
        "Xã Mẫu",
        "",
        "",
        "03/02/2010\n03/02/2011",
        "000185000001\n000123 XX",
    ]
    register = rows(desk.usual(write(desk.file("so.xlsx"), [H, book]), default_cell="24.01.1"))[0]
    assert (value(register, "admitted_on"), value(register, "full_on")) == ("2010-02-03", "2011-02-03")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"full_on": "03/02/2009"}, "order_of_days"),
        ({"birth_date": "19/05/1995"}, "too_young"),
        ({"birth_date": "19/05/2003", "admission_day": "03/02/2020", "full_on": "03/02/2021"}, "too_young"),
    ],
)
def test_trap_21_impossible_order_of_days(desk: Desk, other: dict[str, str], code: str) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(**other)]))
    row = rows(owner)[0]
    assert at(row, code)[1] == "warning"
    assert row.state == "new"
    if other.get("admission_day"):
        assert "24-qd-tw-2021" in json.dumps(row.issues) or "29-qd-tw-2016" in json.dumps(row.issues)


@pytest.mark.parametrize(
    ("written", "sex"), [("Nam", "male"), ("Nữ", "female"), ("nu", "female"), ("M", "male"), ("F", "female")]
)
def test_trap_22_sex_in_words(desk: Desk, written: str, sex: str) -> None:
    owner = desk.usual(g(desk.file(), person(sex=written)))
    assert value(rows(owner)[0], "sex") == sex


def test_trap_22_sex_as_x_in_a_column_or_as_a_number(desk: Desk) -> None:
    headings = [*G[:2], "Nữ", *G[3:]]
    targets = [*G_FIELDS[:2], "mark", *G_FIELDS[3:]]
    owner = desk.usual(write(desk.file(), flat(headings, targets, [numbered(1, mark="X"), numbered(2)])))
    assert [value(row, "sex") for row in rows(owner)] == ["female", "male"]
    owner = desk.usual(g(desk.file("so.xlsx"), numbered(3, sex=1), numbered(4, sex=0)))
    assert at(rows(owner)[0], "sex_numbers") == ("sex", "ask")
    owner = answer_import(owner.pk, {"sex_numbers": "male"}, actor=desk.tuan)
    assert [value(row, "sex") for row in rows(owner)] == ["male", "female"]
    register = [
        "1",
        "Nguyễn Thị Mai\n19/05/1985",
        "Nữ, Kinh, Không",
        "Xã Mẫu",
        "",
        "",
        "03/02/2010\n03/02/2011",
        "000185000001",
    ]
    assert (
        value(rows(desk.usual(write(desk.file("h.xlsx"), [H, register]), default_cell="24.01.1"))[0], "sex")
        == "female"
    )


def test_trap_23_old_place_names_are_kept_as_written(desk: Desk) -> None:
    other = {
        "origin_province": "Tỉnh Cũ",
        "origin_detail": "Xã Mẫu, huyện Đã Bỏ",
        "birth_reg_province": "Tỉnh Cũ",
        "residence_province": "Tỉnh Mới",
    }
    owner = desk.usual(layout_a(desk.file(), [person(**other)]))
    desk.apply(owner)
    assert Member.objects.get().home_town == "Xã Mẫu, huyện Đã Bỏ, Tỉnh Cũ"
    assert value(rows(owner)[0], "birth_reg_province") == "Tỉnh Cũ"


def test_trap_24_no_official_day_is_right_for_a_probationary_member(desk: Desk) -> None:
    owner = desk.usual(
        layout_a(desk.file(), [person(full_on=None, card_number=None, admission_day="03/02/2026")])
    )
    row = rows(owner)[0]
    assert (row.state, value(row, "stage")) == ("new", "probationary")
    assert not row.issues


@pytest.mark.parametrize(("shown", "differs"), [(16, False), (20, True)])
def test_trap_25_party_age_is_never_imported(desk: Desk, shown: int, differs: bool) -> None:
    owner = desk.usual(g(desk.file(), person(party_age=shown)))
    row = rows(owner)[0]
    assert ("party_age" in codes(row)) == differs
    assert "party_age" not in row.values


def test_trap_26_two_people_with_one_name(desk: Desk) -> None:
    one, two = person(), person(citizen_id="000185000002", card_number="000185000002")
    owner = desk.usual(layout_a(desk.file(), [one, two]))
    assert all(at(row, "same_name_in_file") == ("full_name", "warning") for row in rows(owner))
    desk.apply(owner)
    assert Member.objects.filter(full_name="Nguyễn Thị Mai").count() == 2


def test_trap_26_a_name_on_record_is_a_question_not_an_answer(desk: Desk) -> None:
    known = recorded("DV1", "Nguyễn Thị Mai", desk.place.hamlet_1)
    Member.objects.filter(pk=known.pk).update(birth_date=date(1985, 5, 19), sex="female")
    owner = desk.usual(layout_a(desk.file(), [person()]))
    assert at(rows(owner)[0], "same_name") == ("full_name", "conflict")
    assert states(answer_row(owner.pk, 1, "other", actor=desk.tuan)) == ["new"]
    owner = answer_row(owner.pk, 1, "same:DV1", actor=desk.tuan)
    assert states(owner) == ["change"]
    assert rows(owner)[0].member_id == known.pk


@pytest.mark.parametrize("meaning", ["admitted_on", "admission_decision_date"])
@pytest.mark.parametrize("layout", ["A", "B", "D"])
def test_trap_27_day_of_ceremony_or_of_decision(desk: Desk, layout: str, meaning: str) -> None:
    people = [person()]
    path = (
        layout_a(desk.file(), people)
        if layout == "A"
        else write(desk.file(), [B if layout == "B" else D, *(row_of(layout, one) for one in people)])
    )
    owner = desk.preview(path, stage_unknown="full", religion_empty="none", sex_from_number="yes")
    assert list(asked(owner)) == ["admission_meaning"]
    owner = answer_import(owner.pk, {"admission_meaning": meaning}, actor=desk.tuan)
    desk.apply(owner, leave_out=True)
    row = rows(owner)[0]
    assert value(row, meaning) == "2010-02-03"
    assert {"admitted_on", "admission_decision_date"} - {meaning} - set(row.values)


@pytest.mark.parametrize(
    ("word", "proposal"), [("Chuyển ra ngoài", "transferred"), ("Chờ chuyển SHĐ", "active"), ("Đi xa", "")]
)
def test_trap_28_status_words_outside_the_list(desk: Desk, word: str, proposal: str) -> None:
    for path in (g(desk.file(), person(status=word)), layout_b(desk.file("b.xlsx"), [person(status=word)])):
        owner = desk.usual(path, sex_from_number="yes")
        assert at(rows(owner)[0], "status_word") == ("status", "ask")
        question = next(one for key, one in asked(owner).items() if key.startswith("status:"))
        assert question["proposal"] == proposal
        owner = answer_import(owner.pk, {question["key"]: "active"}, actor=desk.tuan)
        assert states(owner) == ["new"]


def test_trap_29_the_same_member_in_two_cells(desk: Desk) -> None:
    second = person(org_name="Chi bộ thôn 2", status="SHĐ tạm thời")
    owner = desk.usual(g(desk.file(), person(citizen_id=None), second))
    desk.apply(owner)
    member = Member.objects.get()
    kept = set(Membership.objects.filter(member=member).values_list("organization__code", "kind"))
    assert kept == {("24.01.1", "official"), ("24.01.2", "temporary")}


def test_trap_29_twice_without_a_word_is_asked(desk: Desk) -> None:
    owner = desk.usual(g(desk.file(), person(), person(org_name="Chi bộ thôn 2")))
    assert states(owner) == ["conflict", "conflict"]
    assert at(rows(owner)[0], "twice_in_file") == ("full_name", "conflict")


@pytest.mark.parametrize(
    ("written", "code"), [("Ê-Đê", "12"), ("Ngái", "11"), ("Khmer", "05"), ("Việt", "01")]
)
def test_trap_30_ethnic_group_by_name(desk: Desk, written: str, code: str) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(ethnicity=written)]))
    desk.apply(owner)
    assert Member.objects.get().ethnicity_code == code


def test_trap_30_a_position_is_refused(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(ethnicity="11")]))
    assert at(rows(owner)[0], "ethnicity_number") == ("ethnicity", "error")


@pytest.mark.parametrize("written", ["0", "Không", "không có", 0, "KHÔNG"])
def test_trap_31_no_religion(desk: Desk, written: object) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(religion=written)]))
    desk.apply(owner)
    assert Member.objects.get().religion_code == "none"


@pytest.mark.parametrize(("answer", "code"), [("none", "none"), ("unknown", "")])
def test_trap_31_an_empty_religion_is_asked_once(desk: Desk, answer: str, code: str) -> None:
    path = layout_a(desk.file(), [person(religion=None), numbered(2, religion=None)])
    owner = desk.preview(path, admission_meaning="admitted_on")
    assert asked(owner)["religion_empty"]["rows"] == 2
    desk.apply(answer_import(owner.pk, {"religion_empty": answer}, actor=desk.tuan))
    assert set(Member.objects.values_list("religion_code", flat=True)) == {code}


@pytest.mark.parametrize(
    ("written", "code"), [("8/10", ""), ("9/12 bổ túc", ""), ("12/12", "upper_secondary")]
)
def test_trap_32_education_by_classes(desk: Desk, written: str, code: str) -> None:
    people = [person(education=written)]
    owner = desk.usual(write(desk.file(), [C, *(row_of("C", one) for one in people)]), default_cell="24.01.1")
    owner = correct_row(owner.pk, 1, {"sex": "Nữ"}, actor=desk.tuan)
    desk.apply(owner)
    found = Member.objects.get()
    assert (found.general_education, found.general_education_code) == (written, code)


@pytest.mark.parametrize(
    "written", ["Thôn 1", "CB thôn 1", "CHI BỘ THÔN 1", "Chi bộ thôn 1, Đảng bộ xã Thử Nghiệm", "24.01.1"]
)
def test_trap_33_organization_abbreviated(desk: Desk, written: str) -> None:
    owner = desk.usual(g(desk.file(), person(org_name=written)))
    assert rows(owner)[0].organization_id == desk.place.hamlet_1.pk


def test_trap_33_organization_renamed_or_merged(desk: Desk) -> None:
    old = plant("24.01.0", under=desk.place.commune, name="Chi bộ thôn Xưa", until=date(2025, 7, 1))
    rebuild_links()
    Succession.objects.create(
        organization=old, successor=desk.place.hamlet_1, succeeded_on=date(2025, 7, 1), act="merged_into"
    )
    row = rows(desk.usual(g(desk.file(), person(org_name="Chi bộ thôn Xưa"))))[0]
    assert row.organization_id == desk.place.hamlet_1.pk
    assert at(row, "place_renamed") == ("org_name", "warning")


def test_trap_33_an_unknown_organization_is_never_made(desk: Desk) -> None:
    owner = desk.usual(g(desk.file(), person(org_name="Chi bộ thôn Lạ")))
    assert at(rows(owner)[0], "place_unknown") == ("org_name", "ask")
    key = next(key for key in asked(owner) if key.startswith("organization:"))
    owner = answer_import(owner.pk, {key: "24.01.2"}, actor=desk.tuan)
    assert rows(owner)[0].organization_id == desk.place.hamlet_2.pk
    beyond = answer_import(owner.pk, {key: "24.02.1"}, actor=desk.tuan)
    assert rows(beyond)[0].organization_id is None


def test_trap_34_columns_moved_extra_and_missing(desk: Desk) -> None:
    headings = ["Số thứ tự lạ", *reversed(B[:-1])]
    targets = ["seq", *reversed(B_FIELDS[:-1])]
    keep = [place for place, target in enumerate(targets) if target != "admission_day"]
    content = flat([headings[n] for n in keep], [targets[n] for n in keep], [person()])
    owner = desk.usual(write(desk.file(), content), sex_from_number="yes")
    assert value(rows(owner)[0], "citizen_id") == "000185000001"
    assert owner.report["unknown_columns"] == ["Số thứ tự lạ"]
    assert owner.report["missing_columns"] == ["Ngày kết nạp"]


def test_trap_35_heading_with_an_error_or_an_instruction(desk: Desk) -> None:
    headings = {"Họ và tên": "Họ và tện", "Ngày sinh": "Ngày sinh ghi đủ ngày tháng năm"}
    owner = desk.usual(
        write(desk.file(), flat([headings.get(one, one) for one in B], B_FIELDS, [person()])),
        sex_from_number="yes",
    )
    doubtful = [key for key in asked(owner) if key.startswith("heading:")]
    assert len(doubtful) == 2
    with pytest.raises(Refused, match="có phải là"):
        desk.apply(owner)
    owner = answer_import(owner.pk, dict.fromkeys(doubtful, "yes"), actor=desk.tuan)
    desk.apply(owner)
    assert Member.objects.get().birth_date == date(1985, 5, 19)


@pytest.mark.parametrize("shown", ["#N/A", "#REF!"])
def test_trap_36_formula_and_error_cells(desk: Desk, shown: str) -> None:
    people = [
        person(full_name=('="Nguyễn Thị"&" Mai"', "Nguyễn Thị Mai")),
        numbered(2, birth_date=("=NA()", shown)),
    ]
    owner = desk.usual(g(desk.file(), *people))
    good, bad = rows(owner)
    assert (good.state, value(good, "full_name")) == ("new", "Nguyễn Thị Mai")
    assert at(bad, "error_cell") == ("birth_date", "error")
    assert shown in json.dumps(bad.issues)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@sum"])
def test_trap_37_text_that_looks_like_a_formula_is_text(desk: Desk, text: str) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(origin_detail=text)]))
    assert value(rows(owner)[0], "origin_detail") == text


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_trap_38_cell_with_several_lines_in_any_order(desk: Desk, order: list[int]) -> None:
    lines = ["Lê Văn An", "19/5/1985", "00000012", "000085000011"]
    owner = desk.usual(
        write(desk.file(), [F, f_row(1, "\n".join(lines[place] for place in order))]), **FORCES
    )
    row = rows(owner)[0]
    read = [value(row, field) for field in ("full_name", "birth_date", "old_card_number", "citizen_id")]
    assert read == ["Lê Văn An", "1985-05-19", "00000012", "000085000011"]


def test_trap_38_an_unclear_line_is_asked(desk: Desk) -> None:
    owner = desk.usual(write(desk.file(), [F, f_row(1, "Lê Văn An\n19/5/1985\n12345")]), **FORCES)
    assert at(rows(owner)[0], "unclear_lines") == ("full_name", "ask")
    owner = desk.usual(
        write(desk.file("hai.xlsx"), [F, f_row(1, AN, days="03/02/2010\n03/02/2011")]), **FORCES
    )
    assert at(rows(owner)[0], "unclear_dates")[1] == "ask"


@pytest.mark.parametrize("kind", ["A", "B", "G", "without a number"])
def test_trap_39_the_same_file_twice(desk: Desk, kind: str) -> None:
    people = [person(), numbered(2)]
    if kind == "without a number":
        people = [one | {"card_number": None, "citizen_id": None} for one in people]
    path = {"A": lambda: layout_a(desk.file(), people), "B": lambda: layout_b(desk.file(), people)}.get(
        kind, lambda: g(desk.file(), *people)
    )()
    desk.apply(desk.usual(path, sex_from_number="yes"))
    again = desk.usual(path, sex_from_number="yes")
    assert states(again) == ["same", "same"]
    desk.apply(again)
    assert Member.objects.count() == 2
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("heading", ["Vấn đề chính trị hiện nay", "Phân loại chính trị nội bộ"])
def test_trap_40_political_security_classification_is_dropped(desk: Desk, heading: str) -> None:
    content = flat(
        [*G, heading, "Lý luận chính trị"],
        [*G_FIELDS, "secret", "theory"],
        [person(secret="Loại bí mật", theory="Trung cấp")],
    )
    owner = desk.usual(write(desk.file(), content))
    assert owner.report["dropped_columns"] == [heading]
    stored = json.dumps(list(ImportRow.objects.values()), default=str, ensure_ascii=False)
    assert "Loại bí mật" not in stored
    assert "Trung cấp" in stored


@pytest.mark.parametrize("mark", ["Có", "x"])
def test_trap_41_a_request_to_delete_is_for_a_person(desk: Desk, mark: str) -> None:
    known = recorded("DV1", "Nguyễn Thị Mai", desk.place.hamlet_1, citizen_id="000185000001")
    owner = desk.usual(
        layout_a(desk.file(), [person(delete_request=mark), numbered(2, delete_request="Không")])
    )
    assert at(rows(owner)[0], "delete_request") == ("delete_request", "conflict")
    assert owner.report["delete_requests"] == [[1, 8]]
    desk.apply(owner, leave_out=True)
    assert Member.objects.filter(pk=known.pk).exists()
    assert states(owner)[1] == "new"


def test_trap_42_csv_with_a_byte_order_mark(desk: Desk) -> None:
    path = desk.file("ds.csv")
    lines = [";".join(B), ";".join(str(one or "") for one in row_of("B", person()))]
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    owner = desk.usual(path, sex_from_number="yes")
    assert (owner.layout, states(owner)) == ("B", ["new"])


@pytest.mark.parametrize("name", ["NguyÔn V¨n Minh", "Nguyeãn Vaên Minh"])
def test_trap_42_old_fonts_are_refused(desk: Desk, name: str) -> None:
    with pytest.raises(SheetRefused, match="TCVN3"):
        desk.preview(layout_b(desk.file(), [person(full_name=name)]))
    legacy = desk.file("cu.csv")
    legacy.write_bytes(
        (",".join(B) + "\n" + name).encode("utf-8").replace("Họ và tên".encode(), b"H\xe4 v\xb5 t\xaan")
    )
    with pytest.raises(SheetRefused, match="TCVN3"):
        desk.preview(legacy)


def test_trap_42_old_xls(desk: Desk) -> None:
    cells = [str(one or "") for one in row_of("B", person())]
    owner = desk.usual(write_xls(desk.file("ds.xls"), [B, cells]), sex_from_number="yes")
    assert (owner.layout, states(owner)) == ("B", ["new"])
    assert value(rows(owner)[0], "full_name") == "Nguyễn Thị Mai"


def test_a_column_that_fills_no_field_stays_readable_under_its_heading(desk: Desk) -> None:
    owner = desk.usual(write(desk.file(), flat([*G, "Sở trường"], [*G_FIELDS, "gift"], [person(gift="Hát")])))
    assert value(rows(owner)[0], "note") == "Sở trường: Hát"
    assert "ghi chú" in owner.report["kept_only"]
