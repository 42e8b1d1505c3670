"""From the person at the keyboard to the actor of an event."""

import os
import pwd

from django.db import connection, transaction
from django.utils import timezone

from dangvu.access.models import Account, Grant
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle
from dangvu.kernel.vietnamese import nfc


def actor_of_os_user() -> Actor:
    """Return the actor bound to the operating-system user who runs this process.

    On an empty installation that user becomes the first account, the local operator; the event says so.
    Later an unbound user is refused with `Refused`: nobody becomes somebody by owning a machine.
    """
    name = os_user_name()
    account = Account.objects.filter(os_user=name).first()
    if account is None:
        account = _first_account(name)
    return actor_of_account(account)


def actor_named(username: str) -> Actor:
    """Return the actor of the account with this user name. Raises `Refused` when there is none."""
    account = Account.objects.filter(username=nfc(username)).first()
    if account is None:
        raise Refused(
            [obstacle("account.unknown", f"Không có tài khoản “{username}”; hãy xem lại tên sau --as.")]
        )
    return actor_of_account(account)


def os_user_name() -> str:
    """Return the name of the operating-system user of this process, or uid-<number> where it has none."""
    number = os.geteuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid-{number}"


def actor_of_account(account: Account) -> Actor:
    """Return the actor of an account. Raises `Refused` when it is locked."""
    if not account.is_active:
        message = f"Tài khoản “{account.username}” đã bị khóa; hãy dùng tài khoản khác."
        raise Refused([obstacle("account.inactive", message)])
    return Actor(account.pk, account.display_name or account.username)


@transaction.atomic
def _first_account(os_user: str) -> Account:
    # Two commands may meet on an empty installation; only one of them founds it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dangvu.access.first_account'))")
    found = Account.objects.filter(os_user=os_user).first()
    if found is not None:
        return found
    if Account.objects.exists():
        message = (
            f"Người dùng máy “{os_user}” chưa gắn với tài khoản nào; hãy chọn tài khoản bằng --as "
            "hoặc đề nghị người quản lý gắn tài khoản cho người dùng máy này."
        )
        raise Refused([obstacle("account.os_user_unknown", message)])
    return _found(os_user)


def _found(os_user: str) -> Account:
    account = Account(username=os_user, display_name=os_user, os_user=os_user)
    account.set_unusable_password()
    account.save()
    today = timezone.localdate()
    event_id = record(
        "account.found_installation",
        actor=Actor(account.pk, os_user),
        on=today,
        subject=("account", account.pk),
        after={"username": os_user, "os_user": os_user, "role": "local_operator"},
    )
    Grant.objects.create(
        event_id=event_id,
        account=account,
        role="local_operator",
        valid_from=today,
        decision="Tài khoản đầu tiên của máy chủ, lập khi cài đặt.",
    )
    return account
