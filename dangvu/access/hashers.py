"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes: a small office PC carries many sign-ins at once.

    Django's own choice takes 100 MiB for each, which sixteen people at eight in the morning would multiply.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
