"""The server's configuration files, written anew before each start."""

import os
from pathlib import Path

from config.embedded.accounts import own_account
from config.embedded.places import Place

#: Name of the database and of the ordinary database user that owns it.
DATABASE = "dangvu"
#: The database's superuser, for the launcher and for backups.
ADMINISTRATOR = "dangvu_admin"
_MAP = "dangvu"
_MB = 1024 * 1024

# For tests only: what is lost with the machine may be lost.
_NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_naptime": "'10min'",
}


def machine_memory() -> int:
    """Bytes of memory that this machine, or this container, has."""
    limits = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for file in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            limits.append(int(Path(file).read_text()))
        except (OSError, ValueError):
            continue  # no such limit, or "max"
    return min(limit for limit in limits if limit > 0)


def memory_settings(memory: int) -> dict[str, str]:
    """Shares of `memory` (bytes) that leave a small office PC usable and do not swell on a large server."""

    def share(part: int, least: int, most: int) -> str:
        return f"{min(max(memory // part // _MB, least), most)}MB"

    return {
        "shared_buffers": share(8, 64, 512),
        "work_mem": share(512, 4, 32),
        "maintenance_work_mem": share(32, 32, 256),
        "effective_cache_size": share(2, 256, 64 * 1024),
    }


def write(place: Place, *, test: bool) -> Path:
    """Write the configuration of the server at `place`; returns the path of its main file."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": _list_element(place.sockets),
        "unix_socket_permissions": "0700",
        "hba_file": str(place.home / "pg_hba.conf"),
        "ident_file": str(place.home / "pg_ident.conf"),
        "max_connections": "100",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "jit": "off",
        # Workers pay from a nation on: a province is counted faster without, and other readers wait less.
        "parallel_setup_cost": "15000",
        # It expects repeats where each key comes once (cells, members), and copies every row for nothing.
        "enable_memoize": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "dynamic_shared_memory_type": _shared_memory_type(),
        **memory_settings(machine_memory()),
        **(_NOT_DURABLE if test else {}),
    }
    _write(place.home / "pg_hba.conf", _hba())
    _write(place.home / "pg_ident.conf", _ident(place))
    main = place.home / "postgresql.conf"
    _write(main, "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items()))
    return main


def _hba() -> str:
    """Nobody but the accounts of pg_ident.conf, and only through the socket."""
    return f"local all all peer map={_MAP}\nlocal replication all peer map={_MAP}\n"


def _ident(place: Place) -> str:
    accounts = sorted({own_account().name, place.account.name})
    return "".join(
        f'{_MAP} "{account}" {role}\n' for account in accounts for role in (DATABASE, ADMINISTRATOR)
    )


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.write_bytes(os.fsencode(text))
    fresh.chmod(0o644)  # the folder around it guards it; it holds no secret
    fresh.rename(path)


def _quoted(value: str) -> str:
    escaped = value.strip("'").replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _list_element(path: Path) -> str:
    escaped = str(path).replace('"', '""')
    return f'"{escaped}"'


def _shared_memory_type() -> str:
    """Containers often give /dev/shm 64 MB, too little for a parallel query; then plain files do."""
    try:
        status = os.statvfs("/dev/shm")
    except OSError:
        return "mmap"
    return "posix" if status.f_blocks * status.f_frsize >= 512 * _MB else "mmap"
