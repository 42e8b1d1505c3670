"""What stands against giving a role, printing a slip, giving back a lost account. No Django, no clock."""

from dangvu.access.rules.grants import GRANT_RULES, GrantFacts, phone_number, somebody_remains

__all__ = ["GRANT_RULES", "GrantFacts", "phone_number", "somebody_remains"]
