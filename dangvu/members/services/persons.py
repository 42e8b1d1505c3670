"""Verbs about the person: enter, correct, and the facts at admission."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.days import display_day
from dangvu.kernel.findings import Finding, Severity, obstacle, refuse_if_blocked
from dangvu.kernel.vietnamese import fold, is_clean, name_key, tidy
from dangvu.members.models import AdmissionProfile, FoldedName, Member, Sex
from dangvu.members.permissions import require_write
from dangvu.members.rules.law import law
from dangvu.members.services.cases import SUBJECT, Act, Done, lock
from dangvu.organizations.models import Organization
from dangvu.regulations.catalogues import catalogue

#: The catalogue by which a field is recognised; the text stays as it was received.
CATALOGUES = {
    "ethnicity": "ethnic_groups",
    "religion": "religions",
    "general_education": "general_education",
    "qualification": "professional_qualification",
    "political_theory": "political_theory_levels",
    "occupation": "occupation_groups",
}
_FACTS = (
    "youth_union",
    "trade_union",
    "student",
    "worker_private",
    "business_owner",
    "farmer",
    "village_officer",
)
_REQUIRED = {"code": "mã đảng viên", "full_name": "họ và tên", "sex": "giới tính", "birth_date": "ngày sinh"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What the papers say of a person; the fields are those of `members.csv`."""

    code: str
    full_name: str
    sex: str
    birth_date: date
    ethnicity: str = ""
    religion: str = ""
    citizen_id: str = ""
    card_number: str = ""
    old_card_number: str = ""
    file_number: str = ""
    home_town: str = ""
    admission_decision_date: date | None = None
    admitted_on: date | None = None
    full_on: date | None = None
    general_education: str = ""
    qualification: str = ""
    political_theory: str = ""
    occupation: str = ""


_FIELDS = tuple(field.name for field in fields(NewPerson))


@transaction.atomic
def enter_member(
    person: NewPerson,
    *,
    within: Organization | None = None,
    actor: Actor,
    on: date,
    decision: int | None = None,
) -> Done:
    """Enter a person into the records, as yet without any membership.

    `within` is the place that will keep the record (None: the whole installation). Raises `Refused` with
    every obstacle.
    """
    require_write(actor, within)
    values = _tidied({name: getattr(person, name) for name in _FIELDS})
    warnings = refuse_if_blocked([*_wrong(values, on), *_code_taken(values["code"]), *_same_citizen(values)])
    member = Member(**values, **derived(values))
    member.save()
    event_id = record(
        "member.enter",
        actor=actor,
        on=on,
        subject=(SUBJECT, member.pk),
        organization_id=within.pk if within is not None else None,
        document_id=decision,
        after={name: value for name, value in values.items() if value not in ("", None)},
    )
    _written_by(member, event_id)
    return Done(member, event_id, tuple(warnings))


@transaction.atomic
def correct_member(
    member: Member, changes: Mapping[str, Any], *, actor: Actor, on: date, decision: int | None = None
) -> Done:
    """Correct fields of the person; the event keeps what stood there before.

    The code is never changed. Raises `Refused` with every obstacle, `KeyError` for an unknown field.
    """
    if unknown := set(changes) - (set(_FIELDS) - {"code"}):
        raise KeyError(sorted(unknown)[0])
    case = lock(member, Act("member.correct", actor, on, decision))
    held = {name: getattr(case.member, name) for name in _FIELDS}
    values = _tidied({**held, **changes})
    changed = {name: value for name, value in values.items() if value != held[name]}
    more = [] if "citizen_id" not in changed else _same_citizen(values, but=case.member.pk)
    warnings = refuse_if_blocked([*_wrong(values, on), *more, *_careful(changed, on, decision)])
    before = {name: held[name] for name in changed}
    for name, value in (changed | derived(values)).items():
        setattr(case.member, name, value)
    return _record(case.member, case.act, before, changed, warnings)


@transaction.atomic
def set_admission_profile(
    member: Member, facts: Mapping[str, bool | None], *, actor: Actor, on: date, decision: int | None = None
) -> Done:
    """Record what the person was when admitted; None = not known. Raises `KeyError` for an unknown fact."""
    if unknown := set(facts) - set(_FACTS):
        raise KeyError(sorted(unknown)[0])
    case = lock(member, Act("member.admission_profile", actor, on, decision))
    known = AdmissionProfile.objects.filter(member=case.member).first()
    profile = known or AdmissionProfile(member=case.member)
    before = {name: getattr(profile, name) for name in facts} if known is not None else None
    for name, value in facts.items():
        setattr(profile, name, value)
    event_id = record(
        case.act.verb,
        actor=actor,
        on=on,
        subject=(SUBJECT, case.member.pk),
        organization_id=case.cell.pk if case.cell is not None else None,
        document_id=decision,
        before=before,
        after=dict(facts),
    )
    profile.event_id = event_id
    profile.save()
    return Done(case.member, event_id, ())


def derived(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that follow from others: sort key, search name, recognised codes."""
    name, _ = FoldedName.objects.get_or_create(folded=fold(values["full_name"]))
    codes = {f"{field}_code": recognized_code(field, values[field]) for field in CATALOGUES}
    return {"name_key": name_key(values["full_name"]), "folded_name_id": name.pk, **codes}


def recognized_code(field: str, text: str) -> str:
    """The code that the text is recognised as, "" where it is empty or unknown."""
    found = catalogue(CATALOGUES[field]).find(text) if text else None
    return found.code if found is not None else ""


def _record(
    member: Member, act: Act, before: dict[str, Any], after: dict[str, Any], warnings: list[Finding]
) -> Done:
    event_id = record(
        act.verb,
        actor=act.actor,
        on=act.on,
        subject=(SUBJECT, member.pk),
        document_id=act.decision,
        before=before,
        after=after,
    )
    member.event_id = event_id
    member.save()
    return Done(member, event_id, tuple(warnings))


def _written_by(member: Member, event_id: int) -> None:
    member.event_id = event_id
    member.save(update_fields=["event_id"])


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tidy(value) if isinstance(value, str) else value for name, value in values.items()}


def _wrong(values: Mapping[str, Any], on: date) -> list[Finding]:
    found = [
        obstacle("value.missing", f"Chưa ghi {label} của đảng viên.")
        for name, label in _REQUIRED.items()
        if not values[name]
    ]
    found += [
        obstacle("value.control_character", f"“{name}” chứa ký tự điều khiển; hãy nhập lại.")
        for name, value in values.items()
        if isinstance(value, str) and not is_clean(value)
    ]
    if values["sex"] and values["sex"] not in Sex.values:
        found.append(obstacle("value.not_in_list", "Giới tính phải là nam (male) hoặc nữ (female)."))
    if values["birth_date"] and values["birth_date"] >= on:
        found.append(
            obstacle("date.order", f"Ngày sinh {display_day(values['birth_date'])} không trước ngày ghi.")
        )
    return found


def _code_taken(code: str) -> list[Finding]:
    if not Member.objects.filter(code=code).exists():
        return []
    return [obstacle("code.duplicate", f"Mã đảng viên {code} đã có người mang; hãy chọn mã khác.")]


def _same_citizen(values: Mapping[str, Any], but: int | None = None) -> list[Finding]:
    """Two people with one citizen number: one of the records is wrong, but which is for people to find."""
    number = values["citizen_id"]
    same = Member.objects.filter(citizen_id=number).exclude(citizen_id="")
    if but is not None:
        same = same.exclude(pk=but)
    return [
        Finding("citizen_id.shared", Severity.WARNING, None, None, f"Đảng viên {code} cũng mang số {number}.")
        for code in same.values_list("code", flat=True)[:5]
    ]


def _careful(changed: Mapping[str, Any], on: date, decision: int | None) -> list[Finding]:
    """06-HD/TW §9: the day of birth is not adjusted, a new name needs a decision; both only warn, because
    the original file may show that the record was wrong from the start."""
    found = []
    if "birth_date" in changed:
        sentence = "Ngày sinh không được điều chỉnh; chỉ sửa cho đúng hồ sơ gốc."
        found.append(_warning("records.birth_date_never_adjusted", on, sentence))
    if "full_name" in changed and decision is None:
        sentence = "Thay đổi họ tên phải có quyết định của cấp trên trực tiếp; chưa ghi văn bản."
        found.append(_warning("records.name_change", on, sentence))
    return [finding for finding in found if finding is not None]


def _warning(rule: str, on: date, sentence: str) -> Finding | None:
    value = law(rule, on)
    if value is None:
        return None
    return Finding(rule, Severity.WARNING, value.provision, value.confidence, sentence)
