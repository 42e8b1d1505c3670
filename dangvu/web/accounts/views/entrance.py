"""The ways in without a password yet: a slip, the administrator's first link, the people of the demo."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dangvu.access.models import Account, Grant
from dangvu.access.services import found_administrator, needs_administrator, use_slip
from dangvu.access.services.throttling import TooManyGuesses, begin_guess, guess_at, guessed_right
from dangvu.exchange.selectors import packages_not_of_demo
from dangvu.kernel.findings import Refused
from dangvu.web.access import screen
from dangvu.web.accounts.adapter import guess_of, too_many
from dangvu.web.accounts.backend import account_called
from dangvu.web.accounts.forms import FoundingForm, SlipForm
from dangvu.web.frame.frame import today

_UNREADABLE = 422


@screen("use_slip")
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest) -> HttpResponseBase:
    """Set a password by a printed slip; then sign in with it."""
    form = SlipForm(request.POST or None, initial={"login": request.GET.get("ten", "")[:200]})
    if request.method == "POST" and form.is_valid() and _slip_used(request, form):
        messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới."))
        return redirect("account_login")
    return _answer(request, "accounts/slip.html", {"form": form, "title": _("Đặt mật khẩu bằng phiếu")})


def _slip_used(request: HttpRequest, form: SlipForm) -> bool:
    login, code = form.cleaned_data["login"], form.cleaned_data["code"]
    guess = guess_of(request, login, get_adapter(request).get_client_ip(request))
    try:
        begin_guess(guess)
        use_slip(account_called(login), code, form.cleaned_data["password"], on=today())
    except TooManyGuesses as refusal:
        form.add_error(None, too_many(refusal))
        return False
    except Refused as refusal:
        _tell(form, refusal)
        return False
    guessed_right(guess)
    return True


@screen("found_administrator")
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, code: str) -> HttpResponseBase:
    """Open the first administrator's account by the link that the server's console showed."""
    if not needs_administrator(today()):
        raise Http404(_("Hệ thống đã có người quản trị; liên kết này không dùng được nữa."))
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _founded(request, form, code):
        messages.success(request, _("Đã mở tài khoản quản trị. Hãy đăng nhập."))
        return redirect("account_login")
    return _answer(
        request, "accounts/found.html", {"form": form, "title": _("Mở tài khoản quản trị đầu tiên")}
    )


def _founded(request: HttpRequest, form: FoundingForm, code: str) -> bool:
    guess = guess_at("administrator", get_adapter(request).get_client_ip(request))
    asked = {name: form.cleaned_data[name] for name in ("username", "display_name", "password")}
    try:
        begin_guess(guess)
        found_administrator(code, on=today(), **asked)
    except TooManyGuesses as refusal:
        form.add_error(None, too_many(refusal))
        return False
    except Refused as refusal:
        _tell(form, refusal)
        return False
    guessed_right(guess)
    return True


@screen("demo_sign_in")
@require_POST
def demo(request: HttpRequest) -> HttpResponseBase:
    """Sign in as one of the demo's people; only while the demo runs, on nothing but the demo's records."""
    if not settings.DEMO or packages_not_of_demo():
        raise Http404(_("Chỉ bản trình diễn mới có lối vào này."))
    account = demo_accounts().filter(username=request.POST.get("username", "")[:200]).first()
    if account is None:
        raise Http404(_("Bản trình diễn không có người này."))
    record_authentication(request, account, method="demo")
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url="/"))
    return response


def demo_accounts() -> QuerySet[Account]:
    """The people of the demo who may be chosen on the sign-in page."""
    return Account.objects.filter(is_demo=True, is_active=True).order_by("pk")


def demo_people() -> list[tuple[str, str, str]]:
    """User name, name and role of the demo's people; nobody outside the demo."""
    if not settings.DEMO or packages_not_of_demo():
        return []
    grants = (
        Grant.objects.filter(account__in=demo_accounts()).select_related("account").order_by("account", "id")
    )
    return [(one.account.username, one.account.display_name, str(one.get_role_display())) for one in grants]


def _tell(form: SlipForm | FoundingForm, refusal: Refused) -> None:
    for finding in refusal.findings:
        form.add_error("password" if finding.code == "password.weak" else None, finding.message)


def _answer(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, status=_UNREADABLE if request.method == "POST" else 200)
