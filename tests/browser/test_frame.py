"""The frame in a real browser: search, day, menus, typed text that outlives what goes wrong."""

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import form_addresses
from tests.browser.conftest import enter
from tests.web.cast import Office

pytestmark = pytest.mark.browser

_AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
_GRAVE = {"serious", "critical"}


def test_lan_finds_minh_from_anywhere_by_keyboard(lan: Office, page: Page) -> None:
    page.goto("/to-chuc/24.01.1", wait_until="networkidle")
    page.keyboard.press("Control+k")
    page.keyboard.type("tran minh")
    expect(page.locator("#ket-qua-tim")).to_contain_text("Trần Văn Minh")
    page.keyboard.press("ArrowDown")
    assert "Minh" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Escape")
    expect(page.locator("#ket-qua-tim")).to_be_empty()


def test_lan_looks_at_another_day_and_comes_back(lan: Office, page: Page) -> None:
    page.goto("/")
    page.locator(".office-day > summary").click()
    page.get_by_label("Xem số liệu của ngày").fill("31/12/2020")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator(".office-past")).to_be_visible()
    page.locator(".office-day > summary").click()
    page.get_by_role("link", name="Về hôm nay").click()
    expect(page.locator(".office-past")).to_have_count(0)


def test_a_dark_page_stays_dark(lan: Office, page: Page) -> None:
    page.goto("/")
    page.locator(".office-user > summary").click()
    page.get_by_role("button", name="Đổi nền sáng, nền tối").click()
    page.goto("/to-chuc/24.01.1")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_no_page_is_wider_than_its_window_and_axe_finds_nothing_grave(lan: Office, page: Page) -> None:
    for address in ("/", "/to-chuc", "/to-chuc/24.01.1", "/tim?q=minh", "/khong-co"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        faults = page.evaluate("axe.run()")["violations"]
        assert [fault["id"] for fault in faults if fault["impact"] in _GRAVE] == [], address


@pytest.fixture
def form(settings: object, lan: Office, page: Page) -> Page:
    """The form, opened by Lan."""
    settings.ROOT_URLCONF = "tests.browser.form_addresses"  # type: ignore[attr-defined]
    form_addresses.RECEIVED.clear()
    page.goto("/thu")
    return page


def _write(page: Page) -> None:
    page.get_by_label("Ghi chú").fill("Đồng chí Hoa đã học lớp cảm tình")
    page.get_by_label("Đồng ý").check()
    page.get_by_label("Mật khẩu").fill("bí mật của Lan")


def _send(page: Page) -> None:
    page.get_by_role("button", name="Ghi lại").click()


def test_typed_text_survives_a_closed_page(form: Page) -> None:
    _write(form)
    form.goto("/")
    form.goto("/thu")
    expect(form.get_by_label("Ghi chú")).to_have_value("Đồng chí Hoa đã học lớp cảm tình")
    expect(form.get_by_label("Đồng ý")).to_be_checked()
    expect(form.get_by_text("Đã lấy lại những chữ gõ dở lần trước.")).to_be_visible()
    expect(form.get_by_label("Mật khẩu")).to_have_value("")
    assert "bí mật" not in form.evaluate("JSON.stringify(localStorage)")


def test_what_was_brought_back_can_be_discarded(form: Page) -> None:
    _write(form)
    form.reload()
    form.get_by_role("button", name="Bỏ những chữ này").click()
    expect(form.get_by_label("Ghi chú")).to_have_value("")
    form.reload()
    expect(form.get_by_label("Ghi chú")).to_have_value("")


def test_text_that_arrived_is_let_go(form: Page) -> None:
    _write(form)
    _send(form)
    expect(form.get_by_text("Đã ghi.")).to_be_visible()
    expect(form.get_by_label("Ghi chú")).to_have_value("")
    assert form.evaluate("localStorage.length") == 0


def test_typed_text_survives_a_session_that_ended(
    form: Page, context: BrowserContext, live_server: LiveServer
) -> None:
    _write(form)
    Session.objects.all().delete()
    _send(form)
    form.wait_for_url("**/dang-nhap**")
    enter(context, live_server, "Lan")
    form.goto("/thu")
    expect(form.get_by_label("Ghi chú")).to_have_value("Đồng chí Hoa đã học lớp cảm tình")
    assert form_addresses.RECEIVED == []


def test_typed_text_survives_a_lost_connection(form: Page, context: BrowserContext) -> None:
    _write(form)
    context.route("**/thu", lambda route: _lose(route))
    with form.expect_event("requestfailed"):
        _send(form)
    context.unroute("**/thu")
    form.goto("/thu")
    expect(form.get_by_label("Ghi chú")).to_have_value("Đồng chí Hoa đã học lớp cảm tình")


def _lose(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_another_person_at_the_same_machine_does_not_get_the_text(
    form: Page, lan: Office, context: BrowserContext, live_server: LiveServer
) -> None:
    _write(form)
    lan.tuan()
    enter(context, live_server, "Tuấn")
    form.goto("/thu")
    expect(form.get_by_label("Ghi chú")).to_have_value("")


def test_a_double_click_sends_once(form: Page) -> None:
    _write(form)
    form.get_by_role("button", name="Ghi lại").dblclick()
    expect(form.get_by_text("Đã ghi.")).to_be_visible()
    assert len(form_addresses.RECEIVED) == 1
