"""The whole dated record of one member, as it stood on a day."""

from dataclasses import dataclass
from datetime import date

from dangvu.members.models import AdmissionProfile, CivicPost, Member
from dangvu.members.party_age import PartyAge, party_age
from dangvu.members.rules import History, StageSpan, StatusSpan, Stay
from dangvu.members.selectors.histories import history_of
from dangvu.members.workflow import standing
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import ancestor_codes, last_name


class UnknownMember(LookupError):
    """No member has this code; the message is the sentence to print."""

    def __init__(self, code: str | int) -> None:
        super().__init__(f"Không có đảng viên mang mã “{code}”; hãy kiểm tra lại mã.")
        self.code = code


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """Everything recorded of one member, with what held on the day `on`.

    `standing` is a state of `dangvu.members.workflow.STANDING`; `names` are those of the organisations in the
    record, by id, on the day (else the nearest earlier, else the first).
    """

    member: Member
    on: date
    history: History
    civic_posts: tuple[CivicPost, ...]
    admission_profile: AdmissionProfile | None
    standing: str
    cell: Stay | None
    stage: StageSpan | None
    status: StatusSpan | None
    party_age: PartyAge
    names: dict[int, str]


def member_by_code(code: str) -> Member:
    """Return the member; raises `UnknownMember`."""
    member = Member.objects.filter(code=code).first()
    if member is None:
        raise UnknownMember(code)
    return member


def cell_of_member(member: Member, on: date) -> Organization | None:
    """The cell of the day, else the one the person left last: the place over which rights are asked."""
    stays = member.memberships.filter(kind="official", valid_from__lte=on).order_by("-valid_from")
    last = stays.select_related("organization").first()
    return last.organization if last is not None else None


def member_record(code: str | int, on: date) -> MemberRecord:
    """Return the record of the member with this code (or id); at most nine queries.

    Raises `UnknownMember`.
    """
    member = member_by_code(code) if isinstance(code, str) else Member.objects.filter(pk=code).first()
    if member is None:
        raise UnknownMember(code)
    history = history_of(member)
    cell = history.official_on(on)
    civic = tuple(member.civic_posts.select_related("organization").order_by("valid_from", "id"))
    return MemberRecord(
        member,
        on,
        history,
        civic,
        AdmissionProfile.objects.filter(member=member).first(),
        standing(history, on),
        cell,
        history.stage_on(on),
        history.status_on(on),
        party_age(
            history,
            decided_on=member.admission_decision_date,
            admitted_on=member.admitted_on,
            on=on,
            scope=ancestor_codes(cell.organization, on) if cell is not None else (),
        ),
        last_name(history.organization_ids | {post.organization_id for post in civic}, on),
    )
