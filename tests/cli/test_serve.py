"""`dangvu serve` as an office starts it."""

import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dangvu.cli.failures import CommandFailed
from dangvu.cli.main import build_parser
from tests.installation import CHECKOUT, Installation

EXAMPLE = CHECKOUT / "tests" / "data" / "example"


@contextmanager
def _serving(installation: Installation, *arguments: str) -> "Iterator[tuple[str, subprocess.Popen[bytes]]]":
    """Start it on a free port; yields what it said once it answers, and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = installation.var.parent / f"serve-{port}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "dangvu.cli", "serve", "--port", str(port), *arguments],
            cwd=CHECKOUT,
            env=installation.environment,
            stderr=said,
            start_new_session=True,
        )
    try:
        _wait_for(port, process, log)
        yield log.read_text(encoding="utf-8"), process
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    last = time.monotonic() + 60
    while time.monotonic() < last and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


def _page(address: str, context: ssl.SSLContext | None = None) -> str:
    with urllib.request.urlopen(address, timeout=30, context=context) as answer:
        return str(answer.read().decode())


def test_the_first_start_shows_the_administrators_link_and_ends_cleanly(installation: Installation) -> None:
    with _serving(installation) as (said, process):
        link = re.search(r"http://localhost:\d+/mo-dau/[2-9A-Z-]{14}", said)
        assert link, said
        assert "Mở tài khoản quản trị" in _page(link[0])
        address = link[0].split("/mo-dau")[0]
        assert "Đăng nhập" in _page(f"{address}/dang-nhap")
        assert "trình diễn" not in _page(f"{address}/dang-nhap")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_by_https_passkeys_are_offered_and_the_certificate_holds(installation: Installation) -> None:
    with _serving(installation, "--https", "--web-only", "--name", "dangvu.xa") as (said, _):
        fingerprint = re.search(r"SHA-256[^:]*: ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})", said)
        assert fingerprint, said
        trusting = ssl.create_default_context(cafile=str(installation.var / "tls" / "authority.crt"))
        port = re.search(r"https://dangvu\.xa:(\d+)", said)
        assert port
        assert "khóa bảo mật" in _page(f"https://localhost:{port[1]}/dang-nhap", trusting)
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            _page(f"https://localhost:{port[1]}/dang-nhap", ssl.create_default_context())


def test_the_demo_does_not_open_over_a_package_of_others(installation: Installation) -> None:
    installation.run("load", EXAMPLE)
    ran = installation.run("serve", "--demo", status=1)
    assert "không mở dữ liệu thật" in ran.stderr
    ran = installation.run("serve", "--demo", "--host", "0.0.0.0", status=1)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--port", "80", "không phải là cổng"),
        ("--port", "٨٠٠٠", "không phải là cổng"),
        ("--host", "dangvu.xa", "không phải là địa chỉ mạng"),
        ("--name", "xa xôi", "không phải là tên máy"),
        ("--name", "xã", "không phải là tên máy"),
    ],
)
def test_a_wrong_option_says_what_is_wrong(option: str, value: str, said: str) -> None:
    with pytest.raises(CommandFailed, match=said) as failure:
        build_parser().parse_args(["serve", option, value])
    assert failure.value.status == 2
