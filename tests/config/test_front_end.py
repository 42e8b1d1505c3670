"""Front-end files: only those named are served, and the first page is light."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from config.front_end import CHECKOUT, served_file, served_files, version

_LIMIT = 300 * 1024


def test_the_lock_file_names_no_registry() -> None:
    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    assert len(packages) > 5
    assert all("resolved" not in package for package in packages.values())


def test_every_package_is_pinned() -> None:
    wanted = json.loads((CHECKOUT / "package.json").read_text())
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert all(re.fullmatch(r"[0-9.]+", each) for each in versions)


def test_named_files_are_there_and_large_ones_compressed() -> None:
    names = {path for path, _ in served_files()}
    assert {"tabler/css/tabler.min.css", "htmx/htmx.min.js", "be-vietnam-pro/400.css"} <= names
    assert {"tabler/css/tabler.min.css.br", "tabler/css/tabler.min.css.gz"} <= names


@pytest.mark.parametrize(
    "path",
    [
        "tabler/css/tabler.css",
        "tabler/../package.json",
        "be-vietnam-pro/files/../../../echarts/package.json",
        "axe-core/axe.min.js",
        "htmx/ext/sse.js",
        "",
        "tabler",
    ],
)
def test_other_files_of_the_packages_are_not_served(path: str) -> None:
    assert served_file(path) is None


def test_every_static_file_has_the_version_in_its_address() -> None:
    assert f"/static/{version()}/" == settings.STATIC_URL


def test_the_first_page_weighs_less_than_300_kb() -> None:
    page = render_to_string("frame/base.html", {"title": "Việc cần làm"})
    paths = set(re.findall(rf'{settings.STATIC_URL}([^"]+)', page))
    assert len(paths) > 7
    fonts = [
        path
        for path, _ in served_files()
        if path.endswith(".woff2") and ("vietnamese" in path or "latin" in path)
    ]
    assert sum(map(_weight, [*paths, *fonts])) + len(page) < _LIMIT


def _weight(path: str) -> int:
    """Bytes sent to a browser over plain HTTP."""
    file = finders.find(path)
    assert file, path
    compressed = Path(f"{file}.gz")
    return (compressed if compressed.exists() else Path(str(file))).stat().st_size
