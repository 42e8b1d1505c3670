"""What stands against giving or ending a role. Facts in, a finding or nothing out."""

import re
from dataclasses import dataclass
from datetime import date

from dangvu.access.roles import ROLES
from dangvu.kernel.days import display_day
from dangvu.kernel.findings import Finding, obstacle

#: Roles of the installation itself; every other one is held in an organisation.
WITHOUT_ORGANIZATION = frozenset({"local_operator", "system_administrator", "auditor"})


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A role about to be given. `overlaps` says that the account holds it there on one of the days.

    `to_oneself` says that the giver would receive it (and is not the local operator, who holds everything).
    """

    role: str
    has_organization: bool
    valid_from: date
    valid_to: date
    rests_on_decision: bool
    overlaps: bool
    to_oneself: bool = False


def known_role(facts: GrantFacts) -> Finding | None:
    """Only roles of the table can be given."""
    if facts.role in ROLES:
        return None
    return obstacle("grant.role", f"Không có vai trò “{facts.role}”; hãy chọn một trong: {', '.join(ROLES)}.")


def right_scope(facts: GrantFacts) -> Finding | None:
    """A role of an organisation needs one; the local operator has none."""
    if not facts.has_organization and facts.role not in WITHOUT_ORGANIZATION:
        return obstacle("grant.organization_missing", "Vai trò này cần một tổ chức đảng; hãy ghi mã tổ chức.")
    if facts.has_organization and facts.role == "local_operator":
        message = "Người vận hành tại máy chủ có quyền trên toàn hệ thống; đừng ghi mã tổ chức."
        return obstacle("grant.organization_unwanted", message)
    return None


def some_days(facts: GrantFacts) -> Finding | None:
    """The role must hold for a day at least."""
    if facts.valid_from < facts.valid_to:
        return None
    return obstacle("grant.period_empty", "Ngày hết vai trò phải sau ngày bắt đầu.")


def on_a_decision(facts: GrantFacts) -> Finding | None:
    """Somebody decided it."""
    if facts.rests_on_decision:
        return None
    return obstacle("grant.decision_missing", "Cần ghi vai trò được giao theo quyết định nào.")


def not_held_already(facts: GrantFacts) -> Finding | None:
    """The same role in the same place is held once at a time."""
    if not facts.overlaps:
        return None
    day = display_day(facts.valid_from)
    message = f"Tài khoản đã có vai trò này ở đó trong thời gian từ {day}; hãy kết thúc vai trò cũ trước."
    return obstacle("grant.overlap", message)


def not_to_oneself(facts: GrantFacts) -> Finding | None:
    """Nobody gives a role to themselves."""
    if not facts.to_oneself:
        return None
    return obstacle("grant.to_oneself", "Không ai tự giao vai trò cho mình; hãy để người khác giao.")


GRANT_RULES = (known_role, right_scope, some_days, on_a_decision, not_held_already, not_to_oneself)


def somebody_remains(others: int) -> Finding | None:
    """Somebody must remain who can give out roles."""
    if others:
        return None
    message = "Đây là người cuối cùng còn quyền giao vai trò; hãy giao cho người khác trước."
    return obstacle("grant.last_manager", message)


def phone_number(text: str) -> str | None:
    """Return the digits of a telephone number as dialled inside the country; None if it is none."""
    digits = re.sub(r"[\s.()-]", "", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:].removeprefix("0")
    return digits if re.fullmatch(r"0[0-9]{8,10}", digits, re.ASCII) else None
