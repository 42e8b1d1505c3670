"""The database's tables, brought to the state of this program when they are not."""

import hashlib
import sys
from pathlib import Path

from config.database import DatabaseUnavailable

_TABLE = "dangvu_schema"
_LOCK = 7_240_119  # an arbitrary number of our own among advisory locks


def ensure_migrated() -> None:
    """Run the missing migrations, one process at a time; a few milliseconds when none is missing.

    Call after `ensure_database()`. Raises DatabaseUnavailable when the database is newer than the program.
    """
    from django.db import connection

    wanted = fingerprint()
    if _recorded() == wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [_LOCK])
        try:
            if _recorded() != wanted:
                _migrate()
                _record(wanted)
        finally:
            if connection.is_usable():
                cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])


def fingerprint() -> str:
    """A short form of the names of all migrations of the installed applications."""
    from django.apps import apps

    names = hashlib.sha256()
    for application in sorted(apps.get_app_configs(), key=lambda each: each.label):
        for file in sorted(Path(application.path, "migrations").glob("[0-9]*.py")):
            names.update(f"{application.label}.{file.stem}\n".encode())
    return names.hexdigest()


def _recorded() -> str | None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select to_regclass(%s)", [_TABLE])
        if cursor.fetchone() == (None,):
            return None
        cursor.execute(f"select fingerprint from {_TABLE}")
        row = cursor.fetchone()
        return row[0] if row else None


def _record(wanted: str) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"create table if not exists {_TABLE} (fingerprint text not null)")
        cursor.execute(f"delete from {_TABLE}")
        cursor.execute(f"insert into {_TABLE} values (%s)", [wanted])


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations) - set(loader.replacements))
    if unknown:
        raise DatabaseUnavailable(
            "Cơ sở dữ liệu mới hơn chương trình này (có "
            + ", ".join(".".join(name) for name in unknown[:3])
            + "). Hãy dùng bản chương trình mới hơn, hoặc một DANGVU_VAR khác."
        )
    print("Đang chuẩn bị cơ sở dữ liệu…", file=sys.stderr)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
