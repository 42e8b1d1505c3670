"""Reports in a real browser: from the choice to the people, charts drawn, a report sealed and compared."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from dangvu.access.services import actor_of_os_user
from dangvu.exchange.services.load import load
from dangvu.organizations.models import Organization
from tests.browser.conftest import enter
from tests.members.cast import officer

pytestmark = pytest.mark.browser

_CHECKOUT = Path(__file__).resolve().parents[2]
_AXE = _CHECKOUT / "node_modules/axe-core/axe.min.js"
_GRAVE = {"serious", "critical"}


@pytest.fixture
def binh(
    transactional_db: None,
    context: BrowserContext,
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bình of the example's province has signed in in this browser."""
    monkeypatch.delenv("DANGVU_DEMO_READER", raising=False)
    load(_CHECKOUT / "tests/data/example", actor=actor_of_os_user())
    officer("Bình", "provincial_organization_committee", Organization.objects.get(code="T"))
    enter(context, live_server, "Bình")


def test_binh_goes_from_a_report_down_to_the_names(binh: None, page: Page) -> None:
    page.goto("/bao-cao")
    page.get_by_label("Báo cáo", exact=True).select_option("classification")
    page.get_by_label("Mã tổ chức đảng").fill("T")
    page.get_by_role("button", name="Mở báo cáo").click()
    page.get_by_label("Năm", exact=True).fill("2020")
    page.get_by_label("Theo tổ chức trực thuộc").check()
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator("#truc-thuoc")).to_be_visible()
    expect(page.locator(".report-drawing svg").first).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Đảng viên hoàn thành xuất sắc nhiệm vụ").first
    row.get_by_role("link").first.click()
    expect(page.get_by_text("Phạm Thị Oanh")).to_be_visible()
    expect(page.get_by_text("Lần mở danh sách này đã được ghi vào nhật ký.")).to_be_visible()


def test_binh_seals_a_report_and_compares_it(binh: None, page: Page) -> None:
    page.goto("/bao-cao/membership/T?year=2020")
    page.get_by_role("link", name="Chốt", exact=True).click()
    page.get_by_label("Chốt để làm gì?").fill("Báo cáo tổng kết năm 2020")
    page.get_by_role("button", name="Chốt báo cáo").click()
    expect(page.get_by_text("Đã chốt báo cáo.")).to_be_visible()
    page.get_by_role("link", name="So với hôm nay").click()
    expect(page.get_by_text("dữ liệu phía sau các số liệu này không thay đổi")).to_be_visible()


def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_grave(binh: None, page: Page) -> None:
    for address in (
        "/bao-cao",
        "/bao-cao/membership/T?year=2020&by_child=1&compare=year",
        "/bao-cao/admissions/T?year=2020&by_child=1",
        "/bao-cao/classification/T?year=2020&by_child=1",
        "/bao-cao/membership/T?year=abc",
        "/danh-sach/membership/T/closing?year=2020",
        "/danh-sach/membership/T/stock.ethnic_minority?year=2020",
        "/bao-cao/membership/T/chot?year=2020",
        "/bao-cao-da-chot",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        faults = page.evaluate("axe.run()")["violations"]
        found = [
            (fault["id"], fault["nodes"][0]["html"][:120]) for fault in faults if fault["impact"] in _GRAVE
        ]
        assert found == [], address
