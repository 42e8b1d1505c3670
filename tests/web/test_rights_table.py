"""Every address has a line in the rights table, and every line an address."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from dangvu.access.roles import RIGHTS
from dangvu.web.frame.menu import MENU
from dangvu.web.loading import LOADERS
from dangvu.web.rights_table import TABLE, Over

_WITHOUT_RIGHT = {Over.PUBLIC, Over.PERSON}


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        else:
            yield f"{prefix}{each.name}", each


ADDRESSES = dict(_patterns(get_resolver()))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_address_is_reached_through_its_line(name: str) -> None:
    assert name in TABLE, f"{name} has no line in dangvu.web.rights_table"
    assert getattr(ADDRESSES[name].callback, "screen_name", None) == name, f"{name} is not behind @screen"


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_the_address_names_what_its_line_loads(name: str) -> None:
    loader = LOADERS.get(TABLE[name].over)
    if loader is not None:
        assert loader.takes in ADDRESSES[name].pattern.converters


def test_every_line_has_an_address() -> None:
    assert sorted(TABLE.keys() - ADDRESSES.keys()) == []


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_line_names_a_right_where_one_is_asked(name: str) -> None:
    line = TABLE[name]
    assert line.what
    assert (line.right in RIGHTS) is (line.over not in _WITHOUT_RIGHT)


def test_the_menu_leads_to_addresses_of_the_table() -> None:
    assert [way.url_name for way in MENU if way.url_name not in ADDRESSES] == []
