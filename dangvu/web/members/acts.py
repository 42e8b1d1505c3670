"""The acts on a member's record that screens offer: what each asks, and the verb that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from dangvu.audit.actor import Actor
from dangvu.kernel.days import display_day
from dangvu.kernel.periods import FOREVER
from dangvu.members.field_labels import LABELS, post_label
from dangvu.members.file_contents import CONTENTS, ITEMS
from dangvu.members.models import Member, ReasonOut, Sex, StatusName
from dangvu.members.selectors.file import papers_of
from dangvu.members.selectors.life import Life
from dangvu.members.services import (
    Done,
    appoint,
    correct_member,
    end_membership,
    end_post,
    end_status,
    file_paper,
    give_status,
    move_member,
    recognize_full,
    strike_paper,
)
from dangvu.members.workflow import STANDING, standing
from dangvu.organizations.models import CELLS, Organization, OrganizationKind
from dangvu.organizations.selectors import last_name
from dangvu.regulations.catalogues import catalogue
from dangvu.web.frame.fields import DayField, LineField
from dangvu.web.members.papers import ActForm
from dangvu.web.scope import Scope, under

_WRITE = "member.write"
_MOST_OFFERED = 300
_DAYS = ("birth_date", "admission_decision_date", "admitted_on", "full_on")
_REQUIRED = ("full_name", "birth_date")


@dataclass(frozen=True, slots=True)
class Given:
    """What every verb takes beside the answers of the form."""

    actor: Actor
    on: date
    decision: int | None

    def as_words(self) -> dict[str, Any]:
        """As keyword arguments of a verb."""
        return {"actor": self.actor, "on": self.on, "decision": self.decision}


class MemberActForm(ActForm):
    """A form about one member, for a reader of that scope on that day."""

    def __init__(self, *args: Any, member: Member, life: Life, scope: Scope, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.member, self.life, self.scope, self.today = member, life, scope, today
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the member."""


def person_field(name: str) -> forms.Field:
    """The field for a paper of the person."""
    label = LABELS[name].capitalize()
    if name == "sex":
        return forms.ChoiceField(label=label, choices=Sex.choices)
    if name in _DAYS:
        return DayField(label=label, required=name in _REQUIRED)
    return LineField(label=label, required=name in _REQUIRED, max_length=200)


class CorrectForm(MemberActForm):
    """Correct what the papers say; a document is due only for some fields, and the rules say which."""

    needs_document = False

    def prepare(self) -> None:
        for name in LABELS:
            if name != "code":
                self.fields[name] = person_field(name)
                self.fields[name].initial = getattr(self.member, name)
                self.fields[name].widget.attrs.setdefault(
                    "class", "form-select" if name == "sex" else "form-control"
                )
        self.initial.setdefault("on", self.today)
        self.order_fields(["on", *LABELS])

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that now say something else."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in LABELS and value != getattr(self.member, name)
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not self.changes:
            raise forms.ValidationError(_("Chưa sửa mục nào; hãy sửa ít nhất một mục rồi ghi."))
        return given


class MoveForm(MemberActForm):
    """To which cell, by its code."""

    to = LineField(
        label=gettext_lazy("Chuyển đến chi bộ (mã)"),
        help_text=gettext_lazy("Gõ mã hoặc chọn trong danh sách gợi ý."),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "chi-bo", "autocomplete": "off"}),
    )

    def prepare(self) -> None:
        cells = self._cells().values_list("organization_id", "organization__code")
        found = dict(cells.order_by("organization__code")[:_MOST_OFFERED])
        names = last_name(found, self.today)
        self.offered = [(code, names.get(pk, code)) for pk, code in found.items()]

    def clean_to(self) -> Organization:
        """The cell; one outside the scope does not exist."""
        kind = self._cells().filter(organization__code=self.cleaned_data["to"]).select_related("organization")
        found: OrganizationKind | None = kind.first()
        if found is None:
            raise forms.ValidationError(_("Trong phạm vi của bạn không có chi bộ nào mang mã này."))
        return found.organization

    def _cells(self) -> QuerySet[OrganizationKind]:
        return OrganizationKind.objects.filter(
            under(self.scope.roots(_WRITE), "organization_id", self.today),
            kind__in=CELLS,
            valid_from__lte=self.today,
            valid_to__gt=self.today,
        )


class StatusForm(MemberActForm):
    """Exempt or suspended, perhaps for a term."""

    status = forms.ChoiceField(label=gettext_lazy("Tình trạng"), choices=StatusName.choices)
    until = DayField(
        label=gettext_lazy("Đến trước ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi văn bản không ghi thời hạn."),
    )


def _posts() -> list[tuple[str, str]]:
    return [(code, label) for code, label in catalogue("party_posts").choices() if code != "none"]


class PostForm(MemberActForm):
    """Which post of the Party in the person's cell, perhaps for a term."""

    post = forms.ChoiceField(label=gettext_lazy("Chức vụ"), choices=_posts)
    until = DayField(label=gettext_lazy("Hết nhiệm kỳ, đến trước ngày"), required=False)


class EndPostForm(MemberActForm):
    """Which of the posts held ends."""

    which = forms.ChoiceField(label=gettext_lazy("Chức vụ thôi giữ"))

    def prepare(self) -> None:
        held = [post for post in self.life.history.posts if post.period.contains(self.today)]
        names = last_name({post.organization_id for post in held}, self.today)
        self.held = {str(post.id): post for post in held}
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (word, f"{post_label(post.post)}, {names.get(post.organization_id, post.organization)}")
            for word, post in self.held.items()
        ]


class EndForm(MemberActForm):
    """How the person leaves the Party, or these records."""

    reason_out = forms.ChoiceField(
        label=gettext_lazy("Lý do"),
        choices=[choice for choice in ReasonOut.choices if choice[0] != ReasonOut.REORGANIZED],
    )


class PaperForm(MemberActForm):
    """Which line of the contents the paper belongs to, its day, and what it says of itself."""

    needs_document = False

    item = forms.ChoiceField(
        label=gettext_lazy("Mục trong hồ sơ"), choices=[(item.key, item.label) for item in CONTENTS]
    )
    dated = DayField(label=gettext_lazy("Ngày của giấy tờ"), required=False)
    note = LineField(label=gettext_lazy("Ghi chú"), required=False)

    def prepare(self) -> None:
        self.initial.setdefault("on", self.today)


class StrikeForm(MemberActForm):
    """Which paper was recorded by mistake."""

    needs_document = False

    which = forms.ChoiceField(label=gettext_lazy("Giấy tờ ghi nhầm"))

    def prepare(self) -> None:
        self.initial.setdefault("on", self.today)
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(paper.pk), f"{ITEMS[paper.item].label} ({display_day(paper.dated) if paper.dated else '–'})")
            for paper in papers_of(self.member.pk)
        ]


@dataclass(frozen=True, slots=True)
class MemberAct:
    """An act: its words, the move of the workflow that must be open for it ("" for none), form and verb."""

    label: str
    move: str
    form: type[MemberActForm]
    do: Callable[[Any, Given], Done]


def _correct(form: CorrectForm, given: Given) -> Done:
    return correct_member(form.member, form.changes, **given.as_words())


def _move(form: MoveForm, given: Given) -> Done:
    return move_member(form.member, to=form.cleaned_data["to"], **given.as_words())


def _recognize(form: MemberActForm, given: Given) -> Done:
    return recognize_full(form.member, **given.as_words())


def _status(form: StatusForm, given: Given) -> Done:
    answers = form.cleaned_data
    return give_status(form.member, status=answers["status"], until=answers["until"], **given.as_words())


def _end_status(form: MemberActForm, given: Given) -> Done:
    return end_status(form.member, **given.as_words())


def _appoint(form: PostForm, given: Given) -> Done:
    stay = form.life.history.last_official(given.on) or form.life.history.official[-1]
    cell = Organization.objects.get(pk=stay.organization_id)
    until = form.cleaned_data["until"] or FOREVER
    return appoint(
        form.member, post=form.cleaned_data["post"], organization=cell, until=until, **given.as_words()
    )


def _end_post(form: EndPostForm, given: Given) -> Done:
    held = form.held[form.cleaned_data["which"]]
    place = Organization.objects.get(pk=held.organization_id)
    return end_post(form.member, post=held.post, organization=place, **given.as_words())


def _end(form: EndForm, given: Given) -> Done:
    return end_membership(form.member, reason_out=form.cleaned_data["reason_out"], **given.as_words())


def _file(form: PaperForm, given: Given) -> Done:
    answers = {name: form.cleaned_data[name] for name in ("item", "dated", "note")}
    return file_paper(form.member, **answers, **given.as_words())


def _strike(form: StrikeForm, given: Given) -> Done:
    return strike_paper(form.member, int(form.cleaned_data["which"]), **given.as_words())


ACTS: Mapping[str, MemberAct] = {
    "sua": MemberAct(gettext_noop("Sửa hồ sơ"), "", CorrectForm, _correct),
    "giay-to": MemberAct(gettext_noop("Đưa giấy tờ vào hồ sơ"), "", PaperForm, _file),
    "bo-giay-to": MemberAct(gettext_noop("Bỏ giấy tờ ghi nhầm"), "", StrikeForm, _strike),
    "cong-nhan": MemberAct(gettext_noop("Công nhận chính thức"), "recognize_full", MemberActForm, _recognize),
    "chuyen": MemberAct(gettext_noop("Chuyển sang chi bộ khác"), "move", MoveForm, _move),
    "tinh-trang": MemberAct(
        gettext_noop("Cho miễn hoặc đình chỉ sinh hoạt"), "give_status", StatusForm, _status
    ),
    "tro-lai": MemberAct(gettext_noop("Cho trở lại sinh hoạt"), "end_status", MemberActForm, _end_status),
    "chuc-vu": MemberAct(gettext_noop("Giao chức vụ trong chi bộ"), "appoint", PostForm, _appoint),
    "thoi-chuc": MemberAct(gettext_noop("Thôi chức vụ"), "end_post", EndPostForm, _end_post),
    "roi": MemberAct(gettext_noop("Ra khỏi Đảng, chuyển đi, từ trần"), "died", EndForm, _end),
}


def open_acts(life: Life, on: date) -> list[tuple[str, str]]:
    """Word and label of each act that leads on from where the person stands on the day."""
    offered = {offer.move.name for offer in STANDING.available(standing(life.history, on), life.history)}
    return [(word, _(act.label)) for word, act in ACTS.items() if _leads_on(word, act, life, offered, on)]


def _leads_on(word: str, act: MemberAct, life: Life, offered: set[str], on: date) -> bool:
    if word == "tro-lai" and life.history.status_on(on) is None:
        return False
    if word == "thoi-chuc" and not any(post.period.contains(on) for post in life.history.posts):
        return False
    return not act.move or act.move in offered
