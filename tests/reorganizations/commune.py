"""A small province for tests: two districts of communes with hamlet cells, and the fixed cast in them."""

from datetime import date
from typing import Any

from django.db import connection

from dangvu.access.models import Account, Grant
from dangvu.audit.actor import Actor
from dangvu.kernel.periods import FOREVER
from dangvu.kernel.vietnamese import fold, name_key
from dangvu.members.models import FoldedName, Member, Membership, Post, Stage
from dangvu.organizations.models import Kind, Organization
from dangvu.organizations.services.links import rebuild_links
from dangvu.reorganizations.rules import FormalAct
from tests.organizations.trees import plant

FOUNDED = date(2000, 1, 1)
JULY = date(2025, 7, 1)
SIGNED = date(2025, 6, 16)
TODAY = date(2025, 7, 15)
DISTRICT_DAYS = date(2020, 3, 1)


def binh() -> Actor:
    """Bình, of the provincial organisation committee, who may carry out acts everywhere."""
    account, new = Account.objects.get_or_create(username="binh", defaults={"display_name": "Bình"})
    if new:
        Grant.objects.create(
            account=account,
            role="provincial_organization_committee",
            organization=None,
            valid_from=FOUNDED,
            decision="Quyết định 1-QĐ/TU",
        )
    return Actor(account.pk, "Bình")


def province() -> Organization:
    """24 with the districts 24.1, 24.2, each with communes .1, .2, each with hamlet cells .1, .2."""
    top = plant("24", Kind.PROVINCE, name="Đảng bộ tỉnh Bắc Giang")
    for district in (1, 2):
        middle = plant(f"24.{district}", Kind.DISTRICT, under=top, name=f"Đảng bộ huyện {district}")
        for commune in (1, 2):
            code = f"24.{district}.{commune}"
            base = plant(
                code, Kind.GRASSROOTS_COMMITTEE, under=middle, name=f"Đảng bộ xã {district}.{commune}"
            )
            for hamlet in (1, 2):
                plant(
                    f"{code}.{hamlet}",
                    Kind.CELL,
                    under=base,
                    name=f"Chi bộ thôn {hamlet} xã {district}.{commune}",
                )
    rebuild_links()
    return top


def join(
    name: str, cell: str, *, since: date = date(2010, 5, 19), until: date = FOREVER, kind: str = "official",
    reason_out: str = "", code: str = "", stage: str = "full",
) -> Member:  # fmt: skip
    """A member of the cell; the code is the name where none is given."""
    code = code or name
    folded, _ = FoldedName.objects.get_or_create(folded=fold(name))
    member, new = Member.objects.get_or_create(
        code=code,
        defaults={
            "full_name": name, "name_key": name_key(name), "folded_name": folded, "sex": "female",
            "birth_date": date(1980, 1, 1),
        },
    )  # fmt: skip
    Membership.objects.create(
        member=member,
        organization=Organization.objects.get(code=cell),
        kind=kind,
        reason_in="admitted" if new else "transferred_in",
        reason_out=reason_out,
        valid_from=since,
        valid_to=until,
    )
    if new:
        Stage.objects.create(member=member, stage=stage, valid_from=since)
    return member


def appoint(member: Member, cell: str, post: str = "secretary", *, since: date = date(2020, 1, 1)) -> Post:
    return Post.objects.create(
        member=member, organization=Organization.objects.get(code=cell), post=post, valid_from=since
    )


def act(order: int, what: str, code: str, on: date = DISTRICT_DAYS, **facts: Any) -> FormalAct:
    """An act by decision 124-QĐ/TU of the province."""
    decided = {"decision_number": "124-QĐ/TU", "decision_date": min(on, SIGNED), "body_code": "24"}
    return FormalAct(order, what, code, on, **{**decided, **facts})


def cells_of(member: Member) -> list[tuple[str, date, date, str, str]]:
    return list(
        member.memberships.filter(kind="official")
        .order_by("valid_from")
        .values_list("organization__code", "valid_from", "valid_to", "reason_in", "reason_out")
    )


_OUTSIDE = {"reorganizations_actfile", "reorganizations_act", "reorganizations_actchange"}


def everything() -> dict[str, list[str]]:
    """All rows of all tables of the record, as text; the closure without its keys."""
    tables = [
        table
        for table in connection.introspection.table_names()
        if table.split("_")[0]
        in {"organizations", "members", "reviews", "discipline", "inspections", "targets"}
    ]
    return {table: _rows(table) for table in sorted(set(tables) - _OUTSIDE)}


def _rows(table: str) -> list[str]:
    image = "to_jsonb(t) - 'id'" if table == "organizations_organizationlink" else "to_jsonb(t)"
    with connection.cursor() as cursor:
        cursor.execute(f"select ({image})::text from {table} t order by 1")
        return [row[0] for row in cursor.fetchall()]
