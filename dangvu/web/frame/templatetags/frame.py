"""Tags that every template of the office has."""

from datetime import date

from django import template
from django.utils.safestring import SafeString

from dangvu.kernel.days import display_day
from dangvu.kernel.numbers import display_count
from dangvu.kernel.periods import FOREVER
from dangvu.web.frame.icons import icon as drawn

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "search" %}`: a picture that takes the colour of the words beside it."""
    return drawn(name)


@register.filter
def day(value: date | None) -> str:
    """A day as forms print it; "–" for none, and "chưa xác định" for the end of what still runs."""
    if value is None:
        return "–"
    return "chưa xác định" if value == FOREVER else display_day(value)


@register.filter
def count(value: int) -> str:
    """A whole number with Vietnamese separators."""
    return display_count(value)
