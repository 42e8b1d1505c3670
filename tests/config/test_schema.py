"""Tables come by themselves, and quickly when they are there."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from config import schema
from config.database import DatabaseUnavailable
from config.embedded_postgresql import known_server
from tests.installation import CHECKOUT

_OPEN = "from config.opening import open_database; open_database()"


def run_commands(var: Path, count: int) -> list[subprocess.Popen[str]]:
    environment = {"PATH": os.environ["PATH"], "DANGVU_VAR": str(var)}
    return [
        subprocess.Popen([sys.executable, "-c", _OPEN], env=environment, cwd=CHECKOUT, stderr=-1, text=True)
        for _ in range(count)
    ]


def test_the_models_and_the_migrations_agree(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_two_first_commands_at_once_make_the_tables_once_and_leave_no_server(place: Path) -> None:
    said = [each.communicate()[1] for each in run_commands(place / "var", 2)]
    assert sorted(said) == ["", "Đang chuẩn bị cơ sở dữ liệu…\n"]
    (again,) = run_commands(place / "var", 1)
    assert again.communicate()[1] == ""
    assert again.returncode == 0
    server = known_server(place / "var")
    assert server
    assert server.pid() is None


@pytest.mark.django_db
def test_nothing_is_done_when_nothing_is_missing() -> None:
    schema.ensure_migrated()
    begun = time.perf_counter()
    schema.ensure_migrated()
    assert time.perf_counter() - begun < 0.5  # measured: 1 ms


@pytest.mark.django_db
def test_a_database_of_a_newer_program_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied) values ('members', '9999_later', now())"
        )
    with pytest.raises(DatabaseUnavailable, match=r"mới hơn chương trình này \(có members\.9999_later\)"):
        schema.ensure_migrated()
