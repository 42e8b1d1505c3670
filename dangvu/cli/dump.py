"""`dangvu dump PATH`: write all records as a data package."""

import argparse
import json
import sys
from pathlib import Path

from dangvu.cli.failures import BAD_CALL, CommandFailed
from dangvu.cli.parser import Parser

NEEDS_DATABASE = True


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    parser = subparsers.add_parser(
        "dump", help="xuất toàn bộ hồ sơ thành gói dữ liệu (lần đọc này được ghi lại)"
    )
    parser.add_argument("path", metavar="GÓI", type=Path, help="thư mục mới, hoặc tên tệp .zip")
    parser.add_argument(
        "--without",
        metavar="TỆP,TỆP",
        default="",
        help="các tệp để lại, cách nhau bằng dấu phẩy, ví dụ disciplines,screenings",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng kết quả")


def run(args: argparse.Namespace) -> int:
    from dangvu.exchange.services.dump import UnknownFile, dump

    try:
        rows = dump(args.path, actor=args.actor, without=args.without.split(","))
    except (UnknownFile, FileExistsError) as error:
        raise CommandFailed(str(error), status=BAD_CALL) from error
    except OSError as error:
        raise CommandFailed(f"Không ghi được “{args.path}”: {error.strerror}.") from error
    if args.format == "json":
        print(json.dumps({"rows": rows}, ensure_ascii=False, indent=1))
        return 0
    for name, count in rows.items():
        print(f"{name}: {count} dòng", file=sys.stderr)
    print(f"Đã ghi gói dữ liệu vào {args.path}", file=sys.stderr)
    return 0
