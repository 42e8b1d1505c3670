"""What the read-only pages show of an organisation: its place on a day, and what stands under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from dangvu.kernel.days import display_day
from dangvu.kernel.numbers import display_count
from dangvu.kernel.periods import Period, display_period
from dangvu.members.models import MembershipKind
from dangvu.organizations.models import (
    Kind,
    Organization,
    OrganizationKind,
    OrganizationLink,
    OrganizationName,
    OrganizationParent,
    Succession,
)
from dangvu.organizations.selectors import children_of, kind_on, last_name, roots_on


@dataclass(frozen=True)
class Below:
    """A line of the list of organisations: code, name, kind and members on the day."""

    code: str
    name: str
    kind: str
    members: str


@dataclass(frozen=True)
class Past:
    """A line of an organisation's history."""

    period: str
    what: str


def root_lines(roots: tuple[int, ...] | None, on: date) -> list[Below]:
    """These organisations; None: all that stand under none on that day."""
    if roots is None:
        return _lines(roots_on(on), on)
    return _lines(list(Organization.objects.filter(id__in=roots).order_by("code")), on)


def child_lines(organization: Organization, on: date) -> list[Below]:
    """The direct children on that day."""
    return _lines(children_of(organization.pk, on), on)


def _lines(organizations: Sequence[Organization], on: date) -> list[Below]:
    ids = [one.pk for one in organizations]
    names, kinds, members = last_name(ids, on), kind_on(ids, on), _members_under(ids, on)
    return [
        Below(
            one.code, names[one.pk], kind_label(kinds.get(one.pk, "")), display_count(members.get(one.pk, 0))
        )
        for one in organizations
    ]


def _members_under(ids: Sequence[int], on: date) -> Mapping[int, int]:
    rows = (
        OrganizationLink.objects.filter(
            ancestor_id__in=ids,
            valid_from__lte=on,
            valid_to__gt=on,
            descendant__memberships__kind=MembershipKind.OFFICIAL,
            descendant__memberships__valid_from__lte=on,
            descendant__memberships__valid_to__gt=on,
        )
        .values("ancestor_id")
        .annotate(members=Count("descendant__memberships"))
    )
    return {row["ancestor_id"]: row["members"] for row in rows}


def kind_label(kind: str) -> str:
    """What people call the kind; "đã kết thúc hoặc chưa thành lập" for none."""
    return str(Kind(kind).label) if kind else "không hoạt động vào ngày này"


def history(organization: Organization) -> list[Past]:
    """Names, kinds, superiors and successors over time, oldest first."""
    rows: list[tuple[date, Past]] = []
    for name in OrganizationName.objects.filter(organization=organization):
        rows.append(_past(name, f"Mang tên {name.name}"))
    for kind in OrganizationKind.objects.filter(organization=organization):
        rows.append(_past(kind, f"Là {Kind(kind.kind).label}"))
    parents = list(OrganizationParent.objects.filter(organization=organization).select_related("parent"))
    names = last_name([row.parent_id for row in parents], date.max)
    rows += [_past(row, f"Trực thuộc {names[row.parent_id]} ({row.parent.code})") for row in parents]
    return [line for _, line in sorted(rows, key=lambda row: row[0])] + _successions(organization)


def _past(row: OrganizationName | OrganizationKind | OrganizationParent, what: str) -> tuple[date, Past]:
    return row.valid_from, Past(display_period(Period(row.valid_from, row.valid_to)), what)


def _successions(organization: Organization) -> list[Past]:
    after = Succession.objects.filter(organization=organization).select_related("successor")
    before = Succession.objects.filter(successor=organization).select_related("organization")
    rows = [(row.succeeded_on, str(row.get_act_display()), row.successor) for row in after]
    rows += [(row.succeeded_on, "Tiếp nối", row.organization) for row in before]
    names = last_name([other.pk for _, _, other in rows], date.max)
    return [
        Past(f"ngày {display_day(day)}", f"{what} {names[other.pk]} ({other.code})")
        for day, what, other in sorted(rows, key=lambda row: (row[0], row[2].code))
    ]
