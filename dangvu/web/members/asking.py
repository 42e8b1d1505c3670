"""What the address of a list asks: filters, columns, where the page begins."""

from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from dangvu.members.field_labels import label_of
from dangvu.members.file_contents import ITEMS
from dangvu.members.models import Member, Sex, StageName, StatusName
from dangvu.members.selectors.filtered import ACTIVE, MISSING, SENSITIVE, MemberQuestion
from dangvu.members.selectors.lists import Cursor
from dangvu.regulations.catalogues import catalogue
from dangvu.web.frame.fields import LineField, StyledForm

_OLDEST = 150
#: Columns that may be chosen, by their word in the address, with the words above them.
COLUMNS = {
    "birth_date": gettext_noop("Ngày sinh"),
    "sex": gettext_noop("Giới tính"),
    "cell": gettext_noop("Chi bộ"),
    "stage": gettext_noop("Loại đảng viên"),
    "admission_decision_date": gettext_noop("Ngày quyết định kết nạp"),
    "full_on": gettext_noop("Ngày chính thức"),
    "card_number": gettext_noop("Số thẻ"),
    "occupation": gettext_noop("Nghề nghiệp"),
    "qualification": gettext_noop("Chuyên môn"),
    "political_theory": gettext_noop("Lý luận chính trị"),
}
_USUAL = ("birth_date", "sex", "cell", "stage")
_PLACE_OF_CURSOR = Signer(salt="members.list")


def _missing_words(name: str) -> str:
    item = ITEMS.get(name.removeprefix("paper_"))
    return item.label if item is not None else label_of(name).capitalize()


def _years(label: Any) -> forms.IntegerField:
    wrong = gettext_lazy("Hãy ghi số năm tròn, từ 0 đến 150.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=_OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 10}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


def _choice(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", gettext_lazy("Tất cả")), *choices])


class ListForm(StyledForm):
    """The filters; every field may stay empty. Raises nothing: what is wrong stands at its field."""

    stage = _choice(gettext_lazy("Loại đảng viên"), list(StageName.choices))
    status = _choice(
        gettext_lazy("Tình trạng"),
        [(ACTIVE, gettext_lazy("Đang sinh hoạt bình thường")), *StatusName.choices],
    )
    sex = _choice(gettext_lazy("Giới tính"), list(Sex.choices))
    age_from = _years(gettext_lazy("Tuổi đời từ"))
    age_to = _years(gettext_lazy("Tuổi đời đến"))
    party_age_from = _years(gettext_lazy("Tuổi đảng từ"))
    party_age_to = _years(gettext_lazy("Tuổi đảng đến"))
    occupation = _choice(gettext_lazy("Nghề nghiệp"), catalogue("occupation_groups").choices())
    qualification = _choice(gettext_lazy("Chuyên môn"), catalogue("professional_qualification").choices())
    political_theory = _choice(
        gettext_lazy("Lý luận chính trị"), catalogue("political_theory_levels").choices()
    )
    missing = _choice(gettext_lazy("Hồ sơ còn thiếu"), [(name, _missing_words(name)) for name in MISSING])
    ethnicity = _choice(gettext_lazy("Dân tộc"), catalogue("ethnic_groups").choices())
    religion = _choice(gettext_lazy("Tôn giáo"), catalogue("religions").choices())
    reason = LineField(
        label=gettext_lazy("Lý do mở danh sách theo dân tộc, tôn giáo"),
        required=False,
        help_text=gettext_lazy("Bắt buộc khi lọc theo dân tộc, tôn giáo; được ghi vào nhật ký đọc."),
    )

    def __init__(self, *args: Any, sensitive: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sensitive:
            for name in (*SENSITIVE, "reason"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for low, high in (("age_from", "age_to"), ("party_age_from", "party_age_to")):
            first, last = given.get(low), given.get(high)
            if first is not None and last is not None and last < first:
                self.add_error(high, _("Số cuối phải bằng hoặc lớn hơn số đầu."))
        if any(given.get(name) for name in SENSITIVE) and not given.get("reason"):
            self.add_error("reason", _("Hãy ghi lý do cần danh sách này."))
        return given

    def question(self) -> MemberQuestion:
        """What is asked; call when the form is valid."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return MemberQuestion(**given)

    @property
    def reason_given(self) -> str:
        """Why a sensitive list is opened, "" where none is."""
        return str(self.cleaned_data.get("reason", ""))


def columns_of(address: QueryDict, *, whole: bool) -> list[tuple[str, str]]:
    """The columns asked for with their words, in the order of the table; without the masked ones."""
    asked = set(address.getlist("cot")) or set(_USUAL)
    return [(name, _(label)) for name, label in columns_for(whole).items() if name in asked]


def columns_for(whole: bool) -> dict[str, str]:
    """The columns a reader may choose from."""
    return {name: label for name, label in COLUMNS.items() if whole or name != "card_number"}


def cursor_of(address: QueryDict) -> Cursor | None:
    """After whom the page begins; None for the first page and for a word that no page of ours wrote."""
    try:
        member_id = int(_PLACE_OF_CURSOR.unsign(address.get("after", "")))
    except (BadSignature, ValueError):
        return None
    key = Member.objects.filter(pk=member_id).values_list("name_key", flat=True).first()
    return (key, member_id) if key is not None else None


def word_of(cursor: Cursor | None) -> str:
    """The word for the following page. It names nobody, and can be made by these pages alone."""
    return _PLACE_OF_CURSOR.sign(str(cursor[1])) if cursor is not None else ""
