"""One-time slips: printed by an officer, they let one person set a password once."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from dangvu.access.models import Account, Slip, SlipPurpose
from dangvu.access.permissions import require_over_account
from dangvu.access.rules.signing_in import (
    ALPHABET,
    CODE_LENGTH,
    SLIP_RULES,
    SlipFacts,
    code_as_typed,
    code_on_paper,
)
from dangvu.access.services.passwords import set_password
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.kernel.findings import Refused, obstacle, refuse_if_blocked


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """A slip with its code, which is known here and on paper only."""

    slip: Slip
    code: str


@transaction.atomic
def print_slip(account: Account, *, valid_until: date, actor: Actor, on: date) -> PrintedSlip:
    """Make a slip for a first password; an earlier one that is still open works no more.

    Raises `Refused` with every obstacle, also when the actor has no right over every role of the account.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    require_over_account(actor, "account.slip", account, on=on)
    facts = SlipFacts(account.has_usable_password(), account.is_active, True, on, valid_until)
    refuse_if_blocked(rule(facts) for rule in SLIP_RULES)
    return issue_slip(account, SlipPurpose.FIRST_PASSWORD, valid_until=valid_until, actor=actor, on=on)


def issue_slip(
    account: Account | None, purpose: SlipPurpose, *, valid_until: date, actor: Actor, on: date
) -> PrintedSlip:
    """Make a slip without asking anything; inside the transaction of the verb that asked."""
    Slip.objects.filter(account=account, purpose=purpose, used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    event_id = record(
        "account.print_slip",
        actor=actor,
        on=on,
        subject=("account", account.pk) if account is not None else None,
        after={"purpose": purpose, "valid_until": valid_until},
    )
    slip = Slip.objects.create(
        event_id=event_id,
        account=account,
        purpose=purpose,
        code_hash=hash_of(code),
        valid_until=valid_until,
    )
    return PrintedSlip(slip, code_on_paper(code))


@transaction.atomic
def use_slip(account: Account | None, code: str, password: str, *, on: date) -> None:
    """Set the password of the account by a slip; the slip is then used up.

    Raises `Refused`: with one same sentence for an unknown account, a wrong, used or expired code; with the
    reasons for a password that is too weak (the slip stays unused).
    """
    slip = open_slip(code, on=on)
    if account is None or slip is None or slip.account_id != account.pk or not account.is_active:
        raise Refused([obstacle("slip.unknown", UNKNOWN_SLIP)])
    lost = slip.purpose == SlipPurpose.RECOVERY
    actor = Actor(account.pk, account.display_name or account.username)
    set_password(account, password, actor=actor, on=on, verb="account.use_slip", lost=lost)
    slip.used_at = timezone.now()
    slip.save(update_fields=["used_at"])


def open_slip(code: str, *, on: date) -> Slip | None:
    """Return the slip of this code if it may still be used, locked until the end of the transaction."""
    return (
        Slip.objects.select_for_update()
        .filter(code_hash=hash_of(code_as_typed(code)), used_at=None, withdrawn_at=None, valid_until__gte=on)
        .first()
    )


def hash_of(code: str) -> str:
    """What is stored of a code. Codes are random and long: a keyed hash is enough, and can be looked up."""
    return salted_hmac("dangvu.access.slip", code, algorithm="sha256").hexdigest()


UNKNOWN_SLIP = (
    "Tên đăng nhập hoặc mã trên phiếu không đúng, hoặc phiếu đã dùng, đã hết hạn. "
    "Hãy xem lại phiếu; nếu vẫn không được, hãy đề nghị người in phiếu in phiếu mới."
)
