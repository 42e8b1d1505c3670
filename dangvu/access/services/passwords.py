"""Set a password."""

from datetime import date

from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dangvu.access.models import Account
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle


def set_password(
    account: Account, password: str, *, actor: Actor, on: date, verb: str, lost: bool = False
) -> None:
    """Set the password; every other session of the account ends by it. Raises `Refused` for a weak one.

    `lost` also takes away the second factors: whoever lost the telephone could not sign in again.
    """
    check_password_strength(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    if lost:
        # The table of second factors belongs to the sign-in library, which only the web knows otherwise.
        apps.get_model("mfa", "Authenticator")._default_manager.filter(user=account).delete()
    record(verb, actor=actor, on=on, subject=("account", account.pk), after={"second_factor_removed": lost})


def check_password_strength(password: str, account: Account | None) -> None:
    """Raise `Refused` with every reason why this password is too weak."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused([obstacle("password.weak", message) for message in error.messages]) from error
