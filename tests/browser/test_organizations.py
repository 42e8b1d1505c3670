"""The tree and the pages of organisations in a real browser, by mouse and by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import enter
from tests.members.cast import officer
from tests.web.cast import Office

pytestmark = pytest.mark.browser

_AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
_GRAVE = {"serious", "critical"}


@pytest.fixture
def binh(the_office: Office, context: BrowserContext, live_server: LiveServer) -> Office:
    """Bình has signed in in this browser."""
    officer("Bình", "provincial_organization_committee", the_office.commune.province)
    enter(context, live_server, "Bình")
    return the_office


def test_binh_opens_and_closes_a_branch(binh: Office, page: Page) -> None:
    page.goto("/to-chuc")
    opener = page.get_by_role("button", name="Mở, đóng Đảng bộ xã Thử Nghiệm")
    opener.click()
    expect(page.get_by_role("link", name="Chi bộ thôn 1")).to_be_visible()
    opener.click()
    expect(page.get_by_role("link", name="Chi bộ thôn 1")).to_be_hidden()
    opener.click()
    page.get_by_role("link", name="Chi bộ thôn 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chi bộ thôn 1")


def test_binh_walks_the_tree_by_arrow_keys(binh: Office, page: Page) -> None:
    page.goto("/to-chuc")
    page.get_by_role("link", name="Đảng bộ xã Thử Nghiệm").first.focus()
    page.locator(".branch-name", has_text="Đảng bộ xã Thử Nghiệm").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="Chi bộ thôn 2")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "Chi bộ thôn 2" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowLeft")
    assert "Đảng bộ xã Thử Nghiệm" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("link", name="Chi bộ thôn 2")).to_be_hidden()


def test_the_page_of_a_committee_brings_its_units(binh: Office, page: Page) -> None:
    page.goto("/to-chuc/24.01")
    expect(page.get_by_role("link", name="Chi bộ thôn 1")).to_be_visible()


def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_grave(binh: Office, page: Page) -> None:
    for address in (
        "/to-chuc",
        "/to-chuc/24.01",
        "/to-chuc/24.01.1/lich-su",
        "/to-chuc/24.01.1/viec/split",
        "/viec-to-chuc/nap-tep",
    ):
        page.goto(address, wait_until="networkidle")
        assert _faults(page) == [], address


def test_binh_merges_two_cells_looks_mends_and_carries_out(binh: Office, page: Page) -> None:
    page.goto("/to-chuc/24.01.1")
    page.get_by_role("link", name="Việc về tổ chức").click()
    page.get_by_role("link", name="Sáp nhập").click()
    page.get_by_label("Sáp nhập vào tổ chức có mã").fill("24.01.2")
    page.get_by_label("Có hiệu lực từ ngày").fill("1/7/2025")
    page.get_by_label("Số quyết định").fill("124-QĐ/TU")
    page.get_by_label("Ngày ký quyết định").fill("32/6/2025")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator(".office-field-error")).to_have_count(1)
    page.get_by_label("Ngày ký quyết định").fill("16/6/2025")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Trước và sau bằng nhau")).to_be_visible()
    page.get_by_role("button", name="Sửa lại").click()
    expect(page.get_by_label("Số quyết định")).to_have_value("124-QĐ/TU")
    page.get_by_role("button", name="Xem trước").click()
    assert _faults(page) == []
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_role("button", name="In bảng đối chiếu")).to_be_visible()
    assert _faults(page) == []
    page.get_by_role("link", name="Thu hồi").click()
    expect(page.get_by_text("Không có gì ghi sau đó phụ thuộc")).to_be_visible()


def _faults(page: Page) -> list[str]:
    """What axe finds grave, and whether the page is wider than its window."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    faults = page.evaluate("axe.run()")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [fault["id"] for fault in faults if fault["impact"] in _GRAVE] + (["wide"] if wide else [])
