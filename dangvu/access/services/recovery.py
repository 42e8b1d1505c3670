"""A lost account is given back by two officers: one asks, another confirms and prints the slip."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dangvu.access.models import Account, Recovery, SlipPurpose
from dangvu.access.permissions import require_over_account
from dangvu.access.rules.signing_in import CONFIRMATION_RULES, SLIP_DAYS, ConfirmationFacts
from dangvu.access.services.slips import PrintedSlip, issue_slip
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle, refuse_if_blocked
from dangvu.kernel.vietnamese import is_clean, tidy

RIGHT = "account.recover"


@transaction.atomic
def ask_recovery(account: Account, *, reason: str, actor: Actor, on: date) -> Recovery:
    """Ask that the account be given back to its person, with the reason (how the person was recognised).

    Raises `Refused` for one's own account, a locked account, a missing reason, a request that is still open.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    asker = require_over_account(actor, RIGHT, account, on=on)
    reason = tidy(reason)
    found = []
    if asker == account.pk:
        found.append(obstacle("recovery.own", "Không ai tự khôi phục tài khoản của mình."))
    if not account.is_active:
        found.append(obstacle("recovery.locked", "Tài khoản đang bị khóa; hãy mở khóa trước."))
    if not reason or not is_clean(reason):
        message = "Hãy ghi lý do và cách đã nhận ra đúng người (ví dụ: gặp trực tiếp, xem thẻ đảng viên)."
        found.append(obstacle("recovery.reason", message))
    if open_recoveries().filter(account=account).exists():
        message = "Đã có một đề nghị khôi phục đang chờ người thứ hai xác nhận."
        found.append(obstacle("recovery.twice", message))
    refuse_if_blocked(found)
    event_id = record(
        "account.ask_recovery", actor=actor, on=on, subject=("account", account.pk), after={"reason": reason}
    )
    return Recovery.objects.create(
        event_id=event_id, account=account, asked_by_id=asker, asked_on=on, reason=reason
    )


@transaction.atomic
def confirm_recovery(recovery_id: int, *, actor: Actor, on: date) -> PrintedSlip:
    """Confirm what another officer asked; the slip, when used, replaces password and second factors.

    Raises `Refused` with every obstacle, `Recovery.DoesNotExist`.
    """
    recovery = _locked(recovery_id)
    confirmer = require_over_account(actor, RIGHT, recovery.account, on=on)
    facts = ConfirmationFacts(
        same_officer=confirmer == recovery.asked_by_id,
        own_account=confirmer == recovery.account_id,
        asked_on=recovery.asked_on,
        on=on,
    )
    refuse_if_blocked(rule(facts) for rule in CONFIRMATION_RULES)
    recovery.confirmed_by_id = confirmer
    recovery.confirm_event_id = record(
        "account.confirm_recovery",
        actor=actor,
        on=on,
        subject=("account", recovery.account_id),
        after={"recovery": recovery.pk, "asked_by": recovery.asked_by_id},
    )
    recovery.save(update_fields=["confirmed_by", "confirm_event_id"])
    last = on + timedelta(days=SLIP_DAYS)
    return issue_slip(recovery.account, SlipPurpose.RECOVERY, valid_until=last, actor=actor, on=on)


@transaction.atomic
def withdraw_recovery(recovery_id: int, *, actor: Actor, on: date) -> None:
    """Drop a request; the person concerned may do so too. Raises `Refused`, `Recovery.DoesNotExist`."""
    recovery = _locked(recovery_id)
    if actor.account_id != recovery.account_id:
        require_over_account(actor, RIGHT, recovery.account, on=on)
    recovery.withdrawn_at = timezone.now()
    recovery.save(update_fields=["withdrawn_at"])
    record("account.withdraw_recovery", actor=actor, on=on, subject=("account", recovery.account_id))


def open_recoveries() -> QuerySet[Recovery]:
    """Requests that wait for the second officer."""
    return Recovery.objects.filter(confirmed_by=None, withdrawn_at=None)


def _locked(recovery_id: int) -> Recovery:
    recovery = Recovery.objects.select_for_update(of=("self",)).select_related("account").get(pk=recovery_id)
    if recovery.confirmed_by_id is not None or recovery.withdrawn_at is not None:
        raise Refused([obstacle("recovery.closed", "Đề nghị này đã được xác nhận hoặc đã bị hủy.")])
    return recovery
