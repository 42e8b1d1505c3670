"""`dangvu report NAME --org CODE (--year | --from --to | --on)`: figures of the records, as text or data."""

import argparse
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dangvu.cli.failures import BAD_CALL, CommandFailed
from dangvu.cli.parser import a_day, a_year

if TYPE_CHECKING:
    from dangvu.statistics.report import Report

NEEDS_DATABASE = True


def add_parser(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "report", help="báo cáo số liệu của một tổ chức trong một kỳ hoặc một ngày"
    )
    parser.add_argument(
        "name", metavar="BÁO_CÁO", help="membership, admissions, classification, screening, …"
    )
    parser.add_argument("--org", required=True, metavar="MÃ", help="mã tổ chức đảng")
    _add_period(parser)
    parser.add_argument("--by-child", action="store_true", help="kèm số liệu từng tổ chức trực thuộc")
    parser.add_argument(
        "--list", metavar="CHỈ_TIÊU", help="danh sách người hoặc tổ chức sau chỉ tiêu này (được ghi lại)"
    )
    parser.add_argument(
        "--decimals", type=_decimals, metavar="N", help="số chữ số thập phân của tỷ lệ, bình quân"
    )
    parser.add_argument("--round", type=_unit, metavar="N", help="làm tròn số bình quân đến N (ví dụ 100)")
    parser.add_argument("--since", type=a_year, metavar="NĂM", help="so số đảng viên với đầu năm này")
    parser.add_argument(
        "--tree", type=a_day, metavar="NGÀY", help="tính tất cả theo hệ thống tổ chức của ngày này"
    )
    parser.add_argument("--with-predecessors", action="store_true", help="tính cả tổ chức đã sáp nhập vào")
    parser.add_argument(
        "--content",
        action="append",
        default=[],
        metavar="NỘI_DUNG+NỘI_DUNG",
        help="gộp các nội dung vi phạm (báo cáo discipline)",
    )
    parser.add_argument("--format", choices=("text", "json", "csv", "xlsx"), default="text", help="dạng in")
    parser.set_defaults(run=run)


def _add_period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=a_year, metavar="NĂM", help="cả năm dương lịch")
    parser.add_argument("--from", dest="first", type=a_day, metavar="NGÀY", help="ngày đầu kỳ")
    parser.add_argument("--to", dest="after", type=a_day, metavar="NGÀY", help="ngày sau ngày cuối kỳ")
    parser.add_argument("--on", type=a_day, metavar="NGÀY", help="một ngày")


def run(args: argparse.Namespace) -> int:
    """Print the report. 0 = printed, whatever its findings; 2 = unknown organisation, report or period."""
    from dangvu.organizations.selectors import UnknownOrganization
    from dangvu.statistics.asked import BadQuestion

    period = _period(args)
    try:
        report = _answer(args, period)
    except (BadQuestion, UnknownOrganization) as error:
        raise CommandFailed(str(error), status=BAD_CALL) from error
    _print(report, args.format)
    return 0


def _answer(args: argparse.Namespace, period: tuple[date, date]) -> "Report":
    from dangvu.statistics import reports

    return reports.run(
        args.name,
        organization_code=args.org,
        period=period,
        on=args.on is not None,
        by_child=args.by_child,
        list_key=args.list,
        decimals=args.decimals,
        round_unit=args.round,
        since=args.since,
        tree_day=args.tree,
        with_predecessors=args.with_predecessors,
        contents=[text.split("+") for text in args.content],
        actor=args.actor,
        today=date.today(),
    )


def _period(args: argparse.Namespace) -> tuple[date, date]:
    """The half-open period of --year, --from/--to or --on: exactly one of the three."""
    asked = [args.year is not None, args.first is not None or args.after is not None, args.on is not None]
    if sum(asked) != 1 or (args.first is None) != (args.after is None):
        raise CommandFailed(
            "phải có đúng một kỳ: --year NĂM, --from NGÀY --to NGÀY, hoặc --on NGÀY", status=BAD_CALL
        )
    if args.year is not None:
        return date(args.year, 1, 1), date(args.year + 1, 1, 1)
    if args.on is not None:
        return args.on, args.on + timedelta(days=1)
    return args.first, args.after


def _print(report: "Report", form: str) -> None:
    from dangvu.statistics.rendering import as_csv, as_json, as_text, as_xlsx

    if form == "xlsx":
        sys.stdout.buffer.write(as_xlsx.render(report))
    elif form == "csv":
        sys.stdout.write(as_csv.render(report))
    else:
        print(
            as_json.render(report) if form == "json" else as_text.render(report),
            end="" if form == "text" else "\n",
        )


def _decimals(text: str) -> int:
    return _whole(text, 0, 12)


def _unit(text: str) -> int:
    return _whole(text, 1, 1_000_000)


def _whole(text: str, low: int, high: int) -> int:
    if text.isascii() and text.isdecimal() and low <= int(text) <= high:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” không phải là số nguyên từ {low} đến {high}")
