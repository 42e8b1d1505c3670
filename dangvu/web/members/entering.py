"""The form that enters a person into the records of a cell, with how they came there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dangvu.members.field_labels import LABELS
from dangvu.members.models import ReasonIn, StageName
from dangvu.members.services import Done, NewPerson, admit, begin_membership, enter_member
from dangvu.organizations.models import Organization
from dangvu.web.members.acts import Given, person_field
from dangvu.web.members.papers import ActForm

_ADMITTED = "admitted"
#: How somebody comes: the word of the form, what it says, and the stage they come in with.
_WAYS = (
    (_ADMITTED, gettext_lazy("Kết nạp mới (dự bị)")),
    (StageName.FULL.value, gettext_lazy("Chuyển sinh hoạt đến, đảng viên chính thức")),
    (StageName.PROBATIONARY.value, gettext_lazy("Chuyển sinh hoạt đến, đảng viên dự bị")),
)


class EnterForm(ActForm):
    """What the papers say of the person, how they come, and by which document."""

    way = forms.ChoiceField(label=gettext_lazy("Vào chi bộ bằng cách"), choices=_WAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in LABELS:
            self.fields[name] = person_field(name)
            style = "form-select" if name == "sex" else "form-control"
            self.fields[name].widget.attrs.setdefault("class", style)
        self.fields["code"].required = True
        papers = [name for name in self.fields if name.startswith("document_")]
        self.order_fields(["way", "on", *papers, *LABELS])

    def enter(self, cell: Organization, given: Given) -> Done:
        """Enter the person and begin their membership, both or neither. Raises `Refused`."""
        person = NewPerson(**{name: self.cleaned_data[name] for name in LABELS})
        way, words = self.cleaned_data["way"], given.as_words()
        if way == _ADMITTED:
            return admit(person, cell=cell, **words)
        entry = enter_member(person, within=cell, **words)
        done = begin_membership(
            entry.member, organization=cell, reason_in=ReasonIn.TRANSFERRED_IN, stage=way, **words
        )
        return Done(done.member, done.event_id, (*entry.findings, *done.findings))
