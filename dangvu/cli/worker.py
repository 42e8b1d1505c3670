"""`dangvu worker`: does the long work that people asked for, until told to stop."""

import argparse
import signal
import sys

from dangvu.cli.parser import Parser

NEEDS_DATABASE = True
_SEAL_EVERY, _TIDY_EVERY = 5.0, 3600.0


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    subparsers.add_parser("worker", help="chạy các việc lâu (nhập bảng tính, chốt báo cáo) trong nền")


def run(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    from django.db import connections

    from dangvu.audit.services.sealing import seal_quietly
    from dangvu.jobs.worker import Chore, work

    connections.close_all()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # until the worker listens itself
    try:
        work([Chore(_SEAL_EVERY, seal_quietly), Chore(_TIDY_EVERY, _tidy)])
    except KeyboardInterrupt:
        print("Đã dừng chạy việc nền.", file=sys.stderr)
    return 0


def _tidy() -> None:
    """Forget what counts no more: sessions that ended, guesses of yesterday."""
    from django.core.management import call_command

    from dangvu.access.services.throttling import forget_old_guesses

    call_command("clearsessions")
    forget_old_guesses()
