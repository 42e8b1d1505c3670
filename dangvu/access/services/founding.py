"""The first administrator: opened by a one-time link that only the console of the server shows."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from dangvu.access.models import Account, Grant, SlipPurpose
from dangvu.access.roles import roles_with
from dangvu.access.services.accounts import lock_accounts, open_account
from dangvu.access.services.passwords import check_password_strength, set_password
from dangvu.access.services.slips import UNKNOWN_SLIP, issue_slip, open_slip
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle

_ROLE = "system_administrator"


def needs_administrator(on: date) -> bool:
    """Whether nobody can sign in and give out accounts and roles."""
    managers = Grant.objects.filter(
        role__in=roles_with("account.manage"),
        account__is_active=True,
        account__is_demo=False,
        valid_from__lte=on,
        valid_to__gt=on,
    )
    return not any(grant.account.has_usable_password() for grant in managers.select_related("account"))


@transaction.atomic
def print_founding_code(*, actor: Actor, on: date) -> str:
    """Return the code of the link that opens the first administrator's account until tomorrow.

    An earlier link works no more.
    """
    lock_accounts()
    last = on + timedelta(days=1)
    return issue_slip(None, SlipPurpose.ADMINISTRATOR, valid_until=last, actor=actor, on=on).code


@transaction.atomic
def found_administrator(code: str, *, username: str, display_name: str, password: str, on: date) -> Account:
    """Open the administrator's account by the link. Raises `Refused` with what stands against it."""
    lock_accounts()
    slip = open_slip(code, on=on)
    if slip is None or slip.purpose != SlipPurpose.ADMINISTRATOR or not needs_administrator(on):
        raise Refused([obstacle("slip.unknown", UNKNOWN_SLIP)])
    check_password_strength(password, None)
    console = Actor(None, "Liên kết một lần in ở máy chủ")
    account = open_account(username, display_name=display_name, actor=console, on=on)
    set_password(account, password, actor=console, on=on, verb="account.use_slip")
    event_id = record(
        "account.found_administrator",
        actor=console,
        on=on,
        subject=("account", account.pk),
        after={"role": _ROLE, "slip": slip.pk},
    )
    Grant.objects.create(
        event_id=event_id,
        account=account,
        role=_ROLE,
        valid_from=on,
        decision="Quản trị đầu tiên, mở bằng liên kết một lần in ở máy chủ.",
    )
    slip.used_at = timezone.now()
    slip.save(update_fields=["used_at"])
    return account
