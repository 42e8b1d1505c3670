"""Makes the program ready to work: Django set up, the database answering and migrated, the secret kept."""

import os


def set_up_django() -> None:
    """Django with the settings of this installation; opens no database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def open_database() -> None:
    """Everything that a command or a server process needs before its first query.

    Raises DatabaseUnavailable with a sentence that says what to do.
    """
    set_up_django()
    from django.conf import settings

    from config.database import ensure_database, var_folder
    from config.keys import keep_secret_key
    from config.schema import ensure_migrated

    ensure_database()
    settings.SECRET_KEY = keep_secret_key(var_folder())
    ensure_migrated()
