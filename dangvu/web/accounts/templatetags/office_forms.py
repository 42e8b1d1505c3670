"""Draws fields of forms that are not our own as the office draws fields."""

from datetime import date, timedelta

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from dangvu.kernel.days import display_day
from dangvu.kernel.periods import FOREVER

register = template.Library()


@register.filter
def styled(field: BoundField, style: str) -> SafeString:
    """The field with this CSS class, and without a placeholder that repeats its label."""
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget(attrs={"class": field.field.widget.attrs.get("class", style)})


#: Signs in what a browser says of itself -> what people call it; the first that fits.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser_words(user_agent: str) -> str:
    """The browser and the system in two words; what the browser said where neither is known."""
    known = [
        next((words for sign, words in table if sign in user_agent), "") for table in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, known)) or user_agent[:60]


@register.filter
def last_day(valid_to: date) -> str:
    """The last day held, from the first day no longer held."""
    return "chưa xác định" if valid_to == FOREVER else display_day(valid_to - timedelta(days=1))
