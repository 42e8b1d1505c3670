"""`dangvu member search|list|show|admit|move|end|recognize|readmit|restore|status`."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from dangvu.cli.failures import CommandFailed
from dangvu.cli.members_parser import add_parser

if TYPE_CHECKING:
    from dangvu.members.models import Member
    from dangvu.members.selectors import Page
    from dangvu.members.services import Done, NewPerson
    from dangvu.organizations.models import Organization

NEEDS_DATABASE = True

__all__ = ["NEEDS_DATABASE", "add_parser", "run"]


def run(args: argparse.Namespace) -> int:
    """Run one of the actions. 0 done, 1 refused, 2 bad call."""
    from dangvu.members.selectors import UnknownMember
    from dangvu.organizations.selectors import UnknownOrganization

    readings = {"search": _search, "list": _list, "show": _show}
    try:
        if reading := readings.get(args.action):
            reading(args)
        else:
            _tell(_act(args))
    except (UnknownMember, UnknownOrganization) as unknown:
        raise CommandFailed(str(unknown)) from None
    return 0


def _search(args: argparse.Namespace) -> None:
    from dangvu.members.services import find_members

    place = _organization(args.org) if args.org else None
    limit = max(args.limit, 1)
    _print_page(find_members(args.text, place=place, actor=args.actor, on=_day(args), limit=limit), args)


def _list(args: argparse.Namespace) -> None:
    from dangvu.members.services import open_list

    last = _member(args.after) if args.after else None
    after = (last.name_key, last.pk) if last else None
    place, limit = _organization(args.org), max(args.limit, 1)
    _print_page(open_list(place, actor=args.actor, on=_day(args), limit=limit, after=after), args)


def _show(args: argparse.Namespace) -> None:
    from dangvu.cli.member_prints import as_data, as_text
    from dangvu.members.services import open_record

    found = open_record(args.code, actor=args.actor, on=_day(args))
    print(json.dumps(as_data(found), ensure_ascii=False) if args.format == "json" else as_text(found))


def _day(args: argparse.Namespace) -> date:
    return args.on or date.today()


def _print_page(page: "Page", args: argparse.Namespace) -> None:
    if args.format == "json":
        rows = [
            {
                "code": row.code,
                "full_name": row.full_name,
                "birth_date": row.birth_date.isoformat(),
                "sex": row.sex,
                "organization": row.organization,
                "organization_name": page.names.get(row.organization_id or 0),
            }
            for row in page.rows
        ]
        print(json.dumps({"rows": rows, "more": page.next is not None}, ensure_ascii=False))
        return
    for row in page.rows:
        cell = page.names.get(row.organization_id or 0, "không có chi bộ vào ngày này")
        print(f"{row.code}  {row.full_name}  {row.birth_date:%d/%m/%Y}  {row.organization or '–'}  {cell}")
    if not page.rows:
        print("Không có đảng viên nào.")
    elif page.next is not None:
        print(f"Còn nữa: tiếp sau {page.rows[-1].code}.")


def _act(args: argparse.Namespace) -> "Done":
    from django.db import transaction

    from dangvu.members import services

    # The decision is entered into the register together with the act, or not at all.
    with transaction.atomic():
        common = {"actor": args.actor, "on": args.on, "decision": _decision(args)}
        if args.action == "admit":
            return services.admit(_person(args), cell=_organization(args.cell), **common)
        member = _member(args.code)
        if args.action == "move":
            return services.move_member(member, to=_organization(args.cell), **common)
        if args.action == "readmit":
            return services.readmit(member, cell=_organization(args.cell), **common)
        if args.action == "restore":
            return services.restore(member, cell=_organization(args.cell), **common)
        if args.action == "recognize":
            return services.recognize_full(member, **common)
        if args.action == "end":
            return services.end_membership(member, reason_out=args.reason, **common)
        if args.status == "none":
            return services.end_status(member, **common)
        return services.give_status(member, status=args.status, until=args.until, **common)


def _person(args: argparse.Namespace) -> "Member | NewPerson":
    from dangvu.members.models import Member
    from dangvu.members.services import NewPerson

    known = Member.objects.filter(code=args.code).first()
    if known is not None and not args.name:
        return known
    if not (args.name and args.sex and args.born):
        message = "Người này chưa có hồ sơ: cần --name, --sex và --born."
        raise CommandFailed(message, status=2)
    return NewPerson(
        code=args.code,
        full_name=args.name,
        sex=args.sex,
        birth_date=args.born,
        admitted_on=args.on,
        admission_decision_date=args.decision_date,
    )


def _decision(args: argparse.Namespace) -> int | None:
    if not args.decision:
        return None
    if not (args.decision_date and args.issuer):
        raise CommandFailed("Cùng với --decision cần --decision-date và --issuer.", status=2)
    from dangvu.documents.services import document_of_decision

    return document_of_decision(args.decision, args.decision_date, args.issuer, actor=args.actor).pk


def _tell(done: "Done") -> None:
    member = done.member
    print(f"Đã ghi: {member.full_name} ({member.code}), việc số {done.event_id}.")
    for finding in done.findings:
        print(f"Lưu ý: {finding.message}")


def _organization(code: str) -> "Organization":
    from dangvu.organizations.selectors import organization_by_code

    return organization_by_code(code)


def _member(code: str) -> "Member":
    from dangvu.members.selectors import member_by_code

    return member_by_code(code)
