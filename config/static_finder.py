"""Finds the named files of npm packages among the static files."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from config.front_end import NODE_MODULES, SERVED, served_file, served_files


class NodeFinder(BaseFinder):
    """Only what `config.front_end.SERVED` names."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check: a missing package shows at once in the tests."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a static path; an empty list where there is none."""
        file = served_file(path)
        found = [str(file)] if file else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Any]]:
        """Paths within each package, with its storage."""
        storages = {prefix: self._storage(prefix) for prefix in SERVED}
        for path, _ in served_files():
            prefix, _, rest = path.partition("/")
            yield rest, storages[prefix]

    @staticmethod
    def _storage(prefix: str) -> FileSystemStorage:
        storage = FileSystemStorage(location=NODE_MODULES / SERVED[prefix][0])
        storage.prefix = prefix  # type: ignore[attr-defined]  # read by collectstatic and WhiteNoise
        return storage
