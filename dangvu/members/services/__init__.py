"""Verbs of members, one function each: lock, may, rules, change, record, in one transaction."""

from dangvu.members.services.cases import Done
from dangvu.members.services.file import file_paper, strike_paper
from dangvu.members.services.memberships import begin_membership, end_membership, move_member
from dangvu.members.services.persons import NewPerson, correct_member, enter_member, set_admission_profile
from dangvu.members.services.posts import appoint, end_post, record_civic_post
from dangvu.members.services.reading import find_members, open_list, open_record
from dangvu.members.services.standing import admit, readmit, recognize_full, restore
from dangvu.members.services.statuses import end_status, give_status

__all__ = [
    "Done",
    "NewPerson",
    "admit",
    "appoint",
    "begin_membership",
    "correct_member",
    "end_membership",
    "end_post",
    "end_status",
    "enter_member",
    "file_paper",
    "find_members",
    "give_status",
    "move_member",
    "open_list",
    "open_record",
    "readmit",
    "recognize_full",
    "record_civic_post",
    "restore",
    "set_admission_profile",
    "strike_paper",
]
