"""`bin/demo`: generates the demo committees, loads them by the ordinary command, checks them or shows them.

    bin/demo [--port N]  load what is not loaded yet and show the committees on localhost
    bin/demo --check     compare what the reports print with what was published; 0 only if they agree
    bin/demo generate DIR [--only NAME …]    only write the packages

Exit status: 0 done and equal, 1 refused or different, 2 bad call.
"""

import hashlib
import io
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from demo.check import as_table, compare
from demo.generate import BUILDERS, generate, generated


class _Refused(Exception):
    """The demo cannot run here; the sentence says why and what to do."""


def main(argv: Sequence[str]) -> int:
    """Run the command line of the demo and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    args = _parser().parse_args(argv)
    try:
        if args.verb == "generate":
            generate(args.folder, args.only, say=_say)
            return 0
        return _demo(args)
    except _Refused as refusal:
        _say(f"Lỗi: {refusal}")
        return 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="bin/demo", description="Các đảng bộ mẫu có số liệu bằng số liệu đã công bố."
    )
    parser.add_argument(
        "--check", action="store_true", help="so số liệu in ra với số liệu đã công bố rồi kết thúc"
    )
    parser.add_argument(
        "--port", type=int, default=8000, metavar="CỔNG", help="cổng của trang xem (mặc định 8000)"
    )
    parser.set_defaults(verb="")
    verbs = parser.add_subparsers(dest="verb", metavar="")
    generating = verbs.add_parser("generate", help="chỉ ghi các gói dữ liệu mẫu vào một thư mục")
    generating.add_argument("folder", metavar="THƯ_MỤC", type=Path)
    generating.add_argument("--only", nargs="+", choices=sorted(BUILDERS), default=[], metavar="TÊN")
    return parser


def _demo(args: Namespace) -> int:
    from config.database import var_folder
    from config.embedded_postgresql import DatabaseUnavailable
    from config.opening import open_database

    try:
        open_database()
    except DatabaseUnavailable as error:
        raise _Refused(str(error)) from error
    _refuse_other_records()
    for package in generated(var_folder() / "demo", say=_say):
        _load(package)
    return _check() if args.check else _show(args.port)


def _show(port: int) -> int:
    from demo.accounts import open_demo_accounts

    open_demo_accounts()
    return _dangvu(["serve", "--demo", "--port", str(port)])


def _refuse_other_records() -> None:
    """Refuse a database in which anything was loaded, or entered, that is no demo committee."""
    from dangvu.exchange.models import Package
    from dangvu.exchange.selectors import packages_not_of_demo
    from dangvu.organizations.models import Organization

    if others := packages_not_of_demo():
        raise _Refused(
            f"cơ sở dữ liệu này giữ gói “{others[0]}”, không phải dữ liệu mẫu. Bản mẫu không trộn vào "
            "dữ liệu thật: hãy chạy với DANGVU_VAR chỉ đến một thư mục khác, còn trống."
        )
    if not Package.objects.exists() and Organization.objects.exists():
        raise _Refused(
            "cơ sở dữ liệu này đã có tổ chức đảng không thuộc dữ liệu mẫu. Hãy chạy với DANGVU_VAR chỉ đến "
            "một thư mục khác, còn trống."
        )


def _load(package: Path) -> None:
    """Load the package by the ordinary command, unless this very package is there already."""
    from dangvu.exchange.models import Package

    name = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))["name"]
    loaded = Package.objects.filter(name=name).order_by("-pk").first()
    if loaded is not None and _same_files(package, loaded.files):
        return
    if loaded is not None:
        raise _Refused(
            f"cơ sở dữ liệu giữ “{name}” của một phiên bản cũ, mà nạp thêm không xóa gì. Hãy xóa thư mục "
            "dữ liệu mẫu (DANGVU_VAR) rồi chạy lại."
        )
    _say(f"Đang nạp {name}…")
    if _dangvu(["load", str(package)]) != 0:
        raise _Refused(f"không nạp được {package}.")


def _same_files(package: Path, hashes: dict[str, str]) -> bool:
    return all(
        hashes.get(path.name) == hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(package.iterdir())
    )


def _check() -> int:
    sections = list(compare(_report))
    print(as_table(sections))
    return 0 if all(line.passed for section in sections for line in section.lines) else 1


def _report(words: list[str]) -> dict[str, Any]:
    printed = io.StringIO()
    with redirect_stdout(printed):
        status = _dangvu(["report", *words, "--format", "json"])
    if status != 0:
        raise _Refused(f"dangvu report {' '.join(words)} kết thúc với mã {status}.")
    report: dict[str, Any] = json.loads(printed.getvalue())
    return report


def _dangvu(words: list[str]) -> int:
    """Run one command of `dangvu` in this process, as if it were typed."""
    from dangvu.cli.main import main as dangvu

    return dangvu(words)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
