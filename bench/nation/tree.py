"""A whole province moved in the tree: the links above it change, those inside it stay."""

from datetime import date

from django.db import connection, transaction

from bench.lines import Line, Paper, median, milliseconds
from bench.nation.places import TODAY, sample
from bench.nation.rows import Nation
from dangvu.organizations.models import Organization, OrganizationParent
from dangvu.organizations.selectors import descendant_ids
from dangvu.organizations.services.links import rebuild_links, rebuild_links_under

_MOVED_ON = date(2026, 7, 1)


def measure(nation: Nation, paper: Paper) -> None:
    """Move the province nearest to 25,000 organisations; rebuilding the whole tree is the baseline."""
    sizes = {one: len(descendant_ids(one, TODAY)) for one in sample(TODAY, "province")}
    province = min(sizes, key=lambda one: abs(sizes[one] - 25_000))
    target = min(sizes, key=lambda one: sizes[one])
    whole = median(rebuild_links, 1, warm=1)
    times = sorted(milliseconds(lambda: _move_and_undo(province, target)) for _ in range(4))
    spent = times[1]
    paper.add(
        Line(
            f"một tỉnh {sizes[province]:,} tổ chức chuyển đi",
            spent,
            baseline=whole,
            most=1000,
            note="so với dựng lại toàn bộ cây; cả việc hoàn tác giao dịch",
        )
    )


def _move_and_undo(province: int, target: int) -> None:
    with transaction.atomic():
        placed = OrganizationParent.objects.get(organization_id=province, valid_to__gt=_MOVED_ON)
        end, placed.valid_to = placed.valid_to, _MOVED_ON
        placed.save()
        OrganizationParent.objects.create(
            organization=Organization.objects.get(pk=province),
            parent_id=target,
            valid_from=_MOVED_ON,
            valid_to=end,
        )
        rebuild_links_under([province])
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from organizations_organizationlink "
                "where ancestor_id = %s and valid_from = %s",
                [target, _MOVED_ON],
            )
            assert cursor.fetchone()[0] > 1, "nothing moved"
        transaction.set_rollback(True)
