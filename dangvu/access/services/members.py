"""A member comes to an account, bound to the member's record: opened by an officer of the own place."""

from datetime import date

from django.db import transaction

from dangvu.access.models import Account, Grant
from dangvu.access.permissions import require
from dangvu.access.services.accounts import open_account
from dangvu.access.services.slips import PrintedSlip, print_slip
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.days import display_day
from dangvu.organizations.models import Organization


@transaction.atomic
def open_member_account(
    member_id: int,
    cell: Organization,
    *,
    username: str,
    display_name: str,
    phone: str = "",
    valid_until: date,
    actor: Actor,
    on: date,
) -> tuple[Account, PrintedSlip]:
    """Open the account of a member of this cell, who may then read their own file, and print its first slip.

    Raises `Refused` with every obstacle.
    """
    require(actor, "account.slip", cell, on=on)
    account = open_account(
        username, display_name=display_name, phone=phone, member_id=member_id, actor=actor, on=on
    )
    decision = f"Tài khoản đảng viên, {actor.name} mở ngày {display_day(on)}."
    event_id = record(
        "account.grant",
        actor=actor,
        on=on,
        subject=("account", account.pk),
        organization_id=cell.pk,
        after={"role": "member", "valid_from": on, "decision": decision},
    )
    Grant.objects.create(
        event_id=event_id, account=account, role="member", organization=cell, valid_from=on, decision=decision
    )
    return account, print_slip(account, valid_until=valid_until, actor=actor, on=on)
