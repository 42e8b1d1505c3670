"""`dangvu load PATH`: take in a data package, or only check it."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dangvu.cli.failures import BAD_CALL, REFUSED, CommandFailed
from dangvu.cli.parser import Parser

if TYPE_CHECKING:
    from dangvu.exchange.problems import Problem
    from dangvu.exchange.services import Result

NEEDS_DATABASE = True


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    parser = subparsers.add_parser(
        "load", help="nạp một gói dữ liệu (thư mục hoặc tệp zip): tất cả hoặc không gì cả"
    )
    parser.add_argument("path", metavar="GÓI", type=Path, help="thư mục hoặc tệp zip có datapackage.json")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi gì")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng kết quả")


def run(args: argparse.Namespace) -> int:
    from dangvu.cli.progress import row_counter
    from dangvu.exchange.services import load

    if not args.path.exists():
        raise CommandFailed(f"Không có gì ở “{args.path}”.", status=BAD_CALL)
    with row_counter("Đang đọc") as progress:
        result = load(args.path, actor=args.actor, check=args.check, progress=progress)
    if args.format == "json":
        print(json.dumps(result.as_data(), ensure_ascii=False, indent=1))
    else:
        _print_text(result, check=args.check)
    return REFUSED if result.errors else 0


def _print_text(result: "Result", *, check: bool) -> None:
    for title, problems in (("LỖI", result.errors), ("Lưu ý", result.warnings)):
        for problem in problems.listed():
            _say(f"{title}: {_place(problem)}: {problem.message} [{problem.code}]")
        if rest := problems.not_listed():
            _say(f"{title}: còn {rest} trường hợp nữa không liệt kê.")
    for name, count in result.rows.items():
        _say(f"{name}: {count} dòng")
    _say(_verdict(result, check=check))


def _place(problem: "Problem") -> str:
    column = f", cột {problem.column}" if problem.column else ""
    return f"{problem.file}, dòng {problem.line}{column}"


def _verdict(result: "Result", *, check: bool) -> str:
    if result.errors:
        return f"Có {result.errors.totals.total()} lỗi; không ghi gì."
    if check:
        return "Gói dữ liệu không có lỗi; chưa ghi gì."
    if result.event_id is None:
        return "Mọi dòng đều đã có và giống hệt; không có gì thay đổi."
    return f"Đã nạp: {result.changes} bản ghi mới hoặc được sửa, trong đó sửa {result.corrected}."


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
