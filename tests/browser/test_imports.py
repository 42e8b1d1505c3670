"""Tuấn brings a spreadsheet in, in a real browser: looks, answers, puts right, writes, takes back."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.live_server_helper import LiveServer

from dangvu.members.models import Member
from tests.browser.conftest import enter
from tests.exchange.sheets.files import layout_a, numbered, person
from tests.members.cast import officer
from tests.web.cast import Office

pytestmark = pytest.mark.browser

_AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
_GRAVE = {"serious", "critical"}


@pytest.fixture
def tuan(the_office: Office, context: BrowserContext, live_server: LiveServer) -> Office:
    """Tuấn has signed in in this browser."""
    officer("Tuấn", "grassroots_clerk", the_office.commune.commune)
    enter(context, live_server, "Tuấn")
    return the_office


def work() -> None:
    """What the worker does with the newest job."""
    waiting = ProcrastinateJob.objects.order_by("-pk")[0]
    app.tasks[waiting.task_name].func(**waiting.args)


def accessible(page: Page, name: str) -> None:
    """No serious fault; a picture is kept where `DANGVU_PICTURES` names a folder."""
    page.evaluate(_AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map(one => [one.impact, one.id])")
    assert [one for one in found if one[0] in _GRAVE] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    if folder := os.environ.get("DANGVU_PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(folder, f"{name}-{width}.png"), full_page=True)


def test_tuan_brings_a_file_in_and_takes_it_back(tuan: Office, page: Page, tmp_path: Path) -> None:
    path = layout_a(tmp_path / "danh-sach.xlsx", [person(), numbered(2, birth_date="31/02/1985")])
    page.goto("/nap-bang-tinh")
    accessible(page, "nhap")
    page.get_by_label("Tệp bảng tính").set_input_files(path)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Có thể rời trang này")).to_be_visible()
    work()
    page.get_by_role("link", name="Xem kết quả").click()
    page.get_by_role("link", name="danh-sach.xlsx").click()
    page.get_by_label("là ngày nào").select_option("admitted_on")
    page.get_by_role("button", name="Trả lời và xem lại").click()
    accessible(page, "xem-truoc")
    page.get_by_role("link", name="Lê Văn Một Ba").click()
    accessible(page, "hang")
    page.get_by_label("ngày sinh").fill("28/02/1985")
    page.get_by_role("button", name="Sửa và kiểm tra lại").click()
    expect(page.get_by_text("Trạng thái: Mới")).to_be_visible()
    page.get_by_role("link", name="danh-sach.xlsx").click()
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(page.get_by_text("Có thể rời trang này")).to_be_visible()
    work()
    page.get_by_role("link", name="Xem kết quả").click()
    expect(page.get_by_text("Tình trạng: Đã ghi")).to_be_visible()
    assert Member.objects.filter(code__startswith="BT").count() == 2
    page.get_by_role("button", name="Thu hồi cả lần nhập").click()
    expect(page.get_by_text("Có thể rời trang này")).to_be_visible()
    work()
    page.get_by_role("link", name="Xem kết quả").click()
    expect(page.get_by_text("Tình trạng: Đã thu hồi")).to_be_visible()
    assert not Member.objects.filter(code__startswith="BT").exists()
