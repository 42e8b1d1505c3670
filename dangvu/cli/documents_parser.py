"""What may stand behind `dangvu document`."""

import argparse

from dangvu.cli.parser import Parser, a_day
from dangvu.documents.kinds import KINDS, RELATIONS
from dangvu.documents.workflow import TASKS


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("document", help="sổ văn bản: đăng ký, tra cứu, nhiệm vụ")
    actions = parser.add_subparsers(dest="action", metavar="VIỆC", required=True)
    _add(actions.add_parser("add", help="đăng ký một văn bản"))
    show = actions.add_parser("show", help="xem một văn bản và các nhiệm vụ của nó")
    _identity(show)
    _format(show)
    listed = actions.add_parser("list", help="liệt kê văn bản, mới nhất trước")
    listed.add_argument("--kind", choices=tuple(KINDS), help="chỉ một loại")
    listed.add_argument("--since", type=a_day, metavar="NGÀY", help="ban hành từ ngày này")
    listed.add_argument("--last", type=int, default=50, metavar="N", help="số văn bản (mặc định: 50)")
    _format(listed)
    attach = actions.add_parser("attach", help="đính kèm một tệp")
    _identity(attach)
    attach.add_argument("file", metavar="TỆP")
    _relate(actions.add_parser("relate", help="ghi quan hệ với một văn bản khác"))
    _task(actions.add_parser("task", help="nhiệm vụ, kết luận được đánh số"))


def _identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="SỐ", help="số và ký hiệu, ví dụ 124-QĐ/TW")
    parser.add_argument(
        "--date", type=a_day, metavar="NGÀY", help="ngày ban hành, khi một số có nhiều văn bản"
    )
    parser.add_argument("--issuer", metavar="CƠ_QUAN", help="cơ quan ban hành (tên hoặc mã), khi cần")


def _format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng in (mặc định: text)")


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="SỐ", help="số và ký hiệu như trên văn bản")
    parser.add_argument("--kind", choices=tuple(KINDS), required=True, help="loại văn bản")
    parser.add_argument("--date", type=a_day, required=True, metavar="NGÀY", help="ngày ban hành")
    parser.add_argument("--issuer", required=True, metavar="CƠ_QUAN", help="cơ quan ban hành")
    for option, words in (
        ("--issuer-code", "mã tổ chức của cơ quan ban hành"),
        ("--title", "trích yếu"),
        ("--signer", "người ký"),
        ("--signer-post", "chức vụ người ký"),
        ("--signed-for", "ký thay mặt (T/M) cơ quan nào"),
        ("--by-order-of", "ký thừa lệnh (T/L) cơ quan nào"),
        ("--archive-copy", "bản lưu ở đâu"),
        ("--note", "ghi chú"),
    ):
        parser.add_argument(option, default="", metavar="CHỮ", help=words)
    parser.add_argument(
        "--recipient", action="append", default=[], metavar="NƠI", help="nơi nhận (nhiều lần)"
    )
    parser.add_argument("--from", dest="valid_from", type=a_day, metavar="NGÀY", help="thực hiện từ ngày")
    parser.add_argument(
        "--to", dest="valid_to", type=a_day, metavar="NGÀY", help="ngày đầu tiên hết thực hiện"
    )


def _relate(parser: argparse.ArgumentParser) -> None:
    _identity(parser)
    parser.add_argument("kind", choices=tuple(RELATIONS), help="thực hiện, sửa đổi hoặc thay thế")
    parser.add_argument("target", metavar="SỐ_KIA", help="số của văn bản kia")
    parser.add_argument("--target-date", type=a_day, metavar="NGÀY", help="ngày ban hành của văn bản kia")
    parser.add_argument("--target-issuer", metavar="CƠ_QUAN", help="cơ quan ban hành văn bản kia")


def _task(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", metavar="BƯỚC", required=True)
    _identity(steps.add_parser("list", help="liệt kê"))
    add = steps.add_parser("add", help="giao một nhiệm vụ")
    _identity(add)
    add.add_argument("text", metavar="NỘI_DUNG")
    add.add_argument("--position", type=int, metavar="N", help="số thứ tự (mặc định: số tiếp theo)")
    add.add_argument("--owner", default="", metavar="AI", help="người hoặc tổ chức chủ trì")
    add.add_argument("--owner-code", default="", metavar="MÃ", help="mã tổ chức chủ trì")
    add.add_argument("--due", dest="due_on", type=a_day, metavar="NGÀY", help="thời hạn")
    for move in {move.name: move for move in TASKS.moves}.values():
        step = steps.add_parser(move.name, help=move.label.lower())
        _identity(step)
        step.add_argument("position", type=int, metavar="N", help="số thứ tự của nhiệm vụ")
        step.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do")
        step.add_argument("--on", type=a_day, metavar="NGÀY", help="ngày chuyển (mặc định: hôm nay)")
