"""Where the database is: a server named by DATABASE_URL, or the embedded one in DANGVU_VAR."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config import embedded_postgresql
from config.embedded.configuration import ADMINISTRATOR, DATABASE
from config.embedded_postgresql import DatabaseUnavailable

CHECKOUT = Path(__file__).resolve().parent.parent
OLDEST_SERVER = 15

__all__ = [
    "CHECKOUT",
    "DatabaseUnavailable",
    "django_database",
    "ensure_database",
    "is_embedded",
    "var_folder",
]


def var_folder() -> Path:
    """The folder of all local state: database, files, keys."""
    return Path(os.environ.get("DANGVU_VAR") or CHECKOUT / "var").resolve()


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def django_database() -> dict[str, Any]:
    """Django's settings of the one database. Starts nothing and writes nothing.

    Raises DatabaseUnavailable when DATABASE_URL is not an address of a PostgreSQL database.
    """
    common: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
    if is_embedded():
        sockets = embedded_postgresql.known_socket_folder(var_folder())
        return {
            **common,
            "NAME": DATABASE,
            "USER": DATABASE,
            "HOST": str(sockets or var_folder() / "db" / "run"),
        }
    return {**common, **parse_database_url(os.environ["DATABASE_URL"])}


def parse_database_url(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?option=value` as Django's settings."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    name = query.pop("dbname", None) or unquote(parts.path.lstrip("/"))
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"postgresql", "postgres"} or not name or port == -1:
        raise DatabaseUnavailable(
            "DATABASE_URL không đúng dạng. Hãy viết: postgresql://TÀI_KHOẢN:MẬT_KHẨU@MÁY_CHỦ:5432/TÊN_CƠ_SỞ_DỮ_LIỆU"
        )
    return {
        "NAME": name,
        "USER": query.pop("user", None) or unquote(parts.username or ""),
        "PASSWORD": query.pop("password", None) or unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": query.pop("port", None) or str(port or ""),
        "OPTIONS": query,
    }


def ensure_database() -> None:
    """Have the database answer: start the embedded server if it is used, else check the given one.

    Call after `django.setup()`. Raises DatabaseUnavailable with a sentence that says what to do.
    """
    if is_embedded():
        _ensure_embedded()
    else:
        _check_given_server()


def _ensure_embedded() -> None:
    from django.conf import settings

    server = embedded_postgresql.use(var_folder())
    sockets = str(server.place.sockets)
    settings.DATABASES["default"]["HOST"] = sockets  # the folder is known only after the first start
    make_database(sockets)


def make_database(sockets: str) -> None:
    """Make the ordinary user and the database of an embedded server where they are missing."""
    import psycopg

    try:
        psycopg.connect(host=sockets, user=DATABASE, dbname=DATABASE).close()
        return
    except psycopg.OperationalError:
        pass  # not made yet, or a reason that the next lines will tell
    try:
        with psycopg.connect(
            host=sockets, user=ADMINISTRATOR, dbname="postgres", autocommit=True
        ) as administrator:
            # Two first commands at once: the second waits here, then finds everything made.
            administrator.execute("select pg_advisory_lock(hashtext('dangvu database'))")
            if not administrator.execute("select 1 from pg_roles where rolname = %s", [DATABASE]).fetchone():
                administrator.execute(f"create role {DATABASE} login createdb")
            if not administrator.execute(
                "select 1 from pg_database where datname = %s", [DATABASE]
            ).fetchone():
                administrator.execute(f"create database {DATABASE} owner {DATABASE}")
    except psycopg.Error as error:
        raise DatabaseUnavailable(f"Không tạo được cơ sở dữ liệu kèm theo: {error}") from error


def _check_given_server() -> None:
    from django.db import Error, connection
    from django.db.utils import NotSupportedError

    version = 0
    try:
        connection.ensure_connection()
        version = connection.pg_version // 10000  # type: ignore[attr-defined]
    except NotSupportedError:
        pass  # older still: Django itself refuses it
    except Error as error:
        raise DatabaseUnavailable(
            f"Không kết nối được máy chủ cơ sở dữ liệu trong DATABASE_URL: {str(error).strip()}. "
            "Hãy kiểm tra địa chỉ, tài khoản, mật khẩu và tên cơ sở dữ liệu."
        ) from error
    if version < OLDEST_SERVER:
        raise DatabaseUnavailable(
            f"Máy chủ cơ sở dữ liệu quá cũ. Đảng vụ cần PostgreSQL {OLDEST_SERVER} trở lên; "
            "hãy nâng cấp máy chủ, hoặc bỏ DATABASE_URL để dùng cơ sở dữ liệu kèm theo."
        )
    with connection.cursor() as cursor:
        cursor.execute("show server_encoding")
        (encoding,) = cursor.fetchone()
    if encoding != "UTF8":
        raise DatabaseUnavailable(
            f"Cơ sở dữ liệu trong DATABASE_URL dùng bảng mã {encoding}. Hãy tạo lại với UTF8 "
            "(createdb --encoding=UTF8 --template=template0)."
        )
