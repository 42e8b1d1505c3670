"""A real browser that walks through the office. Needs Chromium; bin/test says loudly where there is none."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from dangvu.access.models import Account
from tests.members.cast import officer
from tests.web.cast import Office, open_office, signed_in

#: Playwright's own loop runs in this thread; Django would refuse to query beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

WIDTHS = {"desktop": 1280, "phone": 390}


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": shutil.which("chromium") or "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-dev-shm-usage"],
    }


@pytest.fixture
def the_office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.delenv("DANGVU_DEMO_READER", raising=False)
    return open_office()


@pytest.fixture(params=WIDTHS)
def context(
    browser: Browser, live_server: LiveServer, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """Desktop and phone: every browser test runs on both."""
    size = {"width": WIDTHS[request.param], "height": 800}
    made = browser.new_context(base_url=live_server.url, viewport=size, locale="vi-VN")  # type: ignore[arg-type]
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test when the console shows an error, such as one of the security policy."""
    errors: list[str] = []
    made = context.new_page()
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield made
    assert [error for error in errors if "Failed to load resource" not in error] == []


@pytest.fixture
def lan(the_office: Office, context: BrowserContext, live_server: LiveServer) -> Office:
    """Lan has signed in in this browser."""
    officer("Lan", "cell_secretary", the_office.commune.hamlet_1)
    enter(context, live_server, "Lan")
    return the_office


def enter(context: BrowserContext, live_server: LiveServer, display_name: str) -> None:
    """Give the browser the session of this person."""
    client = signed_in(Account.objects.get(display_name=display_name))
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
