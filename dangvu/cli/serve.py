"""`dangvu serve`: the office on screen, with the worker of its long work, until Ctrl-C."""

import argparse
import ipaddress
import os
import re
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dangvu.cli.failures import BAD_CALL, CommandFailed
from dangvu.cli.parser import Parser
from dangvu.cli.supervisor import Child, supervise

if TYPE_CHECKING:
    from dangvu.cli.certificate import Certificate

NEEDS_DATABASE = True
_EVERYWHERE = {"0.0.0.0", "::"}


def add_parser(subparsers: "argparse._SubParsersAction[Parser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("serve", help="mở các trang làm việc, kèm việc chạy nền")
    parser.add_argument("--port", type=_port, default=8000, metavar="CỔNG", help="cổng (mặc định 8000)")
    parser.add_argument(
        "--host",
        type=_address,
        default="127.0.0.1",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ mạng để mở (mặc định: chỉ máy này; 0.0.0.0: mọi máy trong mạng)",
    )
    parser.add_argument(
        "--name",
        type=_host_name,
        action="append",
        default=[],
        metavar="TÊN_MÁY",
        help="tên hoặc địa chỉ mà người dùng gõ vào trình duyệt (ghi nhiều lần được)",
    )
    parser.add_argument(
        "--https", action="store_true", help="dùng HTTPS với chứng thư tự cấp cho mạng nội bộ"
    )
    parser.add_argument(
        "--web-only", action="store_true", help="chỉ các trang; việc nền chạy bằng dangvu worker"
    )
    parser.add_argument("--demo", action="store_true", help="bản trình diễn: vào thẳng, không mật khẩu")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. Raises `CommandFailed` for a demo over anything but the demo's records."""
    from django.db import connections

    from dangvu.access.models import Account

    if args.demo:
        _refuse_other_records(args)
    names = _names(args)
    certificate = _certificate(names) if args.https else None
    reader = Account.objects.get(pk=args.actor.account_id).username
    address = f"{'https' if certificate else 'http'}://{_shown_host(names)}:{args.port}"
    link = None if args.demo else _founding_link(args, address)
    environment = _environment(args, names)
    children = [Child("Máy chủ web", _web(args, certificate), environment, essential=True)]
    if not args.web_only:
        worker = [sys.executable, "-P", "-m", "dangvu.cli", "worker", "--as", reader]
        children.append(Child("Việc nền", worker, environment))
    connections.close_all()  # this process only waits from here on
    _say(address, link, certificate)
    status = supervise(children)
    if status:
        raise CommandFailed(f"Máy chủ web dừng với mã {status}; cổng {args.port} có thể đang được dùng.")
    return 0


def _web(args: argparse.Namespace, certificate: "Certificate | None") -> list[str]:
    command = [
        sys.executable, "-P", "-m", "granian", "config.wsgi:application",
        "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", args.host, "--port", str(args.port), "--workers", "1", "--blocking-threads", "32",
        "--http1-header-read-timeout", "5000", "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip
    if certificate is not None:
        command += ["--ssl-certificate", str(certificate.server), "--ssl-keyfile", str(certificate.key)]
    return command


def _environment(args: argparse.Namespace, names: list[str]) -> dict[str, str]:
    checkout = Path(__file__).resolve().parents[2]
    paths = [str(checkout), os.environ.get("PYTHONPATH", "")]
    given = {key: value for key, value in os.environ.items() if key != "DANGVU_DEMO"}
    chosen = {"DANGVU_HOSTS": ",".join(names), "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    chosen |= {"DANGVU_DEMO": "1"} if args.demo else {}
    chosen |= {"DANGVU_HTTPS": "1"} if args.https else {}
    return given | chosen


def _refuse_other_records(args: argparse.Namespace) -> None:
    from dangvu.exchange.selectors import packages_not_of_demo

    if foreign := packages_not_of_demo():
        raise CommandFailed(
            "Cơ sở dữ liệu có gói dữ liệu không phải của bản trình diễn "
            f"({', '.join(foreign[:3])}); bản trình diễn không hỏi mật khẩu nên không mở dữ liệu thật. "
            "Hãy chạy với DANGVU_VAR là một thư mục khác."
        )
    if not ipaddress.ip_address(args.host).is_loopback:
        raise CommandFailed("Bản trình diễn chỉ mở trên máy này; hãy bỏ --host.", status=BAD_CALL)


def _names(args: argparse.Namespace) -> list[str]:
    """The names and addresses by which browsers reach this installation, beside this machine's own."""
    names = list(args.name)
    if args.host in _EVERYWHERE:
        names += [] if names else [socket.gethostname()]
    elif not ipaddress.ip_address(args.host).is_loopback:
        names.append(args.host)
    return list(dict.fromkeys(names))


def _shown_host(names: list[str]) -> str:
    return names[0] if names else "localhost"


def _certificate(names: list[str]) -> "Certificate":
    from django.conf import settings

    from dangvu.cli.certificate import certificate_for

    return certificate_for(names, Path(settings.VAR) / "tls")


def _founding_link(args: argparse.Namespace, address: str) -> str | None:
    """The one-time link that opens the first administrator's account, while nobody can give out accounts."""
    from django.utils import timezone

    from dangvu.access.services import needs_administrator, print_founding_code

    today = timezone.localdate()
    if not needs_administrator(today):
        return None
    return f"{address}/mo-dau/{print_founding_code(actor=args.actor, on=today)}"


def _say(address: str, link: str | None, certificate: "Certificate | None") -> None:
    lines = [f"Đảng vụ đang mở tại {address} (Ctrl-C để dừng)."]
    if link is not None:
        lines += [
            "Chưa có người quản trị. Mở liên kết này một lần, trước hết ngày mai, để đặt tên và mật khẩu:",
            f"  {link}",
        ]
    if certificate is not None:
        lines += [
            "Máy khác cần tin chứng thư gốc nội bộ này một lần (chép sang bằng USB, không gửi qua mạng lạ):",
            f"  {certificate.authority}",
            f"  Dấu vân SHA-256, so lại trước khi tin: {certificate.fingerprint}",
            "  Windows (quyền quản trị): certutil -addstore Root authority.crt",
            "  Debian, Ubuntu: chép vào /usr/local/share/ca-certificates/ rồi chạy update-ca-certificates",
            "  Firefox: Cài đặt › Quyền riêng tư & bảo mật › Chứng thư › Nhập; điện thoại: mục Chứng chỉ.",
        ]
    print("\n".join(lines), file=sys.stderr, flush=True)


def _port(text: str) -> Any:
    if text.isascii() and text.isdigit() and 1024 <= int(text) <= 65535:
        return int(text)
    raise CommandFailed(f"“{text}” không phải là cổng; hãy viết một số từ 1024 đến 65535.", status=BAD_CALL)


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address("127.0.0.1" if text == "localhost" else text))
    except ValueError:
        message = f"“{text}” không phải là địa chỉ mạng; hãy viết ví dụ 0.0.0.0 hoặc 192.168.1.10."
        raise CommandFailed(message, status=BAD_CALL) from None


def _host_name(text: str) -> str:
    if len(text) <= 253 and re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", text.lower()):
        return text.lower()
    message = f"“{text}” không phải là tên máy; hãy viết ví dụ dangvu.xa hoặc 192.168.1.10."
    raise CommandFailed(message, status=BAD_CALL)
