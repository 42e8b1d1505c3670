"""The embedded server: it comes with its first user, goes with its last, and lets nobody else in."""

import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from config import embedded_postgresql
from config.embedded import configuration, places
from config.embedded.accounts import Account, server_account
from config.embedded.binaries import programs_for
from config.embedded.processes import is_server
from config.embedded_postgresql import DatabaseUnavailable, Server
from tests.config.conftest import Worker
from tests.installation import CHECKOUT

Send = Callable[[Path], Worker]


def server_of(var: Path) -> Server:
    server = embedded_postgresql.known_server(var)
    assert server
    return server


def ask(server: Server, question: str) -> object:
    with psycopg.connect(
        host=str(server.place.sockets), user=configuration.ADMINISTRATOR, dbname="postgres", autocommit=True
    ) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def rights(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def test_the_first_command_on_an_empty_folder_starts_the_server_and_its_end_stops_it(
    place: Path, worker: Send
) -> None:
    lan = worker(place / "var")
    server = server_of_started(lan, place / "var")
    assert ask(server, "select current_setting('server_version_num')::int / 10000") == 18
    lan.leave()
    assert server.pid() is None
    assert not is_server(lan.server_pid, server.place.data)


def server_of_started(someone: Worker, var: Path) -> Server:
    assert someone.server_pid
    return server_of(var)


def test_four_commands_at_once_on_an_empty_folder_share_one_server(place: Path, worker: Send) -> None:
    people = [worker(place / "var") for _ in range(4)]
    assert len({each.server_pid for each in people}) == 1
    for each in people[:3]:
        each.leave()
    server = server_of(place / "var")
    assert server.is_ready()
    people[3].leave()
    assert server.pid() is None


def test_after_kill_9_of_a_command_the_next_one_works_and_its_end_stops_the_server(
    place: Path, worker: Send
) -> None:
    killed = worker(place / "var")
    server = server_of_started(killed, place / "var")
    killed.kill()
    lan = worker(place / "var")
    assert lan.server_pid
    assert ask(server, "select 1") == 1
    lan.leave()
    assert server.pid() is None


def test_a_server_whose_every_user_was_killed_ends_by_itself(place: Path, worker: Send) -> None:
    people = [worker(place / "var"), worker(place / "var")]
    server = server_of_started(people[0], place / "var")
    assert server_of_started(people[1], place / "var").is_ready()
    people[0].kill()
    assert ask(server, "select 1") == 1
    people[1].kill()
    limit = time.monotonic() + 60
    while server.pid() is not None:
        assert time.monotonic() < limit, "nobody stopped it"
        time.sleep(0.01)


def test_kill_9_of_the_server_loses_nothing_that_was_committed(place: Path, worker: Send) -> None:
    # The worker who started it does not notice, so the dead server stays a zombie under its number.
    lan = worker(place / "var")
    server = server_of_started(lan, place / "var")
    ask(server, "create table kept as select 7 as number")
    os.kill(lan.server_pid, signal.SIGKILL)
    minh = worker(place / "var")
    assert minh.server_pid != lan.server_pid
    assert ask(server, "select number from kept") == 7
    minh.leave()
    lan.leave()
    assert server.pid() is None


def test_a_number_that_now_belongs_to_a_stranger_is_not_taken_for_the_server(
    place: Path, worker: Send
) -> None:
    worker(place / "var").leave()
    server = server_of(place / "var")
    (server.place.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.place.data}\n")
    lan = worker(place / "var")
    assert lan.server_pid != os.getpid()
    assert ask(server, "select 1") == 1
    lan.leave()


def test_an_interrupted_first_start_is_begun_anew(place: Path, worker: Send) -> None:
    half_made = place / "var" / "db" / "data.new-1"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    for folder in (place / "var", place / "var" / "db"):
        folder.chmod(0o711)
    worker(place / "var").leave()
    assert not half_made.exists()


@pytest.mark.parametrize("name", ["dữ liệu của chi bộ", "a'b\"c\\d", "x" * 130])
def test_any_name_of_the_folder_will_do(place: Path, worker: Send, name: str) -> None:
    var = place / name
    lan = worker(var)
    server = server_of_started(lan, var)
    assert ask(server, "select current_setting('data_directory')") == str(server.place.data)
    assert len(os.fsencode(server.place.sockets)) < 90
    assert rights(server.place.sockets) == 0o700
    sockets = server.place.sockets
    lan.leave()
    assert not sockets.exists()


def test_a_forked_child_has_a_share_of_its_own(place: Path, worker: Send) -> None:
    lan = worker(place / "var")
    server = server_of_started(lan, place / "var")
    # The child drops its share at once; its parent's must still hold the server.
    lan.do("child = os.fork() or (embedded_postgresql.release(), os._exit(0)); os.waitpid(child, 0)")
    assert server.is_ready()
    # The child outlives its parent; its share must still hold the server.
    lan.do(
        "r, w = os.pipe(); child = os.fork() or (os.read(r, 1), embedded_postgresql.release(), os._exit(0))"
    )
    lan.do("embedded_postgresql.release()")
    assert server.is_ready()
    lan.do("os.write(w, b'.'); os.waitpid(child, 0)")
    assert server.pid() is None
    lan.leave()


def test_a_server_told_to_stay_stays_until_it_is_told_to_stop(place: Path, worker: Send) -> None:
    var = place / "var"
    lan = worker(var)
    lan.do("embedded_postgresql.keep(Path(sys.argv[1]))")
    lan.leave()
    server = server_of(var)
    assert server.is_ready()
    minh = worker(var)
    assert minh.server_pid == lan.server_pid
    assert embedded_postgresql.stop(var) is False
    assert server.is_ready()
    minh.leave()
    assert server.pid() is None


def test_nothing_listens_on_the_network(place: Path, worker: Send) -> None:
    lan = worker(place / "var")
    server = server_of_started(lan, place / "var")
    assert ask(server, "select current_setting('listen_addresses')") == ""
    ours = {
        link.readlink().name for link in Path(f"/proc/{lan.server_pid}/fd").iterdir() if link.is_symlink()
    }
    inodes = {name.removeprefix("socket:[").removesuffix("]") for name in ours if name.startswith("socket:")}
    assert inodes  # the local socket at least
    for table in ("tcp", "tcp6", "udp", "udp6"):
        lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        assert not inodes & {line.split()[9] for line in lines}


def test_another_account_of_the_machine_cannot_connect(place: Path, worker: Send) -> None:
    lan = worker(place / "var")
    server = server_of_started(lan, place / "var")
    assert rights(server.place.data) == 0o700
    assert rights(server.place.sockets) == 0o700
    rules = (server.place.home / "pg_hba.conf").read_text().split("\n")
    assert {rule.split()[0] for rule in rules if rule} == {"local"}
    assert {" ".join(rule.split()[3:]) for rule in rules if rule} == {"peer map=dangvu"}
    people = {line.split()[1] for line in (server.place.home / "pg_ident.conf").read_text().splitlines()}
    assert people == {f'"{pwd.getpwuid(os.geteuid()).pw_name}"', f'"{server.place.account.name}"'}
    if os.geteuid() == 0:
        assert "Permission denied" in what_nobody_is_told(server)
        # Even if somebody opens the folders by mistake, the server knows its own people.
        server.place.sockets.chmod(0o777)
        (server.place.sockets / ".s.PGSQL.5432").chmod(0o777)
        assert "Peer authentication failed" in what_nobody_is_told(server)
    lan.leave()


def what_nobody_is_told(server: Server) -> str:
    entry = pwd.getpwnam("nobody")
    nobody = Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    places.make_folder(places.SHELF, 0o755)
    psql = programs_for(nobody, places.SHELF) / "psql"
    said = ""
    for role in (configuration.DATABASE, configuration.ADMINISTRATOR, "nobody"):
        result = subprocess.run(
            [psql, "-h", server.place.sockets, "-U", role, "-d", "postgres", "-c", "select 1"],
            capture_output=True,
            text=True,
            check=False,
            env={"LC_ALL": "C"},
            **nobody.process_arguments(),
        )
        assert result.returncode != 0
        said += result.stderr
    return said


def test_a_checkout_in_a_folder_that_others_may_not_enter_works_and_the_folder_stays_shut(
    place: Path, worker: Send
) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    var = closed / "checkout" / "var"
    above = [*var.parents]
    var.parent.mkdir()
    before = [rights(folder) for folder in above]
    lan = worker(var)
    server = server_of_started(lan, var)
    assert ask(server, "select 1") == 1
    assert [rights(folder) for folder in above] == before
    assert rights(var) in {0o700, 0o711}
    if os.geteuid() == 0:
        assert server.place.home.parent == places.SHELF
        assert rights(server.place.data) == 0o700
        assert server.place.data.stat().st_uid == server_account().uid != 0
    lan.leave()
    again = worker(var)
    assert server_of_started(again, var).place.home == server.place.home
    again.leave()


def test_a_folder_of_somebody_else_is_refused(place: Path) -> None:
    folder = place / "var" / "db"
    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    else:
        folder.chmod(0o500)
    with pytest.raises(DatabaseUnavailable, match=r"DANGVU_VAR sang thư mục khác"):
        embedded_postgresql.use(place / "var")
    folder.chmod(0o700)


def test_a_server_that_cannot_start_says_why(place: Path, worker: Send) -> None:
    worker(place / "var").leave()
    server = server_of(place / "var")
    control = server.place.data / "global" / "pg_control"
    control.write_bytes(b"")
    with pytest.raises(DatabaseUnavailable, match="pg_control"):
        embedded_postgresql.use(place / "var")
    assert server.pid() is None


@pytest.mark.parametrize(
    ("memory", "shared", "work"),
    [(512, "64MB", "4MB"), (4096, "512MB", "8MB"), (8192, "512MB", "16MB"), (262_144, "512MB", "32MB")],
)
def test_memory_is_sized_from_the_machine(memory: int, shared: str, work: str) -> None:
    settings = configuration.memory_settings(memory * 1024 * 1024)
    assert (settings["shared_buffers"], settings["work_mem"]) == (shared, work)


def test_what_is_stored_outlives_a_power_cut_and_sorts_the_same_everywhere(place: Path, worker: Send) -> None:
    lan = worker(place / "var")
    server = server_of_started(lan, place / "var")
    for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
        assert ask(server, f"select current_setting('{setting}')") == "on"
    assert ask(server, "select current_setting('TimeZone')") == "UTC"
    assert (
        ask(server, "select pg_encoding_to_char(encoding) from pg_database where datname = 'template1'")
        == "UTF8"
    )
    assert ask(server, "select datlocale from pg_database where datname = 'template1'") == "C.UTF-8"
    lan.leave()


def test_looking_changes_nothing(place: Path) -> None:
    assert embedded_postgresql.known_server(place / "var") is None
    assert embedded_postgresql.known_socket_folder(place / "var") is None
    assert embedded_postgresql.stop(place / "var") is True
    assert not (place / "var").exists()


def test_settings_are_imported_without_starting_anything(place: Path) -> None:
    environment = {**os.environ, "DANGVU_VAR": str(place / "var")}
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "-c", "import config.settings"], env=environment, check=True, cwd=CHECKOUT
    )
    assert not (place / "var").exists()
