"""Verbs of access: who acts, and who is given which role."""

from dangvu.access.services.accounts import end_grant, grant_role, lock_account, open_account
from dangvu.access.services.actors import actor_named, actor_of_os_user

__all__ = ["actor_named", "actor_of_os_user", "end_grant", "grant_role", "lock_account", "open_account"]
