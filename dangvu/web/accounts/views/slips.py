"""Slips and recoveries: what an officer prints for a person who cannot sign in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from dangvu.access.models import Account, Recovery
from dangvu.access.services import (
    PrintedSlip,
    ask_recovery,
    confirm_recovery,
    print_slip,
    withdraw_recovery,
)
from dangvu.access.services.members import open_member_account
from dangvu.kernel.findings import Finding, Refused
from dangvu.members.models import Member
from dangvu.members.selectors import cell_of_member
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.accounts.forms import AccountForm, PrintSlipForm, RecoveryForm
from dangvu.web.accounts.views.people import RECOVER, account_answer, actor_of, helped
from dangvu.web.frame.frame import today

_UNREADABLE = 422


@screen("account_slip")
@never_cache
@require_POST
def print_one(request: HttpRequest, account_id: int) -> HttpResponseBase:
    """Make a slip and show it once, to be printed."""
    one = helped(request, account_id)
    form = PrintSlipForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors.get("valid_until", []))))
        return redirect("account", account_id=one.pk)
    try:
        printed = print_slip(
            one, valid_until=form.cleaned_data["valid_until"], actor=actor_of(request), on=today()
        )
    except Refused as refusal:
        return account_answer(request, one, findings=refusal.findings)
    return _paper(request, one, printed)


@screen("account_of_member")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member_account(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Open the account of a member of one's own place, bound to the member's record, with its first slip."""
    existing = Account.objects.filter(member_id=member.pk).first()
    if existing is not None:
        return redirect("account", account_id=existing.pk)
    form = AccountForm(request.POST or None, initial={"display_name": member.full_name})
    findings: tuple[Finding, ...] = ()
    cell = cell_of_member(member, today())
    if cell is None:
        raise Http404(NOT_HERE)
    if request.method == "POST" and form.is_valid():
        actor = actor_of(request)
        until = PrintSlipForm.suggested(today())
        try:
            account, printed = open_member_account(
                member.pk, cell, valid_until=until, actor=actor, on=today(), **form.cleaned_data
            )
            return _paper(request, account, printed)
        except Refused as refusal:
            findings = refusal.findings
    context = {"title": _("Mở tài khoản cho đảng viên"), "form": form, "findings": findings, "member": member}
    status = _UNREADABLE if request.method == "POST" else 200
    return render(request, "accounts/open.html", context, status=status)


@screen("account_ask_recovery")
@require_POST
def ask(request: HttpRequest, account_id: int) -> HttpResponseBase:
    """Ask that a lost account be given back."""
    one = helped(request, account_id, RECOVER)
    form = RecoveryForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        ask_recovery(one, reason=reason, actor=actor_of(request), on=today())
    except Refused as refusal:
        return account_answer(request, one, findings=refusal.findings)
    messages.success(request, _("Đã đề nghị khôi phục; cần một người thứ hai có quyền xác nhận."))
    return redirect("account", account_id=one.pk)


@screen("account_confirm_recovery")
@never_cache
@require_POST
def confirm(request: HttpRequest, recovery_id: int) -> HttpResponseBase:
    """Confirm what another asked, and print the slip."""
    one = _account_of(request, recovery_id)
    try:
        return _paper(request, one, confirm_recovery(recovery_id, actor=actor_of(request), on=today()))
    except Refused as refusal:
        return account_answer(request, one, findings=refusal.findings)


@screen("account_withdraw_recovery")
@require_POST
def withdraw(request: HttpRequest, recovery_id: int) -> HttpResponseBase:
    """Drop a request: an officer, or the person whose account it is."""
    actor = actor_of(request)
    own = Recovery.objects.filter(pk=recovery_id, account=actor.account_id).exists()
    one = None if own else _account_of(request, recovery_id)
    try:
        withdraw_recovery(recovery_id, actor=actor, on=today())
        messages.success(request, _("Đã hủy đề nghị khôi phục."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("own_account") if one is None else redirect("account", account_id=one.pk)


def _account_of(request: HttpRequest, recovery_id: int) -> Account:
    recovery = Recovery.objects.filter(pk=recovery_id).first()
    if recovery is None:
        raise Http404(NOT_HERE)
    return helped(request, recovery.account_id, RECOVER)


def _paper(request: HttpRequest, one: Account, printed: PrintedSlip) -> HttpResponse:
    context = {
        "title": _("Phiếu đặt mật khẩu"),
        "account": one,
        "slip": printed.slip,
        "code": printed.code,
        "address": request.build_absolute_uri("/dang-nhap/phieu"),
    }
    return render(request, "accounts/paper.html", context)
