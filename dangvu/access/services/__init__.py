"""Verbs of access: who acts, and who is given which role."""

from dangvu.access.services.actors import actor_named, actor_of_os_user

__all__ = ["actor_named", "actor_of_os_user"]
