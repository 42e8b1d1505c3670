"""DATABASE_URL, as a person writes it."""

import pytest

from config.database import DatabaseUnavailable, parse_database_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://vu:m%40t@db.xa.vn:5433/dangvu",
            {
                "NAME": "dangvu",
                "USER": "vu",
                "PASSWORD": "m@t",
                "HOST": "db.xa.vn",
                "PORT": "5433",
                "OPTIONS": {},
            },
        ),
        (
            "postgres:///dangvu?host=%2Frun%2Fpg&user=vu&sslmode=require",
            {
                "NAME": "dangvu",
                "USER": "vu",
                "PASSWORD": "",
                "HOST": "/run/pg",
                "PORT": "",
                "OPTIONS": {"sslmode": "require"},
            },
        ),
    ],
)
def test_the_address_of_a_server_is_read(url: str, expected: dict[str, object]) -> None:
    assert parse_database_url(url) == expected


@pytest.mark.parametrize(
    "url", ["mysql://vu@host/dangvu", "postgresql://host", "dangvu", "postgresql://h:port/d"]
)
def test_what_is_no_address_of_postgresql_is_refused_in_vietnamese(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="DATABASE_URL không đúng dạng"):
        parse_database_url(url)


@pytest.mark.django_db
def test_the_suite_talks_to_a_server_that_is_new_enough() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("show server_encoding")
        assert cursor.fetchone() == ("UTF8",)
    assert connection.pg_version >= 150000  # type: ignore[attr-defined]
