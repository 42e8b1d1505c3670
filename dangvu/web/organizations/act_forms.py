"""One form for each act on an organisation; what is typed becomes the acts of the decision."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dangvu.organizations.models import Kind, Organization
from dangvu.regulations.catalogues import catalogue
from dangvu.reorganizations.rules import FormalAct
from dangvu.web.frame.fields import DayField, LineField, StyledForm, TextField
from dangvu.web.scope import Scope, under

_RIGHT = "acts.apply"
_CODE = 60
_MERGED_AT_MOST = 50
_KEPT = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who enters an act on which organisation; `bodies` are (code, name) of those that may have decided."""

    place: Organization
    scope: Scope
    today: date
    bodies: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()


class ActForm(StyledForm):
    """What every decision says: from which day, its number, its date, and who decided."""

    on = DayField(label=_("Có hiệu lực từ ngày"), help_text=_("Ví dụ 1/7/2025"))
    decision_number = LineField(label=_("Số quyết định"), max_length=100)
    decision_date = DayField(label=_("Ngày ký quyết định"))
    body_code = forms.ChoiceField(label=_("Cấp ban hành quyết định"))

    field_order: tuple[str, ...] | None = None

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking
        self.fields["body_code"].choices = list(asking.bodies)  # type: ignore[attr-defined]
        own = [name for name in self.fields if name not in ActForm.base_fields]
        self.order_fields([*own, *ActForm.base_fields])

    def acts(self) -> list[FormalAct]:
        """The acts of the decision, in order."""
        return [self._act(1)]

    def _act(self, order: int, code: str = "", **facts: Any) -> FormalAct:
        given = self.cleaned_data
        return FormalAct(
            order, self.what, code or self.asking.place.code, given["on"], given["decision_number"],
            given["decision_date"], given["body_code"], **facts,
        )  # fmt: skip

    what = ""

    def existing(self, name: str) -> str:
        """Return the code typed, when it is one in the reader's scope; else note an error at the field."""
        code = str(self.cleaned_data.get(name) or "")
        if code and not _known([code], self.asking):
            self.add_error(name, _unknown(code))
        return code


def _known(codes: Iterable[str], asking: Asking) -> set[str]:
    scope = under(asking.scope.roots(_RIGHT), "id", asking.today)
    return set(Organization.objects.filter(scope, code__in=set(codes)).values_list("code", flat=True))


def _unknown(code: str) -> ValidationError:
    return ValidationError(
        _("Không có tổ chức đảng mang mã “%(code)s” trong phạm vi của bạn; hãy kiểm tra lại mã."),
        params={"code": code},
    )


def _kinds(empty: Any = "") -> forms.ChoiceField:
    choices = [*([("", empty)] if empty else []), *Kind.choices]
    return forms.ChoiceField(label=_("Hình thức tổ chức"), choices=choices, required=not empty)


def _sectors() -> forms.ChoiceField:
    choices: list[tuple[str, Any]] = [("", _("không ghi")), *catalogue("grassroots_kinds").choices()]
    return forms.ChoiceField(label=_("Loại hình cơ sở"), choices=choices, required=False)


def _code(label: Any, **kwargs: Any) -> LineField:
    widget = forms.TextInput(attrs={"list": "to-chuc-gan", "autocomplete": "off", "spellcheck": "false"})
    return LineField(label=label, max_length=_CODE, widget=widget, **kwargs)


class Establish(ActForm):
    """Found an organisation under the place."""

    what = "establish"
    code = LineField(label=_("Mã của tổ chức mới"), max_length=_CODE)
    name = LineField(label=_("Tên tổ chức mới"))
    kind = _kinds()
    sector = _sectors()

    def acts(self) -> list[FormalAct]:
        given = self.cleaned_data
        facts = {name: given[name] for name in ("name", "kind", "sector")}
        return [self._act(1, given["code"], parent_code=self.asking.place.code, **facts)]


class Rename(ActForm):
    what = "rename"
    name = LineField(label=_("Tên mới"))

    def acts(self) -> list[FormalAct]:
        return [self._act(1, name=self.cleaned_data["name"])]


class Convert(ActForm):
    what = "convert"
    kind = _kinds(_("giữ nguyên"))
    sector = _sectors()

    def acts(self) -> list[FormalAct]:
        return [self._act(1, kind=self.cleaned_data["kind"], sector=self.cleaned_data["sector"])]


class Move(ActForm):
    what = "move"
    parent_code = _code(_("Chuyển về trực thuộc tổ chức có mã"))

    def clean(self) -> None:
        self.existing("parent_code")

    def acts(self) -> list[FormalAct]:
        return [self._act(1, parent_code=self.cleaned_data["parent_code"])]


class WindUp(ActForm):
    what = "wind_up"
    successor_code = _code(_("Tổ chức kế thừa, nếu có (mã)"), required=False)

    def clean(self) -> None:
        self.existing("successor_code")

    def acts(self) -> list[FormalAct]:
        return [self._act(1, successor_code=self.cleaned_data["successor_code"])]


class Merge(ActForm):
    """Merge the place, with others, into one of them, into another, or into a new one."""

    what = "merge"
    others = TextField(
        label=_("Các tổ chức cùng sáp nhập (mỗi dòng một mã)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("Không cần ghi tổ chức đang mở."),
    )
    successor_code = _code(
        _("Sáp nhập vào tổ chức có mã"), help_text=_("Mã đang có; hoặc mã mới thì ghi tiếp ba ô dưới.")
    )
    name = LineField(label=_("Tên tổ chức mới"), required=False)
    kind = _kinds(_("không lập tổ chức mới"))
    parent_code = _code(_("Tổ chức mới trực thuộc (mã)"), required=False)

    def clean(self) -> None:
        codes = _lines(self.cleaned_data.get("others", ""))
        if len(codes) > _MERGED_AT_MOST:
            self.add_error("others", _("Nhiều hơn 50 tổ chức; hãy nạp bằng tệp."))
        elif unknown := [code for code in codes if code not in _known(codes, self.asking)]:
            self.add_error("others", [_unknown(code) for code in unknown])
        self.existing("parent_code")
        if not (self.cleaned_data.get("name") and self.cleaned_data.get("kind")):
            self.existing("successor_code")

    def acts(self) -> list[FormalAct]:
        given = self.cleaned_data
        target = given["successor_code"]
        merged = [
            code
            for code in dict.fromkeys([self.asking.place.code, *_lines(given["others"])])
            if code != target
        ]
        facts = {name: given[name] for name in ("name", "kind", "parent_code")} if given["name"] else {}
        return [
            self._act(order, code, successor_code=target, **(facts if order == 1 else {}))
            for order, code in enumerate(merged, start=1)
        ]


class Split(ActForm):
    """Split the place into two; each unit and member goes to one of them, or stays where it goes on."""

    what = "split"
    keep = forms.BooleanField(
        label=_("Tổ chức đang mở tiếp tục hoạt động với những người và đơn vị ở lại"), required=False
    )

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, asking=asking, **kwargs)
        for part in "12":
            needed = part == "1"
            self._add(f"code{part}", _code(_("Phần %s: mã, đang có hoặc mới") % part, required=needed))
            self._add(f"name{part}", LineField(label=_("Phần %s: tên, nếu mới") % part, required=False))
            self._add(f"kind{part}", _kinds(_("tổ chức đang có")), _("Phần %s: hình thức, nếu mới") % part)
            self._add(f"parent{part}", _code(_("Phần %s: trực thuộc (mã), nếu mới") % part, required=False))
        for prefix, those in (("u-", asking.units), ("m-", asking.members)):
            for code, name in those:
                self._add(prefix + code, forms.ChoiceField(choices=_GOES_TO, required=False), name)
        self.order_fields(
            [name for name in self.fields if name not in {*ActForm.base_fields, "keep"}]
            + ["keep", *ActForm.base_fields]
        )

    def _add(self, name: str, field: forms.Field, label: Any = None) -> None:
        field.label = label or field.label
        style = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        field.widget.attrs.setdefault("class", style)
        self.fields[name] = field

    def clean(self) -> None:
        for part in self._parts():
            self.existing(f"parent{part}")
            if not (self.cleaned_data.get(f"name{part}") and self.cleaned_data.get(f"kind{part}")):
                self.existing(f"code{part}")

    def _parts(self) -> list[str]:
        return [part for part in "12" if self.cleaned_data.get(f"code{part}")]

    def _going(self, prefix: str, part: str) -> tuple[str, ...]:
        return tuple(
            name.removeprefix(prefix)
            for name, where in self.cleaned_data.items()
            if name.startswith(prefix) and where == part
        )

    def acts(self) -> list[FormalAct]:
        given = self.cleaned_data
        return [
            self._act(
                order, successor_code=given[f"code{part}"], name=given[f"name{part}"],
                kind=given[f"kind{part}"], parent_code=given[f"parent{part}"],
                members=self._going("m-", part), units=self._going("u-", part), ends=not given["keep"],
            )
            for order, part in enumerate(self._parts(), start=1)
        ]  # fmt: skip


_GOES_TO = [(_KEPT, _("ở lại")), ("1", _("phần 1")), ("2", _("phần 2"))]

FORMS: dict[str, Callable[..., ActForm]] = {
    form.what: form for form in (Establish, Rename, Convert, Move, Merge, Split, WindUp)
}


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
