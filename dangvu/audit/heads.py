"""The head of the chain, kept outside the database in `audit-head.json`; `audit-heads.log` has all heads.

Whoever removes the last rows in the database does not thereby change these two files, nor what was printed.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

_HASH_BYTES = 32


class UnreadableHead(Exception):
    """The file of the head is there but is not a head; the sentence says which and what to do."""


@dataclass(frozen=True, slots=True)
class Head:
    """The hash of the last seal, how many events the chain holds up to it, and when it was sealed."""

    hash: bytes
    count: int
    sealed_at: datetime

    def __str__(self) -> str:
        return f"{self.count} {self.hash.hex()}"

    def as_data(self) -> dict[str, str | int]:
        """Return the head as the files have it."""
        moment = self.sealed_at.astimezone(UTC).isoformat()
        return {"count": self.count, "hash": self.hash.hex(), "sealed_at": moment}


def head_file() -> Path:
    """Return the path of the file that holds the last head."""
    return Path(settings.VAR) / "audit-head.json"


def read_head() -> Head | None:
    """Return the head kept outside the database, None when there is none. Raises `UnreadableHead`."""
    try:
        text = head_file().read_text("utf-8")
    except FileNotFoundError:
        return None
    try:
        data = json.loads(text)
        found = Head(
            bytes.fromhex(data["hash"]), int(data["count"]), datetime.fromisoformat(data["sealed_at"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableHead(_damaged()) from error
    if len(found.hash) != _HASH_BYTES:
        raise UnreadableHead(_damaged())
    return found


def write_head(head: Head) -> None:
    """Replace the file at once and add the head to the log; both are readable by this account only."""
    line = json.dumps(head.as_data()) + "\n"
    part = head_file().with_suffix(".part")
    with open(part, "w", opener=_private) as target:
        target.write(line)
        target.flush()
        os.fsync(target.fileno())
    part.replace(head_file())
    with open(head_file().with_name("audit-heads.log"), "a", opener=_private) as log:
        log.write(line)


@contextmanager
def only_sealer() -> Iterator[None]:
    """Let one process of this installation seal at a time, so that the head never goes back."""
    head_file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(head_file().with_suffix(".lock"), "w", opener=_private) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _damaged() -> str:
    return (
        f"Tệp {head_file()} không đọc được; hãy lấy dòng cuối của audit-heads.log hoặc bản in để so sánh, "
        "rồi đặt lại tệp này."
    )
