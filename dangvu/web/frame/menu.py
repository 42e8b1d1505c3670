"""The ways through the office, in the order of the menu; a person sees those they have a right to."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from dangvu.web.rights_table import TABLE, Over
from dangvu.web.scope import Scope


class Way(NamedTuple):
    """A line of the menu: name of the address, words, icon."""

    url_name: str
    label: str
    icon: str


MENU = (
    Way("work", gettext_noop("Việc cần làm"), "checklist"),
    Way("organizations", gettext_noop("Tổ chức đảng"), "sitemap"),
    Way("members", gettext_noop("Đảng viên"), "id-badge-2"),
    Way("spreadsheets", gettext_noop("Nhập bảng tính"), "file-spreadsheet"),
    Way("reports", gettext_noop("Báo cáo"), "chart-bar"),
    Way("accounts", gettext_noop("Tài khoản"), "users"),
    Way("readings", gettext_noop("Ai đã đọc gì"), "eye"),
)


def ways(scope: Scope, path: str) -> Iterator[tuple[str, str, str, bool]]:
    """Address, words, icon, and whether the page stands there."""
    for way in MENU:
        line = TABLE[way.url_name]
        if line.over is Over.PERSON or scope.holds(line.right):
            address = reverse(way.url_name)
            here = path == address if address == "/" else path.startswith(address)
            yield address, gettext(way.label), way.icon, here
