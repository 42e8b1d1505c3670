"""What the sign-in library asks us: who may try, what is recorded, how its secrets are kept."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from dangvu.access.models import Account
from dangvu.access.services.throttling import Guess, TooManyGuesses, begin_guess, guess_at, guessed_right
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.vietnamese import tidy
from dangvu.web.accounts.backend import account_called
from dangvu.web.accounts.device import device_of, remember_device

#: What the library would write a mail about is an event of the journal here.
_EVENTS = {
    "account/email/password_changed": "account.change_password",
    "account/email/password_set": "account.change_password",
    "mfa/email/totp_activated": "account.add_second_factor",
    "mfa/email/totp_deactivated": "account.remove_second_factor",
    "mfa/email/webauthn_added": "account.add_second_factor",
    "mfa/email/webauthn_removed": "account.remove_second_factor",
    "mfa/email/recovery_codes_generated": "account.make_recovery_codes",
}


def guess_of(request: HttpRequest, login: str, address: str) -> Guess:
    """The places under which a guess at this account's secret is counted."""
    account = account_called(login)
    name = str(account.pk) if account is not None else tidy(login[:200])
    return guess_at(name, address, device_of(request, account.pk) if account is not None else "")


def too_many(refusal: TooManyGuesses) -> str:
    """The sentence for whoever must wait."""
    return gettext(
        "Đã nhập sai nhiều lần từ máy này; hãy thử lại sau %(seconds)s giây. Tài khoản không bị khóa, "
        "và máy khác vẫn đăng nhập được."
    ) % {"seconds": refusal.seconds}


def name_of(user: Account) -> str:
    """How pages address an account."""
    return user.display_name or user.username


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Passwords: tried slowly, never by mail, and every sign-in is an event."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account, also a locked one (which then reads that it is locked); None for a wrong guess."""
        guess = guess_of(request, credentials.get("username", ""), self.get_client_ip(request))
        try:
            begin_guess(guess)
        except TooManyGuesses as refusal:
            raise ValidationError(too_many(refusal), code="too_many_login_attempts") from refusal
        AuthenticationBackend.unstash_authenticated_user()
        user = authenticate(request, **credentials) or AuthenticationBackend.unstash_authenticated_user()
        if user is not None:
            guessed_right(guess)
        return user if isinstance(user, Account) else None

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponseBase:
        """Record the sign-in, and know this browser again."""
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        remember_device(request, response, user.pk)
        record(
            "account.sign_in",
            actor=Actor(user.pk, name_of(user)),
            on=timezone.localdate(),
            subject=("account", user.pk),
            after={"address": self.get_client_ip(request)},
        )
        return response

    def send_notification_mail(self, template_prefix: str, user: Account, *args: Any, **kwargs: Any) -> None:
        """No mail leaves this office; the journal keeps what changed."""
        actor = Actor(user.pk, name_of(user))
        verb = _EVENTS[template_prefix]
        record(verb, actor=actor, on=timezone.localdate(), subject=("account", user.pk))


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """The secrets of second factors are encrypted: a copy of the database alone does not hold them."""

    def get_totp_label(self, user: Account) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; "" when it was encrypted with another key, so that no code fits it."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""


def _cipher() -> Fernet:
    key = salted_hmac("dangvu.web.accounts.second_factor", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
