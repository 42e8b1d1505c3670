"""What an address asks of a report: period, comparison, tree; and the address of the same question."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.kernel.days import BadDay, display_day, parse_day
from dangvu.kernel.periods import FOREVER
from dangvu.statistics.asked import Asked, BadQuestion

#: Reports that say nothing on a single day: their page opens with the year of the day.
_OF_A_YEAR = frozenset({"admissions", "classification", "screening", "discipline", "inspections"})
_ONE_DAY = timedelta(days=1)
_STYLES = {"Select": "form-select", "CheckboxInput": "form-check-input"}
_FIRST_YEAR, _LAST_YEAR = 1930, 2199


class DayInput(forms.CharField):
    """A day as people write it in Vietnam; empty where it need not be filled."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 12})
        super().__init__(label=label, required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            day = parse_day(text) if text else None
        except BadDay as error:
            raise forms.ValidationError(str(error)) from error
        if day is not None and day >= FOREVER - _ONE_DAY:
            raise forms.ValidationError(_("Ngày quá xa."))
        return day


class YearInput(forms.IntegerField):
    """A year of four digits; empty where it need not be filled."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5, "maxlength": 10}
        )
        wrong = {
            key: gettext_lazy("Hãy viết năm bằng bốn chữ số, ví dụ 2019.")
            for key in ("invalid", "min_value", "max_value")
        }
        super().__init__(
            label=label,
            required=False,
            min_value=_FIRST_YEAR,
            max_value=_LAST_YEAR,
            widget=widget,
            error_messages=wrong,
            **kwargs,
        )


class AskForm(forms.Form):
    """The period and the comparison. Without a year or days it is the day shown, or its year."""

    year = YearInput(gettext_lazy("Năm"))
    first = DayInput(gettext_lazy("Từ ngày"))
    last = DayInput(gettext_lazy("Đến hết ngày"))
    compare = forms.ChoiceField(
        label=gettext_lazy("So sánh"),
        required=False,
        choices=[("", gettext_lazy("Không so sánh")), ("year", gettext_lazy("Cùng kỳ năm trước"))],
    )
    since = YearInput(gettext_lazy("Năm gốc"), help_text=gettext_lazy("So số đảng viên với đầu năm này."))
    tree = DayInput(
        gettext_lazy("Theo hệ thống tổ chức ngày"),
        help_text=gettext_lazy("Để trống: mỗi ngày theo hệ thống của ngày đó."),
    )
    with_predecessors = forms.BooleanField(
        label=gettext_lazy("Tính cả các tổ chức đã sáp nhập vào"), required=False
    )
    by_child = forms.BooleanField(label=gettext_lazy("Theo tổ chức trực thuộc"), required=False)

    def __init__(self, name: str, day: date, data: QueryDict) -> None:
        super().__init__(data)
        self.report, self.day = name, day
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", _STYLES.get(type(field.widget).__name__, "form-control"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.errors:
            return found
        if (found["first"] is None) != (found["last"] is None):
            empty = "last" if found["last"] is None else "first"
            self.add_error(empty, _("Hãy ghi cả ngày đầu và ngày cuối của kỳ."))
        elif found["year"] and found["first"]:
            self.add_error("year", _("Chỉ ghi năm, hoặc chỉ ghi từ ngày, đến ngày."))
        else:
            self._check(found)
        return found

    def _check(self, found: dict[str, Any]) -> None:
        if found["first"] and found["last"] < found["first"]:
            self.add_error("last", _("Ngày cuối phải từ ngày đầu trở đi."))
            return
        question = self._question(found)
        try:
            Asked(*question.period, on=question.on, since=question.since)
        except BadQuestion as error:
            self.add_error("since", str(error))

    def question(self) -> "Question":
        """What is asked; call when the form is valid."""
        return self._question(self.cleaned_data)

    def _question(self, found: dict[str, Any]) -> "Question":
        period, on = self._period(found)
        return Question(
            period,
            on,
            by_child=found["by_child"],
            compare=found["compare"],
            since=found["since"],
            tree_day=found["tree"],
            with_predecessors=found["with_predecessors"],
        )

    def _period(self, found: dict[str, Any]) -> tuple[tuple[date, date], bool]:
        if found["first"]:
            return (found["first"], found["last"] + _ONE_DAY), False
        year = found["year"] or (self.day.year if self.report in _OF_A_YEAR else None)
        if year:
            return (date(year, 1, 1), date(year + 1, 1, 1)), False
        return (self.day, self.day + _ONE_DAY), True


@dataclass(frozen=True)
class Question:
    """A report's question as it stands in an address."""

    period: tuple[date, date]
    on: bool
    by_child: bool = False
    compare: str = ""
    since: int | None = None
    tree_day: date | None = None
    with_predecessors: bool = False

    @property
    def options(self) -> dict[str, Any]:
        """What `dangvu.statistics.reports.run` takes beside the place and the period."""
        return {
            "on": self.on,
            "since": self.since,
            "tree_day": self.tree_day,
            "with_predecessors": self.with_predecessors,
        }

    @property
    def whole_year(self) -> bool:
        """Whether a calendar year is asked."""
        first, after = self.period
        return (first.month, first.day, after) == (1, 1, date(first.year + 1, 1, 1))

    def address(self) -> str:
        """The query of an address that asks the same of one place."""
        first, after = self.period
        asked: dict[str, object] = {}
        if self.on:
            asked["on"] = first
        elif self.whole_year:
            asked["year"] = first.year
        else:
            asked |= {"first": first, "last": after - _ONE_DAY}
        asked |= {"since": self.since, "tree": self.tree_day}
        asked["with_predecessors"] = "1" if self.with_predecessors else None
        return urlencode({key: value for key, value in asked.items() if value})

    @property
    def words(self) -> str:
        """The period as people say it."""
        first, after = self.period
        if self.on:
            return _("Ngày %(day)s") % {"day": display_day(first)}
        if self.whole_year:
            return _("Năm %(year)s") % {"year": first.year}
        days = {"first": display_day(first), "last": display_day(after - _ONE_DAY)}
        return _("Từ %(first)s đến hết %(last)s") % days
