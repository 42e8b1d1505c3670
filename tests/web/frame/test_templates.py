"""What holds for every template of the office."""

import re
from pathlib import Path

import pytest

from dangvu.web.frame.icons import ICONS, icon
from tests.web.sentences import WEB

TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
_ICON = re.compile(r"""{%\s*icon ["']([^"']+)["']""")


@pytest.mark.parametrize("name", sorted(ICONS))
def test_every_listed_icon_has_its_drawing(name: str) -> None:
    assert "<path" in icon(name)


def test_templates_use_listed_icons_only() -> None:
    used = {name for template in TEMPLATES for name in _ICON.findall(template.read_text(encoding="utf-8"))}
    assert len(used) > 5
    assert used <= ICONS


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.relative_to(WEB).as_posix())
def test_no_template_holds_inline_style_or_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:", text)
    assert all(" src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text))
