"""The people of the tests and the commune they live in."""

from dataclasses import dataclass
from datetime import date

from dangvu.access.models import Account, Grant
from dangvu.audit.actor import Actor
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import fold, name_key
from dangvu.members.models import FoldedName, Member, Membership, Stage
from dangvu.members.services import NewPerson
from dangvu.organizations.models import Kind, Organization
from dangvu.organizations.services.links import rebuild_links
from tests.organizations.trees import plant

JOINED, RECOGNIZED = date(2015, 3, 26), date(2016, 3, 26)
HOA_JOINED = date(2026, 2, 3)
TODAY = date(2026, 11, 20)


@dataclass
class Commune:
    """The commune of Tuấn with two hamlets, and the one of Quang beside it, in one province."""

    province: Organization
    commune: Organization
    hamlet_1: Organization
    hamlet_2: Organization
    other_commune: Organization
    other_hamlet: Organization


def found_commune() -> Commune:
    province = plant("24", Kind.PROVINCE, name="Đảng bộ tỉnh Thử Nghiệm")
    commune = plant("24.01", Kind.GRASSROOTS_COMMITTEE, under=province, name="Đảng bộ xã Thử Nghiệm")
    hamlet_1 = plant("24.01.1", under=commune, name="Chi bộ thôn 1")
    hamlet_2 = plant("24.01.2", under=commune, name="Chi bộ thôn 2")
    other = plant("24.02", Kind.GRASSROOTS_COMMITTEE, under=province, name="Đảng bộ xã Bên Cạnh")
    other_hamlet = plant("24.02.1", under=other, name="Chi bộ thôn Đông")
    rebuild_links()
    return Commune(province, commune, hamlet_1, hamlet_2, other, other_hamlet)


def officer(name: str, role: str, place: Organization | None) -> Actor:
    """An account with one role over a place (None: everywhere)."""
    account = Account.objects.create(username=fold(name).replace(" ", "."), display_name=name)
    Grant.objects.create(
        account=account,
        role=role,
        organization=place,
        valid_from=date(2000, 1, 1),
        valid_to=FOREVER,
        decision="Phân công của Ban Thường vụ",
    )
    return Actor(account.pk, name)


def person(code: str = "DV1", name: str = "Nguyễn Văn An", **papers: object) -> NewPerson:
    """What the papers say of somebody born in 1990."""
    given: dict[str, object] = {
        "code": code,
        "full_name": name,
        "sex": "male",
        "birth_date": date(1990, 5, 19),
    }
    return NewPerson(**(given | papers))  # type: ignore[arg-type]


def recorded(
    code: str,
    name: str,
    cell: Organization | None,
    *,
    since: date = JOINED,
    full_from: date | None = RECOGNIZED,
    **papers: object,
) -> Member:
    """A person whose record is already in the database: in a cell, on probation, then full."""
    member = Member.objects.create(
        code=code,
        full_name=name,
        name_key=name_key(name),
        folded_name=FoldedName.objects.get_or_create(folded=fold(name))[0],
        sex="male",
        birth_date=date(1980, 1, 1),
        **papers,
    )
    if cell is not None:
        Membership.objects.create(
            member=member, organization=cell, kind="official", reason_in="admitted", valid_from=since
        )
        if full_from is None:
            Stage.objects.create(member=member, stage="probationary", valid_from=since)
        else:
            Stage.objects.create(member=member, stage="probationary", valid_from=since, valid_to=full_from)
            Stage.objects.create(member=member, stage="full", valid_from=full_from)
    return member
