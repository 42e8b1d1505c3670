"""Lan finds a member and reads her life; Tuấn moves her. On a desktop and on a phone."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from dangvu.members.models import Member, Membership
from tests.browser.conftest import enter
from tests.members.cast import officer, recorded
from tests.web.cast import Office

pytestmark = pytest.mark.browser

_AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
_GRAVE = {"serious", "critical"}


@pytest.fixture
def thi_lan(the_office: Office) -> Member:
    return recorded(
        "DV7",
        "Nguyễn Thị Lan",
        the_office.commune.hamlet_1,
        admission_decision_date=date(2015, 3, 20),
        citizen_id="024080000123",
    )


def test_lan_finds_a_member_by_nguyen_thi_lan_and_reads_her_life(
    thi_lan: Member, lan: Office, page: Page
) -> None:
    page.goto("/", wait_until="networkidle")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    page.keyboard.type("nguyen thi lan")
    page.get_by_role("link", name="Nguyễn Thị Lan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nguyễn Thị Lan")
    expect(page.get_by_text("Được công nhận đảng viên chính thức")).to_be_visible()
    page.get_by_role("link", name="Lý lịch").click()
    expect(page.get_by_text("024080000123")).to_be_visible()


def test_tuan_moves_her_corrects_a_wrong_day_and_finds_the_move_in_her_life(
    thi_lan: Member, the_office: Office, context: BrowserContext, live_server: LiveServer, page: Page
) -> None:
    officer("Tuấn", "grassroots_clerk", the_office.commune.commune)
    enter(context, live_server, "Tuấn")
    page.goto(f"/dang-vien/{thi_lan.pk}")
    page.get_by_text("Ghi việc mới").click()
    page.get_by_role("link", name="Chuyển sang chi bộ khác").click()
    page.get_by_label("Chuyển đến chi bộ (mã)").fill("24.01.2")
    page.get_by_label("Có hiệu lực từ ngày").fill("31/2/2026")
    page.get_by_label("Số và ký hiệu văn bản").fill("15-QĐ/ĐU")
    page.get_by_label("Ngày văn bản").fill("28/2/2026")
    page.get_by_label("Cơ quan ban hành").fill("Đảng ủy xã Thử Nghiệm")
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(page.locator(".office-field-error")).to_have_count(1)
    expect(page.get_by_label("Số và ký hiệu văn bản")).to_have_value("15-QĐ/ĐU")
    page.get_by_label("Có hiệu lực từ ngày").fill("1/3/2026")
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(page.get_by_text("Chuyển sinh hoạt đảng đến Chi bộ thôn 2")).to_be_visible()
    expect(page.get_by_text("15-QĐ/ĐU ngày 28/02/2026")).to_be_visible()
    assert Membership.objects.filter(member=thi_lan, organization=the_office.commune.hamlet_2).exists()


def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_grave(
    thi_lan: Member, lan: Office, page: Page
) -> None:
    addresses = (
        "/to-chuc/24.01.1/dang-vien?age_from=30",
        f"/dang-vien/{thi_lan.pk}",
        f"/dang-vien/{thi_lan.pk}?phan=ho-so",
        f"/dang-vien/{thi_lan.pk}?phan=sinh-hoat",
        f"/dang-vien/{thi_lan.pk}?phan=giay-to",
        f"/dang-vien/{thi_lan.pk}/ghi/chuyen",
    )
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        faults = page.evaluate("axe.run()")["violations"]
        assert [fault["id"] for fault in faults if fault["impact"] in _GRAVE] == [], address
