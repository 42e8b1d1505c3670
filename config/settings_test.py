"""Settings of the test suite: those of the program, and what a test needs to clean up after itself."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES

# Append-only tables refuse TRUNCATE; a transactional test empties its tables by it.
DATABASES["default"].setdefault("OPTIONS", {})
_options = DATABASES["default"]["OPTIONS"].get("options", "")
DATABASES["default"]["OPTIONS"]["options"] = f"{_options} -c dangvu.allow_truncate=on".strip()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
