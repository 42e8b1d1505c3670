"""`dangvu functions set|show|take-back`: what an organisation of a kind does, by document and day."""

import argparse
import sys
from datetime import date

from dangvu.cli.failures import REFUSED
from dangvu.cli.parser import Parser, a_day

NEEDS_DATABASE = True

PARTS = {
    "functions": "Chức năng",
    "tasks": "Nhiệm vụ",
    "powers": "Quyền hạn",
    "responsibilities": "Trách nhiệm",
    "working_relations": "Quan hệ công tác",
}


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "functions", help="chức năng, nhiệm vụ, quan hệ công tác của mỗi loại tổ chức"
    )
    actions = parser.add_subparsers(dest="action", metavar="VIỆC", required=True)
    lay_down = actions.add_parser("set", help="ghi bản mới theo một văn bản đã đăng ký")
    lay_down.add_argument("kind", metavar="LOẠI", help="ví dụ grassroots_committee")
    lay_down.add_argument("number", metavar="SỐ", help="số văn bản trong sổ")
    lay_down.add_argument(
        "--date", type=a_day, metavar="NGÀY", help="ngày ban hành, khi một số có nhiều văn bản"
    )
    lay_down.add_argument("--issuer", metavar="CƠ_QUAN", help="cơ quan ban hành, khi cần")
    lay_down.add_argument(
        "--from", dest="valid_from", type=a_day, required=True, metavar="NGÀY", help="từ ngày"
    )
    for name, words in PARTS.items():
        option = "--" + name.replace("_", "-")
        lay_down.add_argument(option, dest=name, default="", metavar="CHỮ", help=words.lower())
    show = actions.add_parser("show", help="xem bản có hiệu lực vào một ngày")
    show.add_argument("kind", metavar="LOẠI")
    show.add_argument("--on", type=a_day, metavar="NGÀY", help="ngày hỏi (mặc định: hôm nay)")
    take_back = actions.add_parser("take-back", help="thu hồi bản cuối cùng đã ghi nhầm")
    take_back.add_argument("kind", metavar="LOẠI")


def run(args: argparse.Namespace) -> int:
    """Run one of the three. 0 done, 1 refused or nothing found."""
    from dangvu.access.permissions import require

    right = "document.read" if args.action == "show" else "organization.write"
    require(args.actor, right, on=date.today())
    return {"set": _set, "show": _show, "take-back": _take_back}[args.action](args)


def _set(args: argparse.Namespace) -> int:
    from dangvu.documents.selectors import the_document
    from dangvu.organizations.services.functions import Functions, lay_down_functions

    document = the_document(args.number, issued_on=args.date, issuer=args.issuer)
    text = Functions(**{name: getattr(args, name) for name in PARTS})
    version = lay_down_functions(
        args.kind, text, document, valid_from=args.valid_from, actor=args.actor, on=date.today()
    )
    print(
        f"{version.get_kind_display()}: bản theo {document.number} có hiệu lực từ {args.valid_from:%d/%m/%Y}."
    )
    return 0


def _show(args: argparse.Namespace) -> int:
    from dangvu.organizations.services.functions import functions_on

    day = args.on or date.today()
    version = functions_on(args.kind, day)
    if version is None:
        print(f"Không có bản nào của loại “{args.kind}” vào ngày {day:%d/%m/%Y}.", file=sys.stderr)
        return REFUSED
    document = version.document
    print(f"{version.get_kind_display()}, theo {document.number} ngày {document.issued_on:%d/%m/%Y}")
    for name, words in PARTS.items():
        if text := getattr(version, name):
            print(f"{words}: {text}")
    return 0


def _take_back(args: argparse.Namespace) -> int:
    from dangvu.organizations.services.functions import take_back_functions

    take_back_functions(args.kind, actor=args.actor, on=date.today())
    print("Đã thu hồi bản cuối cùng.")
    return 0
