"""The office of the tests of screens."""

from tests.web.conftest import office

__all__ = ["office"]
