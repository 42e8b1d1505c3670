"""The classification of a year by child at the root from the roll-up, and whether the counters are true."""

from datetime import date

from django.db import connection

from bench.lines import Line, Paper, median, medians_in_turn
from bench.nation.rows import Nation, rated_on
from bench.nation.shape import ROOT, YEARS

YEAR = YEARS[-1]

_COUNTED = """
    select year, count(*) as cells,
           sum(excellent), sum(good), sum(completed), sum(failed), sum(not_rated), sum(exempt),
           sum(under_six_months), sum(long_absence), sum(not_yet),
           sum((excellent * 3::bigint + good * 5 + completed * 7 + failed * 11 + not_rated * 13 + exempt * 17)
               * (cell_id % 10007)) as weighed
    from reviews_ratingcounter group by year order by year
"""
_LIVE = """
    with counted as (
        select year, cell_id,
            count(*) filter (where level = 'excellent') as excellent,
            count(*) filter (where level = 'good') as good,
            count(*) filter (where level = 'completed') as completed,
            count(*) filter (where level = 'failed') as failed,
            count(*) filter (where level = 'not_rated') as not_rated,
            count(*) filter (where reason = 'exempt') as exempt,
            count(*) filter (where reason = 'under_six_months') as under_six_months,
            count(*) filter (where reason = 'long_absence') as long_absence,
            count(*) filter (where reason = 'not_yet') as not_yet
        from rating group by all
    )
    select year, count(*), sum(excellent), sum(good), sum(completed), sum(failed), sum(not_rated),
        sum(exempt), sum(under_six_months), sum(long_absence), sum(not_yet),
        sum((excellent * 3 + good * 5 + completed * 7 + failed * 11 + not_rated * 13 + exempt * 17)
            * (cell_id % 10007))
    from counted group by year order by year
"""
# The same figures as the report: members and organisations by level and reason, and who has no rating.
_DUCK_BY_CHILD = """
    with child as (
        select descendant_id as place from link where ancestor_id = {root} and depth = 1
          and valid_from <= date '{last}' and valid_to > date '{last}'
    ), scope as (
        select l.ancestor_id as place, l.descendant_id as id, l.valid_from, l.valid_to
        from link l join child c on c.place = l.ancestor_id
    )
    select place, 'members' as subject, level, reason, count(*) from scope s
    join rating r on r.cell_id = s.id and r.year = {year}
    where s.valid_from <= {day} and s.valid_to > {day} group by all
    union all
    select s.place, case when k.kind like 'grassroots%' then 'organizations' else 'units' end, level, reason,
        count(*)
    from scope s join organization_rating r on r.organization_id = s.id and r.year = {year}
    join kind k on k.id = r.organization_id and k.valid_from <= {day} and k.valid_to > {day}
    where s.valid_from <= {day} and s.valid_to > {day} group by all
    union all
    select place, 'unrecorded members', '', '', count(*) from scope s
    join stay m on m.organization_id = s.id and m.valid_from <= date '{last}' and m.valid_to > date '{last}'
    where s.valid_from <= date '{last}' and s.valid_to > date '{last}'
      and not exists (select 1 from rating r where r.member_id = m.member_id and r.year = {year}) group by all
    union all
    select place, 'unrecorded organizations', '', '', count(*) from scope s join life o on o.id = s.id
    where s.valid_from <= date '{last}' and s.valid_to > date '{last}'
      and o.valid_from <= date '{last}' and o.valid_to > date '{last}'
      and not exists (select 1 from organization_rating r where r.organization_id = s.id and r.year = {year})
    group by all
"""


def measure(nation: Nation, paper: Paper) -> None:
    """Measure the roll-up and compare every counter."""
    _counters(nation, paper)
    _rollup(paper)
    _by_child(nation, paper)


def _counters(nation: Nation, paper: Paper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED)
        counted = [tuple(map(int, row)) for row in cursor.fetchall()]
    live = [tuple(map(int, row)) for row in nation.duck.execute(_LIVE).fetchall()]
    different = sum(one != other for one, other in zip(counted, live, strict=False)) + abs(
        len(counted) - len(live)
    )
    ratings = sum(sum(row[2:7]) for row in live)
    paper.add(
        Line(
            "năm có số đếm khác số đếm trực tiếp",
            different,
            "năm",
            most=0,
            note=f"{ratings:,} dòng xếp loại của {len(live)} năm",
        )
    )


def _rollup(paper: Paper) -> None:
    try:
        from dangvu.statistics.services.rollup import rebuild
    except ImportError:
        paper.add(Line("dựng lại số tổng hợp một năm", None, "s", most=30, note="chưa có"))
        return
    spent = median(lambda: rebuild(YEAR), 3, warm=0) / 1000
    paper.add(Line("dựng lại số tổng hợp một năm", spent, "s", most=30))


def _by_child(nation: Nation, paper: Paper) -> None:
    from dangvu.statistics.reports import run

    asked = _DUCK_BY_CHILD.format(root=ROOT, year=YEAR, day=rated_on(YEAR), last=date(YEAR, 12, 31))
    period = (date(YEAR, 1, 1), date(YEAR + 1, 1, 1))

    said: list[int] = []

    def ours() -> None:
        report = run("classification", organization_code="TW", period=period, by_child=True)
        said.append(len(report.findings))

    figure, baseline = medians_in_turn([ours, lambda: nation.duck.execute(asked).fetchall()], 5)
    paper.add(
        Line(
            f"xếp loại năm {YEAR} của cả nước theo tỉnh",
            figure,
            baseline=baseline,
            most=100,
            most_ratio=1.0,
            note=f"cả báo cáo với {said[-1]:,} nhận xét; so với DuckDB đếm trực tiếp",
        )
    )
