"""Accounts of other people: the list, one account, and what an officer may do there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangvu.access.models import Account, Grant
from dangvu.access.permissions import may
from dangvu.access.services import end_grant, grant_role, lock_account, open_account
from dangvu.access.services.recovery import open_recoveries
from dangvu.audit.actor import Actor
from dangvu.kernel.findings import Finding, Refused
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import UnknownOrganization, organization_by_code
from dangvu.web.access import NOT_HERE, screen
from dangvu.web.accounts.forms import AccountForm, GrantForm, PrintSlipForm, RecoveryForm
from dangvu.web.accounts.people import account_page, accounts_helped_by, grant_lines, waiting_recoveries
from dangvu.web.frame.frame import Frame, today

SLIP, MANAGE, RECOVER = "account.slip", "account.manage", "account.recover"
_UNREADABLE = 422


def actor_of(request: HttpRequest) -> Actor:
    """Who asks; the screen has made sure that somebody does."""
    frame: Frame = request.frame  # type: ignore[attr-defined]
    assert frame.actor is not None
    return frame.actor


def account_of(request: HttpRequest) -> int:
    """The number of the account of who asks."""
    number = actor_of(request).account_id
    assert number is not None
    return number


def helped(request: HttpRequest, account_id: int, right: str = SLIP) -> Account:
    """Load and authorise in one call. Raises `Http404` for an account that the asker may not help."""
    found = accounts_helped_by(actor_of(request), right, today()).filter(pk=account_id).first()
    if found is None:
        raise Http404(NOT_HERE)
    return found


@screen("accounts")
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts that the asker may help, with those that wait for a second officer."""
    actor = actor_of(request)
    page = account_page(
        accounts_helped_by(actor, SLIP, today()),
        typed=request.GET.get("tim", "").strip()[:100],
        after=request.GET.get("after", "")[:150],
    )
    context = {
        "title": _("Tài khoản"),
        "page": page,
        "after": page.after,
        "typed": request.GET.get("tim", ""),
        "recoveries": waiting_recoveries(actor, today()),
        "may_manage": may(actor, MANAGE, on=today()),
    }
    return render(request, "accounts/list.html", context)


@screen("account_open")
@require_http_methods(["GET", "HEAD", "POST"])
def open_one(request: HttpRequest) -> HttpResponseBase:
    """Open an account, which may do nothing yet."""
    form = AccountForm(request.POST or None)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            account = open_account(**form.cleaned_data, actor=actor_of(request), on=today())
            return redirect("account", account_id=account.pk)
        except Refused as refusal:
            findings = refusal.findings
    context = {"title": _("Mở tài khoản"), "form": form, "findings": findings}
    return _answer(request, "accounts/open.html", context)


@screen("account")
@require_safe
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: its roles, and what may be done with it."""
    return account_answer(request, helped(request, account_id))


def account_answer(
    request: HttpRequest,
    one: Account,
    *,
    findings: tuple[Finding, ...] = (),
    grant_form: GrantForm | None = None,
) -> HttpResponse:
    """The page of an account, also after something was refused."""
    actor = actor_of(request)
    recovery = open_recoveries().filter(account=one).select_related("asked_by").first()
    context = {
        "title": one.display_name,
        "account": one,
        "has_password": one.has_usable_password(),
        "grants": grant_lines(Grant.objects.filter(account=one), today()),
        "findings": findings,
        "may_manage": may(actor, MANAGE, on=today()),
        "may_recover": accounts_helped_by(actor, RECOVER, today()).filter(pk=one.pk).exists()
        and one.pk != actor.account_id,
        "recovery": recovery,
        "asked_by_me": recovery is not None and recovery.asked_by_id == actor.account_id,
        "grant_form": grant_form or GrantForm(initial={"valid_from": today()}),
        "slip_form": PrintSlipForm(initial={"valid_until": PrintSlipForm.suggested(today())}),
        "recovery_form": RecoveryForm(),
    }
    return _answer(request, "accounts/account.html", context)


@screen("account_grant")
@require_POST
def give_role(request: HttpRequest, account_id: int) -> HttpResponseBase:
    """Give a role."""
    one = helped(request, account_id, MANAGE)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return account_answer(request, one, grant_form=form)
    try:
        grant_role(
            one,
            form.cleaned_data["role"],
            _place(form),
            valid_from=form.cleaned_data["valid_from"],
            valid_to=form.valid_to(),
            decision=form.cleaned_data["decision"],
            actor=actor_of(request),
            on=today(),
        )
    except UnknownOrganization as error:
        form.add_error("organization", str(error))
        return account_answer(request, one, grant_form=form)
    except Refused as refusal:
        return account_answer(request, one, findings=refusal.findings, grant_form=form)
    messages.success(request, _("Đã giao vai trò."))
    return redirect("account", account_id=one.pk)


def _place(form: GrantForm) -> Organization | None:
    code = form.cleaned_data["organization"].strip()
    return organization_by_code(code) if code else None


@screen("account_end_grant")
@require_POST
def end_role(request: HttpRequest, account_id: int, grant_id: int) -> HttpResponseBase:
    """Withdraw a role from today."""
    one = helped(request, account_id, MANAGE)
    if not Grant.objects.filter(pk=grant_id, account=one).exists():
        raise Http404(NOT_HERE)
    try:
        end_grant(grant_id, actor=actor_of(request), on=today())
    except Refused as refusal:
        return account_answer(request, one, findings=refusal.findings)
    messages.success(request, _("Đã thu hồi vai trò."))
    return redirect("account", account_id=one.pk)


@screen("account_lock")
@require_POST
def lock(request: HttpRequest, account_id: int) -> HttpResponseBase:
    """Lock the account, which ends its sessions, or unlock it."""
    one = helped(request, account_id, MANAGE)
    locked = request.POST.get("locked") == "1"
    try:
        lock_account(one, locked, actor=actor_of(request), on=today())
    except Refused as refusal:
        return account_answer(request, one, findings=refusal.findings)
    messages.success(request, _("Đã khóa tài khoản.") if locked else _("Đã mở khóa tài khoản."))
    return redirect("account", account_id=one.pk)


def _answer(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, status=_UNREADABLE if request.method == "POST" else 200)
