"""What Tuấn sends that is not a spreadsheet, or is one with something else in it."""

import struct
import zipfile
from pathlib import Path

import pytest

from dangvu.exchange.models import Import
from dangvu.exchange.sheets import files, grids
from dangvu.exchange.sheets.errors_file import WHY, errors_file
from dangvu.exchange.sheets.files import kind_of_file
from dangvu.exchange.sheets.grids import read_grids
from dangvu.exchange.sheets.refusals import SheetRefused
from tests.exchange.sheets.desk import Desk
from tests.exchange.sheets.files import layout_a, numbered, person, write


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "rỗng"),
        (b"MZ\x90\x00" + b"\x00" * 100, "chương trình"),
        (b"\x7fELF" + b"\x00" * 100, "chương trình"),
        (b"#!/bin/sh\nrm -rf /", "chương trình"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04 broken", "hỏng"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600, "hỏng"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "_VBA_PROJECT".encode("utf-16-le"), "macro"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\x00\x01\x02\x03", "Không nhận ra"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_whatever_its_name(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetRefused, match=sentence):
        read_grids(path)


def test_a_workbook_with_macros_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(SheetRefused, match="macro"):
        read_grids(path)


def test_another_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(SheetRefused, match="không phải bảng tính"):
        kind_of_file(path)


def test_a_zip_bomb_is_refused_without_unfolding_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 20_000_000)
    with pytest.raises(SheetRefused, match="bất thường"):
        kind_of_file(path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 2_000_000)
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<I", 2_000_000), struct.pack("<I", 500)))
    with pytest.raises(SheetRefused, match="hỏng"):
        kind_of_file(path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    with pytest.raises(SheetRefused, match="quá mức"):
        read_grids(write(tmp_path / "a.xlsx", [["x"]]))


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST_ROWS", 5)
    with pytest.raises(SheetRefused, match="nhiều nhất"):
        read_grids(write(tmp_path / "a.xlsx", [["x"]] * 6))
    path = tmp_path / "a.csv"
    path.write_text("x\n" * 6, "utf-8")
    with pytest.raises(SheetRefused, match="nhiều nhất"):
        read_grids(path)


def test_a_sheet_without_known_headings_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    unknown: list[list[object]] = [["a", "b"], [1, 2]]
    for content in (unknown, [["Họ và tên", "Ngày sinh", "Chi bộ", "Email"]]):
        with pytest.raises(SheetRefused):
            desk.preview(write(desk.file(), content))
    assert not Import.objects.exists()


def test_the_errors_come_back_as_a_file_with_their_reasons_and_no_formula(desk: Desk) -> None:
    people = [person(), numbered(2, birth_date="31/02/1980", origin_detail="=HYPERLINK(1)")]
    owner = desk.usual(layout_a(desk.file(), people))
    path = desk.file("loi.xlsx")
    path.write_bytes(errors_file(owner))
    (grid,), _ = read_grids(path)
    headings, row = grid.rows
    assert headings[-1] == WHY
    assert "tháng 2 năm 1980 chỉ có 29 ngày" in str(row[-1])
    assert " =HYPERLINK(1)" in row
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_the_file_of_errors_can_be_put_right_and_sent_in_again(desk: Desk) -> None:
    owner = desk.usual(layout_a(desk.file(), [person(birth_date="31/02/1985")]))
    path = desk.file("loi.xlsx")
    path.write_bytes(errors_file(owner))
    (grid,), _ = read_grids(path)
    grid.rows[1][5] = "28/02/1985"
    again = desk.usual(write(desk.file("sua.xlsx"), grid.rows))
    assert again.counts["new"] == 1
