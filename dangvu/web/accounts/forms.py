"""Forms of accounts. They read what was typed; what may be done is asked of the verbs."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dangvu.access.roles import ROLES
from dangvu.access.rules.signing_in import SLIP_DAYS
from dangvu.kernel.periods import FOREVER
from dangvu.web.frame.fields import DayField, StyledForm


def _password(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget)


class NewPasswordForm(StyledForm):
    """A new password, typed twice."""

    password = _password(_("Mật khẩu mới"))
    again = _password(_("Nhập lại mật khẩu mới"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("password") and found.get("again") and found["password"] != found["again"]:
            self.add_error("again", _("Hai lần nhập không giống nhau; hãy nhập lại."))
        return found


class SlipForm(NewPasswordForm):
    """What stands on the slip, and the password it sets."""

    login = forms.CharField(
        label=_("Tên đăng nhập hoặc số điện thoại"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Mã trên phiếu"),
        max_length=60,
        help_text=_("Gồm 12 chữ và số; viết hoa hay thường, có gạch hay không đều được."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    field_order = ("login", "code", "password", "again")


class FoundingForm(NewPasswordForm):
    """The first administrator."""

    display_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ("display_name", "username", "password", "again")


class AccountForm(StyledForm):
    """A new account."""

    display_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Viết thường, không dấu cho dễ gõ, ví dụ lan.thon1"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=40,
        required=False,
        help_text=_("Có thể dùng thay tên đăng nhập"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class GrantForm(StyledForm):
    """A role, where, from when to when, by which decision."""

    role = forms.ChoiceField(
        label=_("Vai trò"), choices=[(key, name) for key, name in ROLES.items() if key != "local_operator"]
    )
    organization = forms.CharField(
        label=_("Mã tổ chức đảng"),
        max_length=60,
        required=False,
        help_text=_(
            "Gồm cả các tổ chức trực thuộc. Để trống với quản trị hệ thống, kiểm tra dữ liệu toàn hệ thống."
        ),
    )
    valid_from = DayField(label=_("Từ ngày"))
    last_day = DayField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Để trống nếu chưa xác định; hết ngày này vai trò tự hết."),
    )
    decision = forms.CharField(
        label=_("Theo quyết định"),
        max_length=500,
        help_text=_("Số, ngày, nơi ban hành, ví dụ: Quyết định 12-QĐ/ĐU ngày 3/2/2026 của Đảng ủy xã"),
    )

    def valid_to(self) -> date:
        """The first day no longer held."""
        last: date | None = self.cleaned_data.get("last_day")
        return last + timedelta(days=1) if last is not None and last < FOREVER else FOREVER


class PrintSlipForm(StyledForm):
    """Until when the slip works."""

    valid_until = DayField(label=_("Phiếu dùng được đến hết ngày"))

    @staticmethod
    def suggested(today: date) -> date:
        """The day that is filled in."""
        return today + timedelta(days=SLIP_DAYS)


class RecoveryForm(StyledForm):
    """Why, and how the person was recognised."""

    reason = forms.CharField(
        label=_("Lý do, và cách đã nhận ra đúng người"),
        max_length=500,
        help_text=_("Ví dụ: mất điện thoại; đã gặp trực tiếp và xem thẻ đảng viên."),
    )
