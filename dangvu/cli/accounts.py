"""`dangvu account add|list|grant|end|lock|unlock|slip`: who works here, in which role."""

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dangvu.cli.parser import Parser, a_day
from dangvu.kernel.periods import FOREVER

if TYPE_CHECKING:
    from dangvu.access.models import Account

NEEDS_DATABASE = True


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("account", help="tài khoản và vai trò")
    actions = parser.add_subparsers(dest="action", metavar="VIỆC", required=True)
    add = actions.add_parser("add", help="mở tài khoản")
    add.add_argument("username", metavar="TÊN")
    add.add_argument("--display-name", default="", metavar="HỌ_TÊN", help="tên hiển thị")
    add.add_argument("--os-user", metavar="NGƯỜI_DÙNG", help="người dùng hệ điều hành gắn với tài khoản")
    actions.add_parser("list", help="liệt kê tài khoản và vai trò còn hiệu lực")
    grant = actions.add_parser("grant", help="giao một vai trò")
    grant.add_argument("username", metavar="TÊN")
    grant.add_argument("role", metavar="VAI_TRÒ", help="ví dụ grassroots_clerk")
    grant.add_argument("--org", metavar="MÃ", help="mã tổ chức đảng (gồm cả các tổ chức trực thuộc)")
    grant.add_argument(
        "--from", dest="valid_from", type=a_day, metavar="NGÀY", help="từ ngày (mặc định: hôm nay)"
    )
    grant.add_argument("--to", dest="valid_to", type=a_day, metavar="NGÀY", help="ngày đầu tiên hết vai trò")
    grant.add_argument("--decision", default="", metavar="CHỮ", help="theo quyết định nào")
    end = actions.add_parser("end", help="kết thúc một vai trò (số ở danh sách)")
    end.add_argument("grant", type=int, metavar="SỐ")
    end.add_argument("--on", type=a_day, metavar="NGÀY", help="ngày đầu tiên hết vai trò (mặc định: hôm nay)")
    slip = actions.add_parser("slip", help="in phiếu một lần để đặt mật khẩu đầu tiên")
    slip.add_argument("username", metavar="TÊN")
    for action, words in (("lock", "khóa tài khoản"), ("unlock", "mở khóa tài khoản")):
        actions.add_parser(action, help=words).add_argument("username", metavar="TÊN")


def run(args: argparse.Namespace) -> int:
    """Run one of the actions. 0 done, 1 refused."""
    from dangvu.access.permissions import require

    require(args.actor, "account.manage", on=date.today())
    actions = {"add": _add, "list": _list, "grant": _grant, "end": _end, "lock": _lock, "unlock": _lock}
    actions["slip"] = _slip
    actions[args.action](args)
    return 0


def _add(args: argparse.Namespace) -> None:
    from dangvu.access.services import open_account

    account = open_account(
        args.username,
        display_name=args.display_name,
        os_user=args.os_user,
        actor=args.actor,
        on=date.today(),
    )
    print(f"Đã mở tài khoản “{account.username}”; tài khoản chưa có vai trò nào.")


def _list(args: argparse.Namespace) -> None:
    from dangvu.access.models import Account, Grant

    today = date.today()
    for account in Account.objects.order_by("username"):
        machine = f" · người dùng máy {account.os_user}" if account.os_user else ""
        locked = "" if account.is_active else " · đã khóa"
        print(f"{account.username}  {account.display_name}{machine}{locked}")
    grants = Grant.objects.filter(valid_to__gt=today).select_related("account", "organization")
    for grant in grants.order_by("account__username", "id"):
        place = grant.organization.code if grant.organization else "toàn hệ thống"
        end = "" if grant.valid_to == FOREVER else f" đến trước {grant.valid_to:%d/%m/%Y}"
        role = f"{grant.get_role_display()} – {place}, từ {grant.valid_from:%d/%m/%Y}{end}"
        print(f"  vai trò số {grant.pk}: {grant.account.username} – {role}")


def _grant(args: argparse.Namespace) -> None:
    from dangvu.access.services import grant_role
    from dangvu.organizations.selectors import organization_by_code

    today = date.today()
    grant = grant_role(
        _account(args.username),
        args.role,
        organization_by_code(args.org) if args.org else None,
        valid_from=args.valid_from or today,
        valid_to=args.valid_to or FOREVER,
        decision=args.decision,
        actor=args.actor,
        on=today,
    )
    print(f"Đã giao vai trò số {grant.pk}: {grant.get_role_display()} cho “{args.username}”.")


def _end(args: argparse.Namespace) -> None:
    from dangvu.access.models import Grant
    from dangvu.access.services import end_grant
    from dangvu.kernel.findings import Refused, obstacle

    try:
        end_grant(args.grant, actor=args.actor, on=args.on or date.today())
    except Grant.DoesNotExist:
        raise Refused([obstacle("grant.unknown", f"Không có vai trò số {args.grant}.")]) from None
    print(f"Đã kết thúc vai trò số {args.grant}.")


def _slip(args: argparse.Namespace) -> None:
    from dangvu.access.rules.signing_in import SLIP_DAYS
    from dangvu.access.services import print_slip

    today = date.today()
    until = today + timedelta(days=SLIP_DAYS)
    printed = print_slip(_account(args.username), valid_until=until, actor=args.actor, on=today)
    print(f"Tên đăng nhập: {args.username}\nMã: {printed.code}")
    print(f"Dùng một lần, đến hết ngày {until:%d/%m/%Y}, ở trang /dang-nhap/phieu.")


def _lock(args: argparse.Namespace) -> None:
    from dangvu.access.services import lock_account

    locked = args.action == "lock"
    lock_account(_account(args.username), locked, actor=args.actor, on=date.today())
    print(f"Tài khoản “{args.username}” {'đã khóa' if locked else 'đã mở khóa'}.")


def _account(username: str) -> "Account":
    from dangvu.access.models import Account
    from dangvu.kernel.findings import Refused, obstacle
    from dangvu.kernel.vietnamese import tidy

    found = Account.objects.filter(username=tidy(username)).first()
    if found is None:
        raise Refused([obstacle("account.unknown", f"Không có tài khoản “{username}”.")])
    return found
