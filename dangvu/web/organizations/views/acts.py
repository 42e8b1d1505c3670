"""The acts on an organisation as steps: choose, fill in, preview, carry out."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.audit.services import record
from dangvu.kernel.findings import Finding, Refused
from dangvu.members.selectors import list_members
from dangvu.organizations.models import Organization
from dangvu.reorganizations.services.apply import Preview, preview
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.frame.trail import line_above
from dangvu.web.organizations.act_forms import FORMS, ActForm, Asking
from dangvu.web.organizations.act_words import EXPLAINED, act_name, reasons, said
from dangvu.web.organizations.acting import ChangedSince, Sending, carry_out, fingerprint, key_of, sent_before
from dangvu.web.organizations.branches import level_under, lines_of

#: So many members and units are asked about one by one when something is split; more go by a file of acts.
_ASKED_ABOUT = 300


@require_safe
@screen("organization_acts")
def choose(request: OfficeRequest, one: Organization) -> HttpResponse:
    """Which act."""
    own = lines_of(one.pk, request.frame.today)
    acts = [(act, act_name(act), words) for act, words in EXPLAINED.items()]
    title = _("Việc về tổ chức: %(name)s") % {"name": own.name}
    return render(request, "organizations/acts.html", {"title": title, "one": one, "acts": acts})


@require_http_methods(["GET", "HEAD", "POST"])
@screen("organization_act")
def act(request: OfficeRequest, one: Organization, act: str) -> HttpResponseBase:
    """Fill in the decision, look at what it would do, carry it out."""
    if act not in FORMS:
        raise Http404(NOT_HERE)
    asking = _asking(request, one, act)
    step = request.POST.get("step", "")
    if request.method != "POST" or step == "edit":
        form = FORMS[act](asking=asking, initial=request.POST.dict())
        return _form_page(request, one, act, form)
    form = FORMS[act](request.POST, asking=asking)
    if not form.is_valid():
        return _form_page(request, one, act, form, status=422)
    if step == "apply":
        return _carry_out(request, one, act, form)
    return _preview_page(request, one, act, form, preview(form.acts()))


def _carry_out(request: OfficeRequest, one: Organization, act: str, form: ActForm) -> HttpResponseBase:
    actor = actor_of(request)
    key = key_of(request.POST.get("token", ""), actor)
    if done := sent_before(key):
        return redirect("act_file", number=done.pk)
    sending = Sending(key, request.POST.get("seen", ""))
    name = f"{act_name(act)}: {lines_of(one.pk, request.frame.today).name}"
    try:
        file = carry_out(form.acts(), sending, actor=actor, on=request.frame.today, name=name)
    except ChangedSince as changed:
        return _preview_page(request, one, act, form, changed.shown, changed=True)
    except Refused as refusal:
        if done := sent_before(key):
            return redirect("act_file", number=done.pk)
        return _preview_page(request, one, act, form, preview(form.acts()), refused=refusal.findings)
    return redirect("act_file", number=file.pk)


def _asking(request: OfficeRequest, one: Organization, act: str) -> Asking:
    today = request.frame.today
    *superiors, own = line_above(one, today)
    bodies = tuple((each.code, f"{each.name} ({each.code})") for each in (*reversed(superiors), own))
    units: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    if act == "split":
        level = level_under(one.pk, today, most=_ASKED_ABOUT)
        units = tuple((each.code, each.name) for each in level.branches)
        people = list_members(one.pk, today, limit=_ASKED_ABOUT).rows if not units else ()
        members = tuple((each.code, f"{each.full_name} ({each.code})") for each in people)
        _record_names(request, one, [code for code, _name in members])
    return Asking(one, request.frame.scope, today, bodies, units, members)


def _form_page(
    request: OfficeRequest, one: Organization, act: str, form: ActForm, status: int = 200
) -> HttpResponse:
    own = lines_of(one.pk, request.frame.today)
    context = {
        "title": f"{act_name(act)}: {own.name}", "one": one, "act": act, "form": form, "step": 2,
        "near": _near(request, one), "words": EXPLAINED[act],
    }  # fmt: skip
    return render(request, "organizations/act_form.html", context, status=status)


def _preview_page(
    request: OfficeRequest,
    one: Organization,
    act: str,
    form: ActForm,
    shown: Preview,
    *,
    changed: bool = False,
    refused: tuple[Finding, ...] = (),
) -> HttpResponse:
    own = lines_of(one.pk, request.frame.today)
    context: dict[str, Any] = {
        "title": f"{act_name(act)}: {own.name}", "one": one, "act": act, "step": 3, "shown": shown,
        "moves": [said(move) for move in shown.moves],
        "reasons": reasons(refused or tuple(remark.finding for remark in shown.remarks)),
        "blocked": shown.blocked or bool(refused), "changed": changed, "sheet": shown.reconciliation,
        "typed": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
        "decision": form.cleaned_data,
        "token": request.POST.get("token") or uuid4().hex, "seen": fingerprint(shown),
    }  # fmt: skip
    _record_names(request, one, sorted({move.person.code for move in shown.member_moves}))
    status = 422 if context["blocked"] else 409 if changed else 200
    return render(request, "organizations/act_preview.html", context, status=status)


def _near(request: OfficeRequest, one: Organization) -> list[tuple[str, str]]:
    """Organisations beside this one, offered while a code is typed: none outside the reader's scope."""
    above = request.frame.opened.loaded.above if request.frame.opened and request.frame.opened.loaded else ()
    if len(above) < 2:
        return []
    roots = request.frame.scope.roots("acts.apply")
    ids = {each.id for each in above[:-1]}
    if roots is not None and not ids & set(roots):
        return []
    level = level_under(above[-2].id, request.frame.today)
    return [(each.code, each.name) for each in level.branches if each.id != one.pk]


def _record_names(request: OfficeRequest, one: Organization, people: list[str]) -> None:
    if people:
        record(
            "read.list",
            actor=actor_of(request),
            on=request.day,
            subject=("organization", one.pk),
            organization_id=one.pk,
            after={"list": "act", "rows": len(people), "members": people},
        )
