"""How passwords are kept."""

import os
import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

#: So many at once as there are processors: more would only take more memory.
_AT_ONCE = threading.BoundedSemaphore(max(1, os.cpu_count() or 1))


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes: a small office PC carries many sign-ins at once.

    Django's own choice takes 100 MiB for each, which sixteen people at eight in the morning would multiply.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _AT_ONCE:
            return super().verify(password, encoded)
