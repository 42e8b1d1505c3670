"""The secret that signs sessions and links: DANGVU_SECRET_KEY, or one kept in the folder of local state."""

import os
import secrets
from pathlib import Path

from config.embedded.places import make_folder


def secret_key(var: Path) -> str:
    """The known secret; before there is one, a secret of this process alone. Writes nothing."""
    given = os.environ.get("DANGVU_SECRET_KEY")
    if given:
        return given
    try:
        return _file(var).read_text().strip()
    except OSError:
        return secrets.token_urlsafe(48)


def keep_secret_key(var: Path) -> str:
    """The secret; written (0600, in a folder 0700) at first call, so that later processes have it too."""
    if os.environ.get("DANGVU_SECRET_KEY"):
        return secret_key(var)
    file = _file(var)
    if not file.exists():
        make_folder(var, 0o700)
        make_folder(file.parent, 0o700)
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48) + "\n")
        try:
            os.link(fresh, file)  # whole, and only if no other process was first
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return secret_key(var)


def _file(var: Path) -> Path:
    return var / "keys" / "secret-key"
