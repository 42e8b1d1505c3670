"""Entering and correcting a member's record: one act, one form, its document, once."""

from typing import Any

from django.contrib import messages
from django.db import connection, transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dangvu.audit.services.once import new_word, once
from dangvu.kernel.findings import Finding, Refused
from dangvu.members.models import Member
from dangvu.members.selectors.life import Life, life_of
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.frame.request import OfficeRequest, actor_of
from dangvu.web.members.acts import ACTS, Given, MemberActForm

_UNREADABLE = 422
#: One act at a time on one member from these screens; taken before the locks of the verbs.
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('member', %s))"


@screen("member_act")
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: OfficeRequest, member: Member, word: str) -> HttpResponseBase:
    """Ask what the act needs, and do it. On any refusal everything typed stays."""
    if word not in ACTS:
        raise Http404(NOT_HERE)
    if request.method != "POST":
        life = life_of(member)
        return _page(request, member, word, _form(request, member, life, word, None), life)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_TURN, [member.pk])
        member.refresh_from_db()
        return _send(request, member, word)


def _send(request: OfficeRequest, member: Member, word: str) -> HttpResponseBase:
    life = life_of(member)
    form = _form(request, member, life, word, request.POST)
    sent = request.POST.get("form_word", "")
    findings: tuple[Finding, ...] = ()
    try:
        with transaction.atomic():
            once(sent, actor=actor_of(request), act=lambda: _do(request, life, form, word))
    except Refused as refusal:
        findings = refusal.findings
    except _NotReady:
        pass
    else:
        messages.success(request, _("Đã ghi: %(what)s.") % {"what": _(ACTS[word].label)})
        return redirect("member", member_id=member.pk)
    seen = _number(request.POST.get("version", ""))
    since = [one for one in life.acts if one.id > seen]
    return _page(request, member, word, form, life, findings=findings, since=since)


class _NotReady(Exception):
    """A field is wrong, or the record has changed since the form was opened."""


def _do(request: OfficeRequest, life: Life, form: MemberActForm, word: str) -> int:
    if not form.is_valid() or _number(request.POST.get("version", "")) != life.version:
        raise _NotReady
    actor, today = actor_of(request), request.frame.today
    given = Given(actor, form.cleaned_data["on"], form.document(actor=actor, on=today))
    done = ACTS[word].do(form, given)
    for finding in done.findings:
        messages.warning(request, finding.message)
    return done.event_id


def _form(request: OfficeRequest, member: Member, life: Life, word: str, data: Any) -> MemberActForm:
    return ACTS[word].form(
        data, member=member, life=life, scope=request.frame.scope, today=request.frame.today
    )


def _page(
    request: OfficeRequest, member: Member, word: str, form: MemberActForm, life: Life, **more: Any
) -> HttpResponse:
    context = {
        "title": _(ACTS[word].label),
        "member": member,
        "form": form,
        "offered": getattr(form, "offered", ()),
        "version": life.version,
        "form_word": new_word(),
        "draft": f"dang-vien-{member.pk}-{word}",
        **more,
    }
    status = _UNREADABLE if request.method == "POST" else 200
    return render(request, "members/act.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
