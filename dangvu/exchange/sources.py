"""Where the files of a package come from: a folder or a zip. Nothing outside of it is ever opened.

Raises `BadSource` with a stable code and a Vietnamese sentence.
"""

import stat
import zipfile
import zlib
from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

_PLACES = "tên tệp trong gói phải nằm bên trong gói, không dùng đường dẫn tuyệt đối, “..” hay “\\”."
#: What reading a damaged zip may raise, also in the middle of a file.
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class BadSource(Exception):
    """The package, or one of its files, cannot be read at all."""

    def __init__(self, code: str, message: str, *, file: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.file = file


class Source(Protocol):
    """A folder or a zip; `name` is what messages call it."""

    name: str

    def paths(self) -> list[str]:
        """The files at the top, by name."""
        ...

    def has(self, path: str) -> bool: ...

    def open(self, path: str) -> AbstractContextManager[BinaryIO]: ...

    def close(self) -> None: ...


def open_source(path: Path) -> Source:
    """Open a folder, or anything else as a zip. Raises `BadSource`, or `FileNotFoundError`."""
    return FolderSource(path) if path.is_dir() else ZipSource(path)


def refuse_unsafe(path: str) -> None:
    """Raise `BadSource` for a path that is absolute, climbs, or is written in the way of another system."""
    parts = PurePosixPath(path).parts
    unsafe = not parts or "\\" in path or "\0" in path or path.startswith("/") or ".." in parts
    if unsafe or ":" in parts[0]:
        raise BadSource("file.path", f"Đường dẫn “{path[:80]}” không dùng được: {_PLACES}", file=path[:80])


class FolderSource:
    """A folder; symbolic links that lead out of it and anything but plain files are refused."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name or str(folder)
        self._folder = folder.resolve()

    def paths(self) -> list[str]:
        return sorted(path.name for path in self._folder.iterdir())

    def has(self, path: str) -> bool:
        refuse_unsafe(path)
        return (self._folder / path).exists()

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        refuse_unsafe(path)
        place = (self._folder / path).resolve()
        if not place.is_relative_to(self._folder):
            raise BadSource("file.path", f"“{path}” dẫn ra ngoài gói: {_PLACES}", file=path)
        if not place.is_file():
            raise BadSource("file.path", f"“{path}” không phải là tệp thường.", file=path)
        try:
            return cast("BinaryIO", place.open("rb"))
        except OSError as error:
            raise BadSource(
                "file.unreadable", f"Không mở được “{path}”: {error.strerror}.", file=path
            ) from error

    def close(self) -> None:
        """Nothing is held open."""


class ZipSource:
    """A zip; one bad name in it and all of it is refused."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise
        except (*ZIP_FAULTS, OSError, ValueError) as error:
            raise BadSource(
                "file.zip",
                f"“{self.name}” không phải là tệp zip đầy đủ (bị cắt cụt hoặc hỏng); hãy sao chép lại tệp.",
                file=self.name,
            ) from error
        self._refuse_bad_names()

    def _refuse_bad_names(self) -> None:
        for entry in self._zip.infolist():
            refuse_unsafe(entry.orig_filename)
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise BadSource(
                    "file.path", f"“{entry.filename}” là liên kết: {_PLACES}", file=entry.filename
                )
        twice = [name for name, count in Counter(self._zip.namelist()).items() if count > 1]
        if twice:
            raise BadSource("file.zip", f"Tệp “{twice[0]}” có hai lần trong tệp zip.", file=twice[0])

    def paths(self) -> list[str]:
        return sorted(name for name in self._zip.namelist() if "/" not in name)

    def has(self, path: str) -> bool:
        refuse_unsafe(path)
        return path in self._zip.NameToInfo

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        try:
            return cast("BinaryIO", self._zip.open(path))
        except ZIP_FAULTS as error:
            raise zip_fault(path) from error

    def close(self) -> None:
        self._zip.close()


def zip_fault(path: str) -> BadSource:
    """The answer to a zip that breaks off or does not fit its checksum."""
    return BadSource(
        "file.zip",
        f"“{path}” trong tệp zip bị hỏng, bị cắt cụt hoặc có mật khẩu; hãy tạo lại tệp zip.",
        file=path,
    )
