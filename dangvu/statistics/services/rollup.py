"""The roll-up of the yearly classification over the tree: rebuildable, fresh until ratings change."""

from django.db import connection, transaction
from django.utils import timezone

from dangvu.reviews.models import RatingChange
from dangvu.statistics.cap_groups import MEMBERS_CAP, ORGANIZATIONS_CAP, groups_sql, lowest_cap
from dangvu.statistics.counting import filled
from dangvu.statistics.figures.classification import DAY_OF_RATING, GROUP_OF_KIND, LEVELS, MEASURES, REASONS
from dangvu.statistics.models import RatingCapGroup, RatingRollup, RatingRollupYear

_LOCK = 0x726F6C6C  # "roll"
_ALL = ", ".join(MEASURES)
_NONE = ", ".join("0" for _ in MEASURES)
_OF_A_ROW = ", ".join(
    [f"(r.level = '{level}')::int" for level in (*LEVELS, "not_rated")]
    + [f"(r.level = 'not_rated' and r.not_rated_reason = '{reason}')::int" for reason in REASONS]
)
_LAST_DAY = "make_date(%(year)s, 12, 31)"

# What each cell or organisation has of its own, with the day on whose tree it counts.
_PARTS = f"""
    select cell_id as organization_id, counted_on as day, 'members' as subject, {_ALL}, 0 as unrecorded
    from reviews_ratingcounter where year = %(year)s
    union all
    select m.organization_id, {_LAST_DAY}, 'members', {_NONE}, count(*)
    from members_membership m
    where m.kind = 'official' and m.valid_from <= {_LAST_DAY} and m.valid_to > {_LAST_DAY}
      and not exists (select 1 from reviews_memberrating r
                      where r.member_id = m.member_id and r.year = %(year)s)
    group by m.organization_id
    union all
    select r.organization_id, r.day,
           case when r.subject = 'collective' then 'collectives' else {GROUP_OF_KIND} end, {_OF_A_ROW}, 0
    from (
        select r.organization_id, r.subject, r.level, r.not_rated_reason, {DAY_OF_RATING} as day
        from reviews_organizationrating r join organizations_organization o on o.id = r.organization_id
        where r.year = %(year)s
    ) r
    join organizations_organizationkind k on k.organization_id = r.organization_id
         and k.valid_from <= r.day and k.valid_to > r.day
    union all
    select o.id, {_LAST_DAY}, {GROUP_OF_KIND}, {_NONE}, 1
    from organizations_organization o
    join organizations_organizationkind k on k.organization_id = o.id
         and k.valid_from <= {_LAST_DAY} and k.valid_to > {_LAST_DAY}
    where o.valid_from <= {_LAST_DAY} and o.valid_to > {_LAST_DAY}
      and not exists (select 1 from reviews_organizationrating r where r.organization_id = o.id
                      and r.subject = 'organization' and r.year = %(year)s)"""

_FILL = f"""
    insert into statistics_ratingrollup (organization_id, year, subject, {_ALL}, unrecorded)
    select l.ancestor_id, %(year)s, p.subject,
           {", ".join(f"sum(p.{one})" for one in (*MEASURES, "unrecorded"))}
    from ({_PARTS}) p
    join organizations_organizationlink l on l.descendant_id = p.organization_id
         and l.valid_from <= p.day and l.valid_to > p.day
    where p.subject <> ''
    group by l.ancestor_id, p.subject"""


@transaction.atomic
def rebuild(year: int) -> None:
    """Roll the classification of one year up to every organisation of the tree.

    Changes that are committed meanwhile leave their mark, so that the year is rolled up again.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, year])
        RatingChange.objects.filter(year=year).delete()
        RatingRollup.objects.filter(year=year).delete()
        RatingCapGroup.objects.filter(year=year).delete()
        cursor.execute(_FILL, {"year": year})
        for cap in (MEMBERS_CAP, ORGANIZATIONS_CAP):
            cursor.execute(_cap_groups(cap), {"years": [year], "cap": cap, "lowest": lowest_cap(cap)})
    RatingRollupYear.objects.update_or_create(year=year, defaults={"computed_at": timezone.now()})


def _cap_groups(cap: str) -> str:
    groups = (
        f"select g.*, %(cap)s from ({groups_sql(cap)}) g(organization_id, year, excellent, good, judged_on)"
    )
    columns = "organization_id, year, excellent, good, judged_on, cap"
    return filled(f"insert into statistics_ratingcapgroup ({columns}) {groups}", [], None)


def rebuild_since(year: int) -> list[int]:
    """Roll up again every year from this one on that was rolled up before: the tree changed. Returns them."""
    years = list(
        RatingRollupYear.objects.filter(year__gte=year).order_by("year").values_list("year", flat=True)
    )
    for one in years:
        rebuild(one)
    return years


def rollup_dirty() -> list[int]:
    """Roll up every year whose ratings changed since it was last rolled up; returns the years."""
    years = sorted(set(RatingChange.objects.values_list("year", flat=True)))
    for year in years:
        rebuild(year)
    return years
