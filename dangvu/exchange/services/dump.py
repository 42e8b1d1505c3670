"""Write all records as a data package: a recorded reading of one moment, in one order, byte for byte."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.exchange.extracts import extract_of
from dangvu.exchange.package import DESCRIPTION
from dangvu.exchange.schema import BY_NAME, FILES, File, Type

_PRIVATE = 0o600
# The earliest day that a zip can carry: a dump must not depend on the clock.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_TABLE_SCHEMA_TYPES = {
    Type.DATE: "date",
    Type.YEAR: "integer",
    Type.WHOLE: "integer",
    Type.NUMBER: "number",
    Type.BOOLEAN: "boolean",
}


class UnknownFile(ValueError):
    """A file to be left out is none of a package's."""


def dump(path: Path | str, *, actor: Actor, without: Collection[str] = ()) -> dict[str, int]:
    """Write the package to a new folder, or to a zip when `path` ends so; return the rows of each file.

    Files are 0600 and appear all at once. `without` names files to leave out (with or without ".csv"). Raises
    `UnknownFile`, `FileExistsError`, and `dangvu.kernel.findings.Refused` when the actor may not.
    """
    left_out = {name.strip().removesuffix(".csv") for name in without if name.strip()}
    if unknown := left_out - BY_NAME.keys():
        raise UnknownFile(
            f"Không có tệp nào tên “{', '.join(sorted(unknown))}”; các tệp: {', '.join(BY_NAME)}."
        )
    if actor.account_id is not None:  # the program itself asks nobody
        require(actor, "exchange.dump", on=timezone.localdate())
    path = Path(path)
    _refuse_existing(path)
    with _workplace(path) as folder:
        with _one_moment():
            rows = _write_files(folder, left_out)
            after = {"rows": rows, "without": sorted(left_out), "sha256": _hash(folder)}
            record("read.dump", actor=actor, on=timezone.localdate(), after=after)
        _publish(folder, path)
    return rows


def _refuse_existing(path: Path) -> None:
    if path.is_dir() and not _is_zip(path) and not any(path.iterdir()):
        return
    if path.exists() or path.is_symlink():
        raise FileExistsError(f"“{path}” đã có; hãy chọn một tên chưa dùng.")


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


@contextmanager
def _workplace(path: Path) -> Iterator[Path]:
    """A private folder beside the place where the package will appear; gone afterwards, whatever happens."""
    path.absolute().parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.absolute().parent))
    folder = place / "package"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _one_moment() -> Iterator[None]:
    """All files show the records of one moment, however long the writing takes."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _write_files(folder: Path, left_out: set[str]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for file in FILES:
        if file.name in left_out:
            continue
        place = folder / file.path
        count = _write_file(place, file)
        if count:
            rows[file.path] = count
        else:
            place.unlink()
    description = json.dumps(_description(rows), ensure_ascii=False, indent=1) + "\n"
    with _private(folder / DESCRIPTION) as stream:
        os.write(stream, description.encode())
    return rows


@contextmanager
def _private(place: Path) -> Iterator[int]:
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write_file(place: Path, file: File) -> int:
    sql = f"COPY ({extract_of(file)}) TO STDOUT (FORMAT csv, HEADER true, ENCODING 'UTF8')"
    with _private(place) as descriptor, connection.cursor() as cursor:
        with open(descriptor, "wb", closefd=False) as stream, cursor.copy(sql) as copy:
            for block in copy:
                stream.write(block)
        return int(cursor.rowcount)


def _description(rows: dict[str, int]) -> dict[str, object]:
    return {
        "name": "dangvu",
        "resources": [
            {
                "name": file.name,
                "path": file.path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": column.name, "type": _TABLE_SCHEMA_TYPES.get(column.type, "string")}
                        for column in file.columns
                    ]
                },
            }
            for file in FILES
            if file.path in rows
        ],
    }


def _hash(folder: Path) -> str:
    """The hash of all files, made as `dangvu.exchange.package.Package.sha256` makes it."""
    lines = []
    for place in sorted(folder.iterdir()):
        with place.open("rb") as stream:
            lines.append(f"{place.name} {hashlib.file_digest(stream, 'sha256').hexdigest()}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _publish(folder: Path, path: Path) -> None:
    """One renaming makes the whole package appear."""
    if not _is_zip(path):
        folder.rename(path)
        return
    packed = folder.parent / "package.zip"
    with _private(packed) as descriptor, open(descriptor, "wb", closefd=False) as stream:
        _pack(folder, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED))
    packed.rename(path)


def _pack(folder: Path, packed: zipfile.ZipFile) -> None:
    with packed:
        for place in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(place.name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PRIVATE << 16
            with place.open("rb") as source, packed.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 1 << 20)
