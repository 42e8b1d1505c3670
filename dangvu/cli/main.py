"""Reads the command line, makes Django and the database ready where a command needs them, runs the command.

Results go to standard output, everything else to standard error. Exit status: 0 done, 1 refused, 2 bad call.
"""

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType, ModuleType

from dangvu.cli.acting import run_as_account
from dangvu.cli.failures import REFUSED, CommandFailed
from dangvu.cli.parser import Parser, each_parser

#: Every command, in the order of the help. A module imports Django and the subjects only inside `run`.
COMMANDS = (
    "dangvu.cli.load",
    "dangvu.cli.dump",
    "dangvu.cli.acts",
    "dangvu.cli.accounts",
    "dangvu.cli.audit",
    "dangvu.cli.documents",
    "dangvu.cli.functions",
    "dangvu.cli.law",
    "dangvu.cli.members",
    "dangvu.cli.report",
    "dangvu.cli.serve",
    "dangvu.cli.worker",
    "dangvu.cli.db",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    _speak_utf8()
    _end_cleanly_when_told()
    try:
        args = build_parser().parse_args(argv)
        return _run(args.module, args)
    except CommandFailed as failure:
        print(f"Lỗi: {failure}", file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has seen enough
        return 0


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = Parser(
        prog="dangvu", description="Đảng vụ: hệ thống làm việc của công tác tổ chức xây dựng Đảng."
    )
    _add_account(parser, default=None)
    subparsers = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    for name in COMMANDS:
        module = importlib.import_module(name)
        known = set(subparsers.choices)
        module.add_parser(subparsers)
        for added in set(subparsers.choices) - known:
            subparsers.choices[added].set_defaults(module=module)
    each_parser(parser, _add_account)
    return parser


def _add_account(parser: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    """`--as` may stand before or after the command."""
    parser.add_argument(
        "--as",
        dest="as_account",
        metavar="TÀI_KHOẢN",
        default=default,
        help="làm việc với tư cách tài khoản này (mặc định: tài khoản gắn với người dùng hệ điều hành)",
    )


def _run(module: ModuleType, args: argparse.Namespace) -> int:
    from config.embedded_postgresql import DatabaseUnavailable

    try:
        if getattr(module, "NEEDS_DATABASE", False):
            from config.opening import open_database

            open_database()
            status = run_as_account(module, args)
        else:
            status = int(module.run(args))
        sys.stdout.flush()
    except DatabaseUnavailable as error:
        raise CommandFailed(str(error), status=REFUSED) from error
    return status


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def _end_cleanly_when_told() -> None:
    """Ending by SIGTERM or a closed terminal is an exit like any other: the database is let go."""

    def leave(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
