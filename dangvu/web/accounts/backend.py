"""Whose password this is: an account found by its user name or its telephone number."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from dangvu.access.models import Account
from dangvu.access.rules import phone_number
from dangvu.kernel.vietnamese import tidy


def account_called(login: str) -> Account | None:
    """The account of this user name or telephone number; telephones write the first letter large."""
    login = tidy(login[:200])
    found = list(Account.objects.filter(username__in={login, login.lower()}))
    if not found and (number := phone_number(login)):
        found = list(Account.objects.filter(phone=number))
    return next((account for account in found if account.username == login), found[0] if found else None)


class NameOrPhone(AuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """Takes as long for an unknown name as for a wrong password."""

    def _authenticate_by_username(self, username: str, password: str) -> Account | None:
        account: Account | None = self._check_password(account_called(username), password)
        return account

    def user_can_authenticate(self, user: Account) -> bool:
        """Not when locked; people of the demo only in demo mode."""
        return user.is_active and (settings.DEMO or not user.is_demo)
