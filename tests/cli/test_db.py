"""`dangvu db`: a clerk turns the embedded server on and off, or looks."""

from config.embedded_postgresql import known_server
from tests.installation import Installation


def test_tuan_turns_the_server_on_looks_and_turns_it_off(installation: Installation) -> None:
    assert installation.run("db", "status").stdout.startswith("Chưa có cơ sở dữ liệu")
    assert not installation.var.exists()
    assert installation.run("db", "start").stdout.startswith("Cơ sở dữ liệu đang chạy")
    server = known_server(installation.var)
    assert server
    pid = server.pid()
    assert pid
    assert f"tiến trình {pid}" in installation.run("db", "start").stdout
    assert f"tiến trình {pid}" in installation.run("db", "status").stdout
    assert installation.run("db", "stop").stdout == "Cơ sở dữ liệu đã tắt.\n"
    assert server.pid() is None
    assert installation.run("db", "status").stdout.startswith("Cơ sở dữ liệu đang tắt")
    assert installation.run("db", "stop").stdout == "Cơ sở dữ liệu đã tắt.\n"
