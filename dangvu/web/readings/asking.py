"""What the auditor's form asks for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dangvu.access.models import Account
from dangvu.audit.selectors import Asked
from dangvu.kernel.vietnamese import tidy
from dangvu.members.models import Member
from dangvu.web.frame.fields import DayField, StyledForm


class AskForm(StyledForm):
    """About whom, by whom, on which days; every field may stay empty."""

    member = forms.CharField(label=_("Mã đảng viên được xem"), max_length=60, required=False)
    reader = forms.CharField(label=_("Tên đăng nhập của người xem"), max_length=150, required=False)
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến hết ngày"), required=False)

    def clean_member(self) -> tuple[int, str] | None:
        """The member's number and code."""
        code = tidy(self.cleaned_data["member"])
        if not code:
            return None
        found = Member.objects.filter(code=code).values_list("pk", "code").first()
        if found is None:
            raise forms.ValidationError(_("Không có đảng viên mang mã này; hãy kiểm tra lại."))
        return found

    def clean_reader(self) -> int | None:
        """The reader's account."""
        name = tidy(self.cleaned_data["reader"])
        if not name:
            return None
        found: int | None = Account.objects.filter(username=name).values_list("pk", flat=True).first()
        if found is None:
            raise forms.ValidationError(_("Không có tài khoản mang tên đăng nhập này."))
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first: date | None = found.get("first")
        last: date | None = found.get("last")
        if first and last and last < first:
            self.add_error("last", _("Ngày cuối phải từ ngày đầu trở đi."))
        return found

    def asked(self) -> Asked:
        """The question; call when the form is valid."""
        given = self.cleaned_data
        return Asked(given["member"], given["reader"], given["first"], given["last"])
