"""Load a data package: check everything first, then write all of it or nothing."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from psycopg import errors as pg

from dangvu.access.permissions import require
from dangvu.audit.actor import Actor
from dangvu.audit.services import record
from dangvu.exchange import applying
from dangvu.exchange.checking import check_rows, resolve_rows
from dangvu.exchange.desk import Desk
from dangvu.exchange.matters import ratings
from dangvu.exchange.models import Package as LoadedPackage
from dangvu.exchange.package import Package, read_package
from dangvu.exchange.problems import Problems
from dangvu.exchange.sources import BadSource, open_source
from dangvu.exchange.staging import Progress, stage_all
from dangvu.organizations.services.tree import lock_tree

# One load at a time: "DV" and "load" as a number of our own among advisory locks.
_LOCK = 0x4456_4C4F_4144
_MANY_ROWS = 10_000
#: What `progress` is told after the names of the files, with no rows.
CHECKING, WRITING = "Đang kiểm tra", "Đang ghi"
_TREE_KINDS = ("organization", "organization_parent")


@dataclass
class Result:
    """`rows` counts the rows read, by file. `event_id` is None when nothing was written."""

    errors: Problems
    warnings: Problems
    rows: dict[str, int]
    event_id: int | None = None
    changes: int = 0
    corrected: int = 0

    def as_data(self) -> dict[str, object]:
        return {"errors": self.errors.as_data(), "warnings": self.warnings.as_data(), "rows": self.rows}


class _Refused(Exception):
    """Leaves the transaction so that nothing of it stays."""


def load(path: Path | str, *, actor: Actor, check: bool = False, progress: Progress | None = None) -> Result:
    """Load the package in a folder or zip as one act of `actor`; with `check` only look at it.

    The result's `errors` say why nothing was written. Raises `FileNotFoundError` when nothing is at the
    path and `dangvu.kernel.findings.Refused` when the actor may not load.
    """
    if actor.account_id is not None:  # the program itself asks nobody
        require(actor, "exchange.load", on=_today())
    desk_errors, warnings, rows = Problems(), Problems(), dict[str, int]()
    result = Result(desk_errors, warnings, rows)
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(path)
    try:
        _load(path, result, actor=actor, check=check, progress=progress)
    except _Refused:
        pass
    except BadSource as bad:
        result.errors.add(bad.code, bad.message, file=bad.file)
    except DatabaseError as error:
        code, message = _explained(error)
        result.errors.add(code, message, file=path.name)
    except InterfaceError:
        result.errors.add(*_LOST, file=path.name)
    if result.errors:
        result.event_id, result.changes, result.corrected = None, 0, 0
    elif result.changes > _MANY_ROWS and not connection.in_atomic_block:
        _tidy_tables()
    return result


def _load(path: Path, result: Result, *, actor: Actor, check: bool, progress: Progress | None) -> None:
    source = open_source(path)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            desk = Desk(cursor, check, result.errors, result.warnings, result.rows)
            if not check:
                _lock(desk, path)
            package = read_package(source, result.errors, result.warnings)
            if package is None:
                raise _Refused
            stage_all(desk, source, package, progress)
            if progress:
                progress(CHECKING, 0)
            _check(desk)
            if result.errors or check:
                raise _Refused
            if progress:
                progress(WRITING, 0)
            _write(desk, package, result, actor)
    finally:
        source.close()


def _check(desk: Desk) -> None:
    """Ask everything at once; what cannot be followed past its header makes the rest pointless."""
    if desk.is_incomplete:
        raise _Refused
    resolve_rows(desk)
    check_rows(desk)


def _lock(desk: Desk, path: Path) -> None:
    if not desk.value(f"SELECT pg_try_advisory_xact_lock({_LOCK})"):
        message = "Đang có một lần nạp khác chạy; hãy đợi lần ấy xong rồi nạp lại."
        desk.errors.add("load.busy", message, file=path.name)
        raise _Refused
    # What was checked must still hold when it is written; readers are not kept waiting. The tree comes first,
    # as in the acts on organisations: neither waits for the other while holding what the other wants.
    lock_tree()
    tables = ", ".join(sorted({target.table for target in applying.TARGETS}))
    desk.run(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _write(desk: Desk, package: Package, result: Result, actor: Actor) -> None:
    result.changes = applying.find_changes(desk)
    if not result.changes:
        return
    years = ratings.years_in(desk)
    tree_changes = any(_changes(desk, kind) for kind in _TREE_KINDS)
    result.event_id = record(
        "package.load",
        actor=actor,
        on=_today(),
        after={
            "package": package.name,
            "sha256": package.sha256,
            "generator": package.generator,
            "files": package.hashes,
            "rows": result.rows,
        },
    )
    result.corrected = applying.apply(desk, actor=actor, package_event=result.event_id)
    LoadedPackage.objects.create(
        name=package.name,
        sha256=package.sha256,
        generator=package.generator,
        event_id=result.event_id,
        rows=result.rows,
        files=package.hashes,
    )
    _refresh_what_follows(desk, tree_changes=tree_changes, years=years)
    desk.run("SET CONSTRAINTS ALL IMMEDIATE")


def _changes(desk: Desk, kind: str) -> bool:
    target = next(target for target in applying.TARGETS if target.kind == kind)
    return bool(
        desk.value(
            f"SELECT EXISTS (SELECT FROM {target.resolved} WHERE target_id IS NULL) "
            f"OR EXISTS (SELECT FROM changed_{kind})"
        )
    )


def _refresh_what_follows(desk: Desk, *, tree_changes: bool, years: list[int]) -> None:
    """Derived tables: the closure of the tree, the counters of ratings."""
    from dangvu.organizations.services.links import rebuild_links
    from dangvu.reviews.services.counters import refresh

    for table in sorted({target.table for target in applying.TARGETS}):
        desk.run(f"ANALYZE {table}")
    if tree_changes:
        rebuild_links()
    if years:
        refresh(years)


def _tidy_tables() -> None:
    """After very many new rows: what the planner and index-only reads live on."""
    with connection.cursor() as cursor:
        for table in sorted(
            {target.table for target in applying.TARGETS} | {"organizations_organizationlink"}
        ):
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def _today() -> date:
    return timezone.localdate()


_LOST = (
    "database.lost",
    "Mất kết nối với cơ sở dữ liệu giữa chừng; chưa có gì được ghi. Hãy nạp lại khi cơ sở dữ liệu hoạt động.",
)


_DISK_FULL = re.compile("No space left|could not extend file|File too large|Disk quota exceeded")


def _explained(error: DatabaseError) -> tuple[str, str]:
    """What the sender is told of a fault of the database; a fault of the program is raised on."""
    cause = error.__cause__
    if isinstance(cause, pg.DiskFull | pg.IoError) or _DISK_FULL.search(str(error)):
        return "database.disk_full", "Hết chỗ trên đĩa; chưa có gì được ghi. Hãy giải phóng đĩa rồi nạp lại."
    if isinstance(error, IntegrityError):
        return (
            "database.constraint",
            f"Cơ sở dữ liệu từ chối gói này ({_constraint(cause)}); chưa có gì được ghi.",
        )
    if isinstance(error, OperationalError):
        return _LOST
    raise error


def _constraint(cause: BaseException | None) -> str:
    return (isinstance(cause, pg.Error) and cause.diag.constraint_name) or "ràng buộc"
