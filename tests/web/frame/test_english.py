"""Whoever chooses English meets English words; everybody else Vietnamese."""

from pathlib import Path

import pytest
from django.test import Client

from config.messages import mo_of, read_po
from dangvu.access.roles import ROLES
from tests.web.sentences import WEB, marked

#: A subject whose screens have a catalogue has a whole one.
CATALOGUES = sorted(WEB.glob("*/locale/en/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("po", CATALOGUES, ids=lambda po: po.parents[3].name)
def test_every_marked_sentence_has_an_english_one(po: Path) -> None:
    known = read_po(po.read_text(encoding="utf-8"))
    assert sorted(marked(po.parents[3]) - known.keys()) == []


@pytest.mark.parametrize("po", CATALOGUES, ids=lambda po: po.parents[3].name)
def test_the_compiled_catalogue_is_that_of_the_sentences(po: Path) -> None:
    assert po.with_suffix(".mo").read_bytes() == mo_of(read_po(po.read_text(encoding="utf-8")))


def test_every_role_has_an_english_name() -> None:
    known = read_po((WEB / "frame/locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8"))
    assert sorted(set(ROLES.values()) - known.keys()) == []


def test_a_browser_set_to_english_still_meets_vietnamese(client: Client) -> None:
    page = client.get("/khong-co", headers={"Accept-Language": "en-US,en"})
    assert "Không có trang này" in page.content.decode()


def test_english_is_kept_once_chosen(client: Client) -> None:
    client.post("/ngon-ngu", {"language": "en", "next": "/khong-co"})
    page = client.get("/khong-co")
    assert "There is no such page" in page.content.decode()
    assert page["Content-Language"] == "en"
