"""Fields of forms that take text and days as people type them, and keep what was typed on any error."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dangvu.kernel.days import BadDay, display_day, parse_day
from dangvu.kernel.vietnamese import UncleanText, refuse_control, tidy, tidy_lines

_LONGEST_DAY = 40
#: Signs that one line and one longer text may have where a form does not say otherwise.
LINE, TEXT = 300, 20_000


class DayField(forms.CharField):
    """A day as people write it in Vietnam: 3/2/2026, 03.02.2026, 2026-02-03."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", _LONGEST_DAY)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return display_day(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """Return the day, or None for an empty field that need not be filled."""
        text = super().clean(value)
        try:
            return parse_day(text) if text else None
        except BadDay as error:
            raise ValidationError(str(error)) from error


class LineField(forms.CharField):
    """One line of text: composed letters, single blanks, no signs that no paper can carry."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LINE)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(_readable(super().to_python(value) or ""))


class TextField(forms.CharField):
    """A longer text, with its line breaks."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return tidy_lines(_readable((super().to_python(value) or "").replace("\r\n", "\n")))


class StyledForm(forms.Form):
    """Fields drawn as the office draws them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            style = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs.setdefault("class", style)


def _readable(text: str) -> str:
    try:
        return refuse_control(text)
    except UncleanText as error:
        raise ValidationError(str(error)) from error
