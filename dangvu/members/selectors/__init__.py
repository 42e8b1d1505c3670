"""Reads of members: search, lists by name, one member's whole record."""

from dangvu.members.selectors.finding import search
from dangvu.members.selectors.lists import MemberRow, Page, list_members
from dangvu.members.selectors.places import count_under
from dangvu.members.selectors.records import (
    MemberRecord,
    UnknownMember,
    cell_of_member,
    member_by_code,
    member_record,
)

__all__ = [
    "MemberRecord",
    "MemberRow",
    "Page",
    "UnknownMember",
    "cell_of_member",
    "count_under",
    "list_members",
    "member_by_code",
    "member_record",
    "search",
]
