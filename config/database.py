"""Where the database is: a server named by DATABASE_URL, or the embedded one in DANGVU_VAR."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CHECKOUT = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    return Path(os.environ.get("DANGVU_VAR") or CHECKOUT / "var").resolve()


def django_database() -> dict[str, Any]:
    """Django's settings of the one database. Starts nothing."""
    url = os.environ.get("DATABASE_URL")
    common: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
    if url:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        return {
            **common,
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": query,
        }
    return {
        **common,
        "NAME": "dangvu",
        "USER": "dangvu",
        "HOST": str(var_folder() / "db" / "run"),
    }
