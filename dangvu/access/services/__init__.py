"""Verbs of access: who acts, who is given which role, and how a person comes to a password."""

from dangvu.access.services.accounts import end_grant, grant_role, lock_account, open_account
from dangvu.access.services.actors import actor_named, actor_of_account, actor_of_os_user
from dangvu.access.services.founding import found_administrator, needs_administrator, print_founding_code
from dangvu.access.services.recovery import ask_recovery, confirm_recovery, withdraw_recovery
from dangvu.access.services.slips import PrintedSlip, print_slip, use_slip

__all__ = [
    "PrintedSlip",
    "actor_named",
    "actor_of_account",
    "actor_of_os_user",
    "ask_recovery",
    "confirm_recovery",
    "end_grant",
    "found_administrator",
    "grant_role",
    "lock_account",
    "needs_administrator",
    "open_account",
    "print_founding_code",
    "print_slip",
    "use_slip",
    "withdraw_recovery",
]
