"""`dangvu serve`: the web pages on this machine, until Ctrl-C."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from dangvu.cli.failures import BAD_CALL, CommandFailed
from dangvu.cli.parser import Parser

NEEDS_DATABASE = True
_HOST = "localhost"
_ADDRESS = "127.0.0.1"
_SECONDS_TO_FINISH = 20


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("serve", help="mở các trang đọc dữ liệu trình diễn trên máy này")
    parser.add_argument("--port", type=_port, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. Raises `CommandFailed` when a package not made by the demo is loaded."""
    from dangvu.access.models import Account
    from dangvu.exchange.selectors import packages_not_of_demo

    if foreign := packages_not_of_demo():
        raise CommandFailed(
            "Cơ sở dữ liệu có gói dữ liệu không phải của bản trình diễn "
            f"({', '.join(foreign[:3])}); các trang này chưa có đăng nhập nên không mở dữ liệu thật. "
            "Hãy chạy với DANGVU_VAR là một thư mục khác."
        )
    return serve(args.port, Account.objects.get(pk=args.actor.account_id).username)


def serve(port: int, reader: str) -> int:
    """Run the web server in the name of this reader; returns when it has ended."""
    from django.db import connections

    connections.close_all()  # this process only waits from here on
    server = subprocess.Popen(
        [
            sys.executable, "-P", "-m", "granian", "config.wsgi:application",
            "--interface", "wsgi", "--http", "1", "--no-ws",
            "--host", _ADDRESS, "--port", str(port), "--workers", "1", "--blocking-threads", "16",
            "--http1-header-read-timeout", "5000", "--workers-kill-timeout", "10", "--log-level", "warning",
        ],
        env=_environment(reader),
        start_new_session=True,  # Ctrl-C reaches this process alone, which then ends the server in order
    )  # fmt: skip
    _stop_when_told(server)
    print(f"Đảng vụ đang mở tại http://{_HOST}:{port} (Ctrl-C để dừng).", file=sys.stderr, flush=True)
    try:
        status = server.wait()
    except KeyboardInterrupt:
        status = _stop(server)
    if status not in (0, -signal.SIGTERM):
        raise CommandFailed(f"Máy chủ web dừng với mã {status}; cổng {port} có thể đang được dùng.")
    return 0


def _environment(reader: str) -> dict[str, str]:
    from dangvu.access.demo import READER

    checkout = Path(__file__).resolve().parents[2]
    paths = [str(checkout), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, READER: reader, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _stop_when_told(server: "subprocess.Popen[bytes]") -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        server.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)


def _stop(server: "subprocess.Popen[bytes]") -> int:
    server.terminate()
    try:
        return server.wait(_SECONDS_TO_FINISH)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


def _port(text: str) -> Any:
    if text.isascii() and text.isdigit() and 1024 <= int(text) <= 65535:
        return int(text)
    raise CommandFailed(f"“{text}” không phải là cổng; hãy viết một số từ 1024 đến 65535.", status=BAD_CALL)
