"""What is typed to bring a file in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dangvu.web.frame.fields import DayField, LineField, StyledForm


class UploadForm(StyledForm):
    """A file, who sent it, and the day as of which it holds."""

    file = forms.FileField(
        label=_("Tệp bảng tính"), help_text=_("Tệp .xlsx, .xls hoặc .csv, nhiều nhất 50 MB.")
    )
    sender = LineField(
        label=_("Nơi gửi"), required=False, help_text=_("Cách hiểu các cột được nhớ cho lần gửi sau.")
    )
    day = DayField(label=_("Số liệu tính đến ngày"))
