"""`dangvu law NAME --on DATE [--scope ORG]`: what the law says on a day, on which document, how surely."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from dangvu.cli.failures import BAD_CALL, CommandFailed
from dangvu.cli.law_prints import as_data, as_text
from dangvu.cli.parser import a_day
from dangvu.regulations import RegulationError, figure_of_law, local_places, parameters, places_of


def add_parser(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "law",
        help="con số của quy định vào một ngày, kèm văn bản, hiệu lực và độ tin cậy",
        description="In giá trị của một con số theo quy định vào một ngày, văn bản làm căn cứ và độ tin cậy.",
    )
    parser.add_argument("name", nargs="?", metavar="TÊN", help="ví dụ: classification.members.excellent_cap")
    parser.add_argument(
        "--on", type=a_day, metavar="NGÀY", help="ngày hỏi, NĂM-THÁNG-NGÀY (mặc định: hôm nay)"
    )
    parser.add_argument("--scope", metavar="TỔ_CHỨC", help="mã tổ chức, hoặc tên tỉnh có quy định riêng")
    parser.add_argument("--list", nargs="?", const="", metavar="ĐẦU_TÊN", help="liệt kê tên các con số")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng in (mặc định: text)")


def run(args: argparse.Namespace) -> int:
    """Print one figure, or a list of names.

    Raises CommandFailed (status 2) for an unknown name or place, or where no law speaks of that day.
    """
    if args.list is not None:
        return _print_list(args.list, args.format)
    if not args.name:
        raise CommandFailed("Cần tên một con số; xem các tên bằng: dangvu law --list", status=BAD_CALL)
    day = args.on or date.today()
    try:
        found = figure_of_law(args.name, on=day, scope=_places(args.scope, day))
    except RegulationError as error:
        raise CommandFailed(str(error), status=BAD_CALL) from error
    print(_json(as_data(found, day)) if args.format == "json" else as_text(found, day))
    return 0


def _print_list(prefix: str, form: str) -> int:
    found = [item for item in parameters() if item.name.startswith(prefix)]
    if not found:
        raise CommandFailed(f"Không có con số nào có tên bắt đầu bằng “{prefix}”.", status=BAD_CALL)
    if form == "json":
        print(_json([{"name": item.name, "label": item.label, "unit": item.unit} for item in found]))
    else:
        print("\n".join(f"{item.name}: {item.label}" for item in found))
    return 0


def _places(scope: str | None, day: date) -> Sequence[str]:
    if scope is None or scope in local_places():
        return () if scope is None else (scope,)
    # Only here is the database needed: the tree of that day says which local rules reach the organization.
    from config.opening import open_database

    open_database()
    return _places_in_the_tree(scope, day)


def _places_in_the_tree(code: str, day: date) -> Sequence[str]:
    from dangvu.organizations import selectors

    try:
        selectors.organization_by_code(code)
    except selectors.UnknownOrganization as error:
        raise CommandFailed(str(error), status=BAD_CALL) from error
    codes = selectors.ancestor_codes(code, day)
    if not codes:
        raise CommandFailed(f"Tổ chức mã “{code}” không tồn tại vào ngày {day:%d/%m/%Y}.", status=BAD_CALL)
    organizations = selectors.organizations_by_code(codes)
    names = selectors.name_on([one.pk for one in organizations.values()], day)
    return places_of((each, names.get(organizations[each].pk, "")) for each in codes)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)
