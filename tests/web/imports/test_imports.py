"""Tuấn brings a spreadsheet in on screen; Quang gets nothing of it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dangvu.audit.models import Event
from dangvu.exchange.models import Import, ImportRow
from dangvu.members.models import Member
from tests.exchange.sheets.files import layout_a, numbered, person
from tests.web.cast import Office

_USUAL = {"admission_meaning": "admitted_on", "step": "answer"}


def work() -> None:
    """What the worker does with the newest job."""
    waiting = ProcrastinateJob.objects.order_by("-pk")[0]
    app.tasks[waiting.task_name].func(**waiting.args)


def handed_in(tuan: Client, folder: Path, *people: dict[str, object]) -> str:
    """The address of the import of a file that Tuấn handed in and the worker looked at."""
    content = layout_a(folder / "ds.xlsx", people or [person()]).read_bytes()
    upload = SimpleUploadedFile("ds.xlsx", content)
    answer = tuan.post("/nap-bang-tinh/24.01", {"file": upload, "sender": "Xã Mẫu", "day": "20/11/2026"})
    assert answer.status_code == 302
    work()
    return f"/nap-bang-tinh/lan/{Import.objects.get().pk}"


def test_tuan_brings_a_file_in_corrects_it_writes_it_and_takes_it_back(
    office: Office, tmp_path: Path
) -> None:
    tuan = office.tuan()
    page = handed_in(tuan, tmp_path, person(), numbered(2, birth_date="31/02/1985"))
    shown = tuan.get(page).content.decode()
    assert "Nguyễn Thị Mai" in shown
    assert "tháng 2 năm 1985 chỉ có 28 ngày" in shown
    assert tuan.post(page, _USUAL).status_code == 302
    assert tuan.post(f"{page}/hang/2", {"birth_date": "28/02/1985"}).status_code == 302
    assert set(ImportRow.objects.values_list("state", flat=True)) == {"new"}
    assert tuan.post(page, {"step": "apply"}).status_code == 302
    work()
    assert Member.objects.filter(code__startswith="BT").count() == 2
    assert "Thu hồi cả lần nhập" in tuan.get(page).content.decode()
    tuan.post(page, {"step": "undo"})
    work()
    assert not Member.objects.filter(code__startswith="BT").exists()


def test_a_cell_is_seen_with_its_reason_and_what_was_typed_stays(office: Office, tmp_path: Path) -> None:
    tuan = office.tuan()
    page = handed_in(tuan, tmp_path, person(ethnicity="11"))
    shown = tuan.get(f"{page}/hang/1").content.decode()
    assert "Dân tộc ghi bằng số" in shown
    assert 'value="Nữ"' in shown
    assert 'value="Đang sinh hoạt Đảng"' in shown
    tuan.post(f"{page}/hang/1", {"ethnicity": "<script>alert(1)</script>"})
    again = tuan.get(f"{page}/hang/1").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in again
    assert "<script>alert(1)" not in again


def test_only_the_rows_of_one_state_are_shown_on_demand(office: Office, tmp_path: Path) -> None:
    tuan = office.tuan()
    page = handed_in(tuan, tmp_path, person(), numbered(2, sex="Ông"))
    shown = tuan.get(page, {"state": "error"}).content.decode()
    assert "Lê Văn Một Ba" in shown
    assert "Nguyễn Thị Mai" not in shown


def test_the_wrong_rows_are_a_file_and_each_download_is_recorded(office: Office, tmp_path: Path) -> None:
    tuan = office.tuan()
    page = handed_in(tuan, tmp_path, numbered(2, sex="Ông"))
    answer = tuan.get(f"{page}/hang-loi.xlsx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert Event.objects.filter(verb="read.export", subject_kind="import").count() == 1


def test_an_opening_of_the_rows_is_a_recorded_reading(office: Office, tmp_path: Path) -> None:
    tuan = office.tuan()
    page = handed_in(tuan, tmp_path)
    before = Event.objects.filter(verb="read.list").count()
    tuan.get(page)
    assert Event.objects.filter(verb="read.list").count() == before + 1


@pytest.mark.parametrize("content", [b"", b"MZ\x00\x00 program"])
def test_a_bad_file_is_told_and_leaves_nothing(office: Office, content: bytes) -> None:
    tuan = office.tuan()
    data = {"file": SimpleUploadedFile("ds.xlsx", content), "day": "20/11/2026"}
    answer = tuan.post("/nap-bang-tinh/24.01", data)
    if answer.status_code == 302:
        work()
        assert "chương trình chạy được" in tuan.get(answer["Location"]).content.decode()
    else:
        assert answer.status_code == 422
    assert not Import.objects.exists()


def test_quang_and_lan_and_vy_get_nothing(office: Office, tmp_path: Path) -> None:
    page = handed_in(office.tuan(), tmp_path)
    quang, lan, vy = office.quang(), office.lan(), office.vy()
    for address in (page, f"{page}/hang/1", f"{page}/hang-loi.xlsx", "/nap-bang-tinh/24.01"):
        assert [client.get(address).status_code for client in (quang, lan, vy)] == [404, 404, 403]
    assert quang.post(page, {"step": "apply"}).status_code == 404
    assert office.binh().get(page).status_code == 200


def test_the_menu_leads_to_the_place_where_tuan_may_bring_files_in(office: Office) -> None:
    tuan = office.tuan()
    assert 'href="/nap-bang-tinh"' in tuan.get("/").content.decode()
    assert tuan.get("/nap-bang-tinh")["Location"] == "/nap-bang-tinh/24.01"
    assert 'href="/nap-bang-tinh"' not in office.lan().get("/").content.decode()


def test_an_import_that_is_not_there(office: Office) -> None:
    tuan = office.tuan()
    assert tuan.get("/nap-bang-tinh/lan/999999999999999999999999").status_code == 404
    assert tuan.get("/nap-bang-tinh/lan/1/hang/99999999999999").status_code == 404
