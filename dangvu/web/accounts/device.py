"""Browsers that an account has signed in with before: wrong guesses made elsewhere do not slow them."""

import secrets
from collections.abc import Sequence

from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "dangvu_device"
_SALT = "dangvu.web.accounts.device"
_MOST_ACCOUNTS = 8
_YEAR = 365 * 24 * 3600


def device_of(request: HttpRequest, account_id: int) -> str:
    """The name of this browser if the account has signed in with it before; else ""."""
    device, accounts = _read(request)
    return device if account_id in accounts else ""


def remember_device(request: HttpRequest, response: HttpResponseBase, account_id: int) -> None:
    """Let this browser be known to the account from now on."""
    device, accounts = _read(request)
    kept = [account_id, *(one for one in accounts if one != account_id)][:_MOST_ACCOUNTS]
    value = signing.dumps([device or secrets.token_urlsafe(12), kept], salt=_SALT)
    response.set_cookie(
        COOKIE, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def _read(request: HttpRequest) -> tuple[str, Sequence[int]]:
    try:
        device, accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return "", ()
    return device, accounts
