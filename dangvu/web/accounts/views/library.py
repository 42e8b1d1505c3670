"""Views of the sign-in library that this office opens; its others (sign-up, mail, reset) have no address."""

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.core import context
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

from dangvu.web.access import screen
from dangvu.web.accounts.views.entrance import demo_people

View = Callable[..., HttpResponseBase]


class SignInView(account.LoginView):  # type: ignore[misc]  # the library has no types
    """The sign-in page; in demo mode it lists the demo's people."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), "demo_people": demo_people()}


def _opened(name: str, view: View) -> View:
    """The view under its line of the rights table.

    A form held back until the person confirmed who they are is sent on by the library as a request of
    its own, which no middleware has seen; it stands in the frame of the present one.
    """
    through = screen(name)(view)

    @wraps(through)
    def framed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not hasattr(request, "frame"):
            vars(request).update(frame=context.request.frame, day=context.request.day)
        return through(request, *args, **kwargs)

    return framed


def _with_https(view: View) -> View:
    """Passkeys work by HTTPS only; without it their pages do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not settings.HTTPS:
            raise Http404("Khóa bảo mật chỉ dùng được khi hệ thống chạy bằng HTTPS.")
        return view(request, *args, **kwargs)

    return guarded


def _not_here(request: HttpRequest) -> HttpResponseBase:
    raise Http404("Tài khoản này chưa có mật khẩu; mật khẩu đầu tiên được đặt bằng phiếu.")


sign_in = _opened("account_login", SignInView.as_view())
sign_out = _opened("account_logout", account.logout)
locked = _opened("account_inactive", account.account_inactive)
second_step = _opened("mfa_authenticate", mfa.authenticate)
sign_in_by_key = _opened("mfa_login_webauthn", _with_https(webauthn.login_webauthn))

change_password = _opened("account_change_password", account.password_change)
set_password = _opened("account_set_password", _not_here)
confirm_person = _opened("account_reauthenticate", account.reauthenticate)
confirm_by_code = _opened("mfa_reauthenticate", mfa.reauthenticate)
confirm_by_key = _opened("mfa_reauthenticate_webauthn", _with_https(webauthn.reauthenticate_webauthn))
second_factors = _opened("mfa_index", mfa.index)
add_application = _opened("mfa_activate_totp", totp.activate_totp)
remove_application = _opened("mfa_deactivate_totp", totp.deactivate_totp)
view_codes = _opened("mfa_view_recovery_codes", codes.view_recovery_codes)
make_codes = _opened("mfa_generate_recovery_codes", codes.generate_recovery_codes)
take_codes = _opened("mfa_download_recovery_codes", codes.download_recovery_codes)
keys = _opened("mfa_list_webauthn", _with_https(webauthn.list_webauthn))
add_key = _opened("mfa_add_webauthn", _with_https(webauthn.add_webauthn))
remove_key = _opened("mfa_remove_webauthn", _with_https(webauthn.remove_webauthn))
edit_key = _opened("mfa_edit_webauthn", _with_https(webauthn.edit_webauthn))
own_sessions = _opened("usersessions_list", sessions.list_usersessions)
