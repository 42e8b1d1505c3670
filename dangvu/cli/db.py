"""`dangvu db start|stop|status`: the embedded database server."""

import argparse
from typing import Any

from dangvu.cli.failures import CommandFailed
from dangvu.cli.parser import Parser

_NOT_EMBEDDED = "Đang dùng máy chủ trong DATABASE_URL; lệnh này chỉ dành cho cơ sở dữ liệu kèm theo."


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    parser = subparsers.add_parser("db", help="cơ sở dữ liệu kèm theo: bật, tắt, xem tình trạng")
    actions = parser.add_subparsers(dest="action", metavar="VIỆC", required=True)
    actions.add_parser("start", help="bật và giữ chạy cho đến khi có lệnh stop")
    actions.add_parser("stop", help="tắt khi không còn ai dùng")
    actions.add_parser("status", help="xem tình trạng")


def run(args: argparse.Namespace) -> int:
    from config.database import is_embedded, var_folder

    if not is_embedded():
        if args.action == "status":
            print(_NOT_EMBEDDED)
            return 0
        raise CommandFailed(_NOT_EMBEDDED)
    actions: dict[str, Any] = {"start": _start, "stop": _stop, "status": _status}
    return int(actions[args.action](var_folder()))


def _start(var: Any) -> int:
    from config.embedded_postgresql import keep

    server = keep(var)
    print(f"Cơ sở dữ liệu đang chạy (tiến trình {server.pid()}), ổ cắm ở {server.place.sockets}")
    return 0


def _stop(var: Any) -> int:
    from config.embedded_postgresql import stop

    if not stop(var):
        raise CommandFailed("Còn lệnh khác đang dùng cơ sở dữ liệu; nó sẽ tự tắt khi lệnh cuối cùng xong.")
    print("Cơ sở dữ liệu đã tắt.")
    return 0


def _status(var: Any) -> int:
    from config.embedded_postgresql import known_server

    server = known_server(var)
    if server is None:
        print(f"Chưa có cơ sở dữ liệu trong {var}.")
    elif pid := server.pid():
        print(f"Cơ sở dữ liệu đang chạy (tiến trình {pid}), dữ liệu ở {server.place.data}")
    else:
        print(f"Cơ sở dữ liệu đang tắt, dữ liệu ở {server.place.data}")
    return 0
