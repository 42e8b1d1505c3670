"""What may stand behind `dangvu member`."""

import argparse

from dangvu.cli.parser import Parser, a_day

_MOVED = "chuyển sinh hoạt chính thức sang chi bộ khác trong cùng một ngày"
#: Ways out, as the command line names them.
WAYS_OUT = ("transferred_out", "died", "struck_off", "expelled", "withdrew", "annulled")


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("member", help="đảng viên: tìm, xem, liệt kê, ghi biến động")
    actions = parser.add_subparsers(dest="action", metavar="VIỆC", required=True)
    _reading(actions)
    _admit(actions)
    for name, help_, cell in (
        ("move", _MOVED, "--to"),
        ("readmit", "kết nạp lại", "--cell"),
        ("restore", "phục hồi đảng viên", "--cell"),
    ):
        acting = _acting(actions, name, help_)
        acting.add_argument(cell, dest="cell", metavar="MÃ", required=True, help="mã chi bộ")
    _acting(actions, "recognize", "công nhận đảng viên chính thức")
    end = _acting(actions, "end", "kết thúc sinh hoạt: ra khỏi Đảng, từ trần hoặc chuyển đi nơi khác")
    end.add_argument("--reason", choices=WAYS_OUT, required=True, help="lý do")
    status = _acting(actions, "status", "miễn, đình chỉ sinh hoạt, hoặc trở lại (none)")
    status.add_argument("--set", dest="status", choices=("exempt", "suspended", "none"), required=True)
    status.add_argument("--until", type=a_day, metavar="NGÀY", help="ngày đầu tiên không còn áp dụng")


def _reading(actions: "argparse._SubParsersAction[Parser]") -> None:
    search = actions.add_parser("search", help="tìm theo họ tên không dấu, mã, số thẻ hoặc số định danh")
    search.add_argument("text", metavar="CHỮ")
    listed = actions.add_parser("list", help="đảng viên của một tổ chức, theo thứ tự tên")
    for parser, required in ((search, False), (listed, True)):
        parser.add_argument("--org", metavar="MÃ", required=required, help="trong tổ chức này và cấp dưới")
        parser.add_argument("--limit", type=int, default=50, metavar="N", help="số dòng (mặc định: 50)")
    listed.add_argument("--after", metavar="MÃ", help="tiếp sau đảng viên mang mã này")
    show = actions.add_parser("show", help="xem hồ sơ một đảng viên (việc xem được ghi nhật ký)")
    show.add_argument("code", metavar="MÃ")
    for parser in (search, listed, show):
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="vào ngày này (mặc định: hôm nay)")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng in")


def _admit(actions: "argparse._SubParsersAction[Parser]") -> None:
    admit = _acting(actions, "admit", "kết nạp: ghi người vào hồ sơ và chi bộ, bắt đầu dự bị")
    admit.add_argument("--cell", metavar="MÃ", required=True, help="mã chi bộ")
    admit.add_argument("--name", metavar="HỌ_TÊN", help="họ và tên (người chưa có hồ sơ)")
    admit.add_argument("--sex", choices=("male", "female"), help="giới tính")
    admit.add_argument("--born", type=a_day, metavar="NGÀY", help="ngày sinh")


def _acting(actions: "argparse._SubParsersAction[Parser]", name: str, help_: str) -> Parser:
    """An act on one member, by a decision."""
    parser = actions.add_parser(name, help=help_)
    parser.add_argument("code", metavar="MÃ", help="mã đảng viên")
    parser.add_argument("--on", type=a_day, metavar="NGÀY", required=True, help="ngày có hiệu lực")
    parser.add_argument("--decision", metavar="SỐ", help="số quyết định")
    parser.add_argument("--decision-date", type=a_day, metavar="NGÀY", help="ngày quyết định")
    parser.add_argument("--issuer", metavar="CƠ_QUAN", help="cơ quan ban hành quyết định")
    return parser
