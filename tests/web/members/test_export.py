"""A list taken out as a file: only what is shown, with a reason, a watermark and a reading of everybody."""

import io

from django.test import Client
from openpyxl import load_workbook

from dangvu.audit.models import Event
from dangvu.members.models import Member
from tests.members.cast import recorded
from tests.web.cast import Office

_FILE = "/to-chuc/24.01/dang-vien/xuat"
_WHY = {"export_reason": "Họp giao ban tháng 11"}


def _cells(browser: Client, asked: str = "") -> list[list[object]]:
    answer = browser.post(_FILE + asked, _WHY)
    assert answer.status_code == 200
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_tuan_takes_out_what_he_sees_under_a_watermark(office: Office) -> None:
    recorded("DV2", "=HYPERLINK(1)", office.commune.hamlet_2)
    rows = _cells(office.tuan(), "?cot=cell&sex=male")
    assert rows[0][0] == "Xuất từ Đảng vụ bởi Tuấn, 12:00 ngày 20/11/2026; lý do: Họp giao ban tháng 11"
    assert rows[3] == ["TT", "Mã đảng viên", "Họ và tên", "Chi bộ"]
    assert {(row[1], row[2], row[3]) for row in rows[4:]} == {
        ("DV1", "Trần Văn Minh", "Chi bộ thôn 1"),
        ("DV2", "=HYPERLINK(1)", "Chi bộ thôn 2"),
    }
    reading = Event.objects.get(verb="read.export")
    assert reading.after == {"members": ["DV1", "DV2"], "count": 2, "reason": "Họp giao ban tháng 11"}


def test_a_filter_holds_for_the_file_as_well(office: Office) -> None:
    recorded("DV2", "Lê Thị Hòa", office.commune.hamlet_2)
    Member.objects.filter(code="DV2").update(sex="female")
    assert [row[1] for row in _cells(office.tuan(), "?sex=female")[4:]] == ["DV2"]


def test_no_file_without_a_reason(office: Office) -> None:
    tuan = office.tuan()
    answer = tuan.post(_FILE + "?sex=male", {"export_reason": "  "}, follow=True)
    assert answer.redirect_chain == [("/to-chuc/24.01/dang-vien?sex=male", 302)]
    assert "hãy ghi rõ lý do" in answer.content.decode()
    assert not Event.objects.filter(verb="read.export").exists()


def test_who_may_not_export_is_refused_and_strangers_find_nothing(office: Office) -> None:
    chi = office.browser("Chi", "cell_committee_member", office.commune.commune)
    assert chi.post(_FILE, _WHY).status_code == 403
    assert office.quang().post(_FILE, _WHY).status_code == 404
    assert "Xuất ra tệp" not in chi.get("/to-chuc/24.01/dang-vien").content.decode()
