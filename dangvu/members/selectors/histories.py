"""The dated rows of a member, and what the rules need of organisations, as facts for the rules."""

from collections.abc import Iterable

from dangvu.kernel.periods import Period
from dangvu.members.models import Member
from dangvu.members.rules import CellFacts, History, PostSpan, StageSpan, StatusSpan, Stay
from dangvu.organizations.models import CELLS, Organization, OrganizationKind


def history_of(member: Member) -> History:
    """Return everything dated about the member; four queries."""
    return History(
        member.code,
        member.full_name,
        stays=tuple(
            Stay(row[0], row[1], row[2], Period(row[3], row[4]), row[5], row[6], row[7])
            for row in member.memberships.order_by("valid_from", "id").values_list(
                "organization_id",
                "organization__code",
                "kind",
                "valid_from",
                "valid_to",
                "reason_in",
                "reason_out",
                "id",
            )
        ),
        stages=tuple(
            StageSpan(stage, Period(begun, ended), pk)
            for stage, begun, ended, pk in member.stages.order_by("valid_from").values_list(
                "stage", "valid_from", "valid_to", "id"
            )
        ),
        statuses=tuple(
            StatusSpan(row[0], Period(row[1], row[2]), row[3], row[4], row[5])
            for row in member.statuses.order_by("valid_from").values_list(
                "status", "valid_from", "valid_to", "decision_number", "decision_date", "id"
            )
        ),
        posts=tuple(
            PostSpan(row[0], row[1], row[2], Period(row[3], row[4]), row[5])
            for row in member.posts.order_by("valid_from", "id").values_list(
                "organization_id", "organization__code", "post", "valid_from", "valid_to", "id"
            )
        ),
    )


def cell_facts(organization_ids: Iterable[int]) -> dict[int, CellFacts]:
    """Return life and days as a cell of each organisation; two queries."""
    ids = set(organization_ids)
    periods: dict[int, list[Period]] = {one: [] for one in ids}
    kinds = OrganizationKind.objects.filter(organization_id__in=ids, kind__in=CELLS).order_by("valid_from")
    for organization_id, begun, ended in kinds.values_list("organization_id", "valid_from", "valid_to"):
        known = periods[organization_id]
        # A cell that became a grassroots cell has been a cell all the time.
        if known and known[-1].end == begun:
            known[-1] = Period(known[-1].start, ended)
        else:
            known.append(Period(begun, ended))
    lives = Organization.objects.filter(id__in=ids).values_list("id", "code", "valid_from", "valid_to")
    return {pk: CellFacts(code, Period(begun, ended), tuple(periods[pk])) for pk, code, begun, ended in lives}
