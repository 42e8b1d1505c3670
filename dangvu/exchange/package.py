"""The description of a package, datapackage.json: which files it has, and who made it."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from dangvu.exchange.problems import Problems
from dangvu.exchange.schema import ACTS_PATH, BY_NAME, BY_PATH, FILES, File
from dangvu.exchange.sources import ZIP_FAULTS, BadSource, Source, zip_fault

DESCRIPTION = "datapackage.json"
_LARGEST = 16 << 20


@dataclass
class Package:
    """`files` maps each known file of the package to its path; `hashes` fills up while they are read."""

    name: str
    generator: str
    files: dict[File, str]
    hashes: dict[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """One hash over all files: the same files give the same hash in a folder and in a zip."""
        lines = "".join(f"{name} {digest}\n" for name, digest in sorted(self.hashes.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


def read_package(source: Source, errors: Problems, warnings: Problems) -> Package | None:
    """Read the description; None when there is none that can be understood."""
    content = _content(source, errors)
    data = None if content is None else _parsed(content, errors)
    if content is None or data is None:
        return None
    package = Package(_text(data.get("name")) or source.name, _generator(data), {})
    package.hashes[DESCRIPTION] = hashlib.sha256(content).hexdigest()
    for resource in data["resources"]:
        _take(resource, source, package, errors, warnings)
    _refuse_unnamed(source, package, errors)
    return package


def _content(source: Source, errors: Problems) -> bytes | None:
    if not source.has(DESCRIPTION):
        errors.add(
            "package.description_missing",
            f"Không có {DESCRIPTION} ở thư mục trên cùng của gói; gói dữ liệu nào cũng phải có tệp này.",
            file=DESCRIPTION,
        )
        return None
    try:
        with source.open(DESCRIPTION) as stream:
            content = stream.read(_LARGEST + 1)
    except ZIP_FAULTS as error:
        raise zip_fault(DESCRIPTION) from error
    if len(content) <= _LARGEST:
        return content
    errors.add("package.description_invalid", f"{DESCRIPTION} lớn hơn 16 MB.", file=DESCRIPTION)
    return None


def _parsed(content: bytes, errors: Problems) -> dict[str, Any] | None:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        _invalid(errors, f"không phải là JSON (dòng {error.lineno}, cột {error.colno})", line=error.lineno)
        return None
    except (UnicodeDecodeError, RecursionError, ValueError):
        _invalid(errors, "không phải là JSON mã hóa UTF-8")
        return None
    if isinstance(data, dict) and isinstance(data.get("resources"), list):
        return data
    _invalid(errors, "phải có danh sách “resources”, mỗi mục có “name” và “path”")
    return None


def _invalid(errors: Problems, what: str, *, line: int = 1) -> None:
    errors.add("package.description_invalid", f"{DESCRIPTION} {what}.", file=DESCRIPTION, line=line)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _generator(data: dict[str, Any]) -> str:
    own = data.get("dangvu")
    return _text(own.get("generator")) if isinstance(own, dict) else ""


def _take(resource: object, source: Source, package: Package, errors: Problems, warnings: Problems) -> None:
    """Add one resource to the package, or say why it cannot be."""
    name, path = (
        (_text(resource.get("name")), _text(resource.get("path"))) if isinstance(resource, dict) else ("", "")
    )
    if not name or not path:
        _invalid(errors, "có một mục “resources” thiếu “name” hoặc “path” (mỗi mục là một tệp)")
        return
    file = BY_PATH.get(PurePosixPath(path).name) or BY_NAME.get(name)
    try:
        present = source.has(path)
    except BadSource as bad:
        errors.add(bad.code, bad.message, file=DESCRIPTION, value=path)
        return
    if PurePosixPath(path).name == ACTS_PATH:
        message = f"{path} không nạp cùng gói; hãy dùng “dangvu acts apply”."
        warnings.add("resource.acts_ignored", message, file=DESCRIPTION, value=path)
    elif file is None:
        message = f"Không biết tệp “{path}” (“{name}”); một gói chỉ gồm: {', '.join(BY_PATH)}."
        errors.add("resource.unknown", message, file=DESCRIPTION, value=path)
    elif not present:
        message = f"{DESCRIPTION} có tên “{path}” nhưng trong gói không có tệp ấy."
        errors.add("resource.missing", message, file=file.path, value=path)
    elif file in package.files:
        message = f"“{file.path}” có tên hai lần trong {DESCRIPTION}."
        errors.add("resource.twice", message, file=DESCRIPTION, value=path)
    else:
        package.files[file] = path


def _refuse_unnamed(source: Source, package: Package, errors: Problems) -> None:
    named = set(package.files.values())
    present = set(source.paths())
    for file in FILES:
        if file.path in present - named:
            message = (
                f"Trong gói có {file.path} nhưng {DESCRIPTION} không nêu tên; hãy thêm vào hoặc bỏ tệp ra."
            )
            errors.add("resource.unnamed", message, file=file.path)
