"""The document an act rests on, as a clerk copies it: found in the register, or entered there."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.audit.actor import Actor
from dangvu.documents.drafts import DocumentDraft
from dangvu.documents.kinds import KINDS
from dangvu.documents.selectors import same_document
from dangvu.documents.services.register import register_document
from dangvu.web.frame.fields import DayField, LineField, StyledForm

_TOGETHER = ("document_number", "document_day", "document_issuer")


class ActForm(StyledForm):
    """The day of an act and its document; acts add what they ask beside. `needs_document` demands one."""

    needs_document = True

    on = DayField(
        label=gettext_lazy("Có hiệu lực từ ngày"), help_text=gettext_lazy("Ví dụ 3/2/2026"), required=True
    )
    document_number = LineField(label=gettext_lazy("Số và ký hiệu văn bản"), required=False, max_length=120)
    document_day = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    document_issuer = LineField(label=gettext_lazy("Cơ quan ban hành"), required=False)
    document_kind = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"), required=False, choices=list(KINDS.items()), initial="decision"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if not name.startswith("document_"))])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        filled = [name for name in _TOGETHER if given.get(name)]
        if self.needs_document or filled:
            for name in _TOGETHER:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Hãy ghi như trên bản gốc của văn bản."))
        return given

    def document(self, *, actor: Actor, on: date) -> int | None:
        """The number of the document in the register, where it is entered if it was not there yet.

        Raises `Refused`. Call inside the transaction of the act.
        """
        given = self.cleaned_data
        if not given.get("document_number"):
            return None
        number, day, issuer = (given[name] for name in _TOGETHER)
        known = same_document(number, day, issuer)
        if known is not None:
            return known.pk
        draft = DocumentDraft(given["document_kind"] or "decision", number, issuer, day)
        return register_document(draft, actor=actor, on=on).document.pk
