"""The people of the demo, one for each role; they sign in without a password while the demo runs."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dangvu.access.models import Account
from dangvu.access.services import actor_of_os_user, grant_role, open_account
from dangvu.members.models import Member, Membership, MembershipKind
from dangvu.organizations.models import Kind, Organization
from dangvu.organizations.selectors import parent_on

_SINCE = date(2019, 1, 1)
_DECISION = "Phân công của bản trình diễn"


class Person(NamedTuple):
    """Somebody of the demo: user name, name, role, and the kind of place they work in."""

    username: str
    name: str
    role: str
    place: str


PEOPLE = (
    Person("lan", "Lan", "cell_secretary", "cell"),
    Person("son", "Sơn", "cell_deputy_secretary", "cell"),
    Person("hanh", "Hạnh", "cell_committee_member", "cell"),
    Person("minh", "Minh", "member", "cell"),
    Person("tuan", "Tuấn", "grassroots_clerk", "grassroots"),
    Person("khanh", "Khánh", "committee_member", "grassroots"),
    Person("nga", "Nga", "mass_organization", "grassroots"),
    Person("lien", "Liên", "organization_board", "district"),
    Person("phuc", "Phúc", "standing_committee", "district"),
    Person("thu", "Thu", "political_training_center", "district"),
    Person("binh", "Bình", "provincial_organization_committee", "province"),
    Person("dung", "Dũng", "inspection_commission", "province"),
    Person("quang", "Quang", "grassroots_clerk", "elsewhere"),
    Person("duc", "Đức", "auditor", ""),
    Person("vy", "Vy", "system_administrator", ""),
)


@transaction.atomic
def open_demo_accounts() -> None:
    """Open the accounts that are not there yet, with their roles, by the ordinary verbs."""
    if Account.objects.filter(is_demo=True).exists():
        return
    today, actor = timezone.localdate(), actor_of_os_user()
    places = _places(today)
    for person in PEOPLE:
        member = _minh(places["cell"], today) if person.role == "member" else None
        account = open_account(
            person.username,
            display_name=person.name,
            member_id=member.pk if member else None,
            is_demo=True,
            actor=actor,
            on=today,
        )
        grant_role(
            account,
            person.role,
            places[person.place] if person.place else None,
            valid_from=_SINCE,
            decision=_DECISION,
            actor=actor,
            on=today,
        )


def _places(today: date) -> dict[str, Organization]:
    cell = _cell_of_a_nguyen_thi_lan(today)
    grassroots = _above(cell, today)
    return {
        "cell": cell,
        "grassroots": grassroots,
        "district": _above(grassroots, today),
        "province": Organization.objects.get(code="24"),
        "elsewhere": _of_kind(Kind.GRASSROOTS_COMMITTEE, today)
        .filter(code__startswith="91.")
        .order_by("code")[0],
    }


def _cell_of_a_nguyen_thi_lan(today: date) -> Organization:
    """A hamlet's cell below a committee of a commune, with somebody of the name that the demo looks for."""
    below = {"parents__valid_from__lte": today, "parents__valid_to__gt": today}
    cells = _of_kind(Kind.CELL, today).filter(code__startswith="24.", **below)
    cells = cells.filter(names__name__startswith="Chi bộ thôn", names__valid_to__gt=today)
    cells = cells.filter(parents__parent__in=_of_kind(Kind.GRASSROOTS_COMMITTEE, today))
    namesakes = _official(today).filter(member__folded_name__folded="nguyen thi lan")
    found = cells.filter(pk__in=namesakes.values("organization_id")).order_by("code").first()
    return found or cells.order_by("code")[0]


def _minh(cell: Organization, today: date) -> Member:
    """The member to whom Minh's account is bound: a man of the cell, called Minh where there is one."""
    stays = _official(today).filter(organization=cell, member__sex="male").select_related("member")
    men = sorted((stay.member for stay in stays), key=lambda one: one.code)
    return next((one for one in men if one.full_name.endswith(" Minh")), men[0])


def _official(today: date) -> QuerySet[Membership]:
    return Membership.objects.filter(kind=MembershipKind.OFFICIAL, valid_from__lte=today, valid_to__gt=today)


def _of_kind(kind: Kind, today: date) -> QuerySet[Organization]:
    return Organization.objects.filter(
        kinds__kind=kind, kinds__valid_from__lte=today, kinds__valid_to__gt=today
    )


def _above(organization: Organization, today: date) -> Organization:
    return Organization.objects.get(pk=parent_on([organization.pk], today)[organization.pk])
