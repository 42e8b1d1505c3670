"""Run a command as the frame does, on the database of the test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings

from dangvu.cli.acting import run_as_account
from dangvu.cli.main import build_parser

Run = Callable[..., int]


@pytest.fixture
def run(db: None, settings: LazySettings, tmp_path: Path) -> Run:
    """Run one command line in the name of the operating-system user (or --as) and return its status."""
    settings.VAR = tmp_path / "var"

    def run_one(*argv: str) -> int:
        args = build_parser().parse_args(argv)
        return run_as_account(args.module, args)

    return run_one
