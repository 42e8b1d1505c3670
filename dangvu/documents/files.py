"""Files of documents on disk: opaque names, readable by this account only."""

import hashlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where a file lies below the folder of files, its size in bytes and its hash."""

    name: str
    size: int
    sha256: str


def files_folder() -> Path:
    """Return the folder of all stored files."""
    return Path(settings.VAR) / "files"


def path_of(stored_name: str) -> Path:
    """Return the path of a stored file. Raises `ValueError` for a name that this module did not make."""
    if len(stored_name) != 32 or not stored_name.isalnum():
        raise ValueError(f"not a stored name: {stored_name!r}")
    return files_folder() / stored_name[:2] / stored_name


def store(content: BinaryIO) -> StoredFile:
    """Copy the content into the folder under a new opaque name; nothing half-written remains.

    Raises `OSError` when the disk is full or the folder cannot be written.
    """
    name = uuid.uuid4().hex
    place = path_of(name)
    for folder in (files_folder(), place.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with open(part, "xb", opener=_private) as target:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
                size += target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        part.replace(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return StoredFile(name, size, digest.hexdigest())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
