"""`dangvu acts apply FILE --preview | --apply | --undo`: acts on organisations, all or nothing."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dangvu.cli.failures import BAD_CALL, REFUSED, CommandFailed
from dangvu.cli.parser import Parser

if TYPE_CHECKING:
    from dangvu.cli.acts_prints import Outcome
    from dangvu.reorganizations.acts_file import ActsRead

NEEDS_DATABASE = True


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    parser = subparsers.add_parser(
        "acts", help="việc về tổ chức đảng theo quyết định (sáp nhập, chia tách …)"
    )
    below = parser.add_subparsers(title="lệnh", metavar="LỆNH", required=True)
    apply = below.add_parser("apply", help="xem trước, thực hiện hoặc thu hồi một tệp việc (acts.csv)")
    apply.add_argument("path", metavar="TỆP", type=Path, help="tệp CSV, mỗi dòng một việc")
    way = apply.add_mutually_exclusive_group(required=True)
    way.add_argument("--preview", action="store_const", dest="way", const="preview", help="chỉ xem trước")
    way.add_argument("--apply", action="store_const", dest="way", const="apply", help="thực hiện")
    way.add_argument("--undo", action="store_const", dest="way", const="undo", help="thu hồi")
    apply.add_argument("--format", choices=("text", "json"), default="text", help="dạng kết quả")


def run(args: argparse.Namespace) -> int:
    from dangvu.cli.acts_prints import print_text
    from dangvu.reorganizations.acts_file import read_acts

    try:
        read = read_acts(args.path)
    except OSError as error:
        message = f"Không mở được tệp “{args.path}”: {error.strerror or error}."
        raise CommandFailed(message, status=BAD_CALL) from error
    outcome = {"preview": _preview, "apply": _apply, "undo": _undo}[args.way](read, args)
    if args.format == "json":
        print(json.dumps(outcome.as_data(), ensure_ascii=False, indent=1))
    else:
        print_text(outcome, args.way)
    return REFUSED if outcome.errors else 0


def _preview(read: "ActsRead", args: argparse.Namespace) -> "Outcome":
    from dangvu.access.permissions import require
    from dangvu.cli.acts_prints import Outcome
    from dangvu.reorganizations.services.apply import already_applied, preview

    require(args.actor, "acts.apply", on=date.today())
    if read.errors:
        return Outcome.of_file(read)
    if finding := already_applied(read.sha256):
        return Outcome.of_findings(read, [finding])
    return Outcome.of_preview(read, preview(read.acts))


def _apply(read: "ActsRead", args: argparse.Namespace) -> "Outcome":
    from dangvu.cli.acts_prints import Outcome
    from dangvu.reorganizations.services.apply import ActsRefused, already_applied, apply_acts

    if read.errors:
        return Outcome.of_file(read)
    if finding := already_applied(read.sha256):
        return Outcome.of_findings(read, [finding])
    try:
        _, shown = apply_acts(
            read.acts, actor=args.actor, on=date.today(), name=read.name, sha256=read.sha256
        )
    except ActsRefused as refusal:
        return Outcome.of_remarks(read, refusal.remarks)
    _roll_up(read)
    return Outcome.of_preview(read, shown)


def _undo(read: "ActsRead", args: argparse.Namespace) -> "Outcome":
    from dangvu.cli.acts_prints import Outcome
    from dangvu.kernel.findings import Refused
    from dangvu.reorganizations.selectors import applied_file
    from dangvu.reorganizations.services.apply import not_applied
    from dangvu.reorganizations.services.take_back import take_back

    file = applied_file(read.sha256)
    if file is None:
        return Outcome.of_findings(read, [not_applied()])
    try:
        take_back(file, actor=args.actor, on=date.today())
    except Refused as refusal:
        return Outcome.of_findings(read, refusal.findings)
    _roll_up(read)
    return Outcome.of_findings(read, [])


def _roll_up(read: "ActsRead") -> None:
    """The sums over the tree change with the tree; until they are counted anew, reports count live."""
    from dangvu.statistics.services.rollup import rebuild_since

    rebuild_since(min(act.on for act in read.acts).year)
