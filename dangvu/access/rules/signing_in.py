"""Rules of signing in: codes on slips, delays after wrong guesses, two officers for a lost account."""

from dataclasses import dataclass
from datetime import date, timedelta

from dangvu.kernel.findings import Finding, obstacle

#: Capitals and digits that cannot be taken for one another on paper: no 0 O 1 I.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH, _GROUP = 12, 4

SLIP_DAYS = 7
LONGEST_SLIP_DAYS = 30
RECOVERY_DAYS = 7

FREE_GUESSES = 5
#: An address may stand for a whole office: it waits much later than one person at one machine.
FREE_GUESSES_OF_ADDRESS = 50
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
_FIRST_DELAY = 5


def delays(free: int) -> list[int]:
    """Seconds to wait after the 1st, 2nd, … wrong guess: none at first, then doubling; the last stays."""
    longest = int(LONGEST_DELAY.total_seconds())
    growing = [0] * free
    wait = _FIRST_DELAY
    while wait < longest:
        growing.append(wait)
        wait *= 2
    return [*growing, longest]


def code_on_paper(code: str) -> str:
    """The code in groups, as a slip prints it."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def code_as_typed(text: str) -> str:
    """The code without the signs between the groups, in capitals."""
    kept = "".join(sign for sign in text[:100].upper() if sign.isascii() and sign.isalnum())
    return kept[: CODE_LENGTH + 1]  # one too many stays one too many


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """A slip about to be printed."""

    has_password: bool
    is_active: bool
    purpose_is_first: bool
    on: date
    valid_until: date


def only_the_first_password(facts: SlipFacts) -> Finding | None:
    """One officer may help with a first password only; a password in use is replaced by two."""
    if facts.purpose_is_first and facts.has_password:
        message = (
            "Tài khoản này đã có mật khẩu. Nếu người dùng quên mật khẩu, hãy làm việc “Khôi phục tài khoản”, "
            "cần hai người cùng xác nhận."
        )
        return obstacle("slip.has_password", message)
    return None


def account_in_use(facts: SlipFacts) -> Finding | None:
    """A locked account gets no slip."""
    if facts.is_active:
        return None
    return obstacle("slip.locked", "Tài khoản đang bị khóa; hãy mở khóa trước khi in phiếu.")


def some_days_only(facts: SlipFacts) -> Finding | None:
    """A slip works for some days, not for ever."""
    last = facts.on + timedelta(days=LONGEST_SLIP_DAYS)
    if facts.on <= facts.valid_until <= last:
        return None
    message = f"Phiếu dùng được nhiều nhất {LONGEST_SLIP_DAYS} ngày kể từ hôm nay; hãy chọn lại ngày."
    return obstacle("slip.days", message)


SLIP_RULES = (only_the_first_password, account_in_use, some_days_only)


@dataclass(frozen=True, slots=True)
class ConfirmationFacts:
    """A recovery about to be confirmed."""

    same_officer: bool
    own_account: bool
    asked_on: date
    on: date


def another_officer(facts: ConfirmationFacts) -> Finding | None:
    """Two different officers, neither of them the person helped."""
    if facts.own_account:
        return obstacle("recovery.own", "Không ai tự khôi phục tài khoản của mình; hãy nhờ hai người khác.")
    if facts.same_officer:
        message = "Người đề nghị không tự xác nhận được; cần một người thứ hai có quyền khôi phục tài khoản."
        return obstacle("recovery.same_officer", message)
    return None


def still_fresh(facts: ConfirmationFacts) -> Finding | None:
    """A forgotten request is not confirmed later by chance."""
    if facts.on < facts.asked_on + timedelta(days=RECOVERY_DAYS):
        return None
    message = f"Đề nghị khôi phục đã quá {RECOVERY_DAYS} ngày; hãy hủy và đề nghị lại."
    return obstacle("recovery.too_old", message)


CONFIRMATION_RULES = (another_officer, still_fresh)
