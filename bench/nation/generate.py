"""The second generator: a nation streamed straight into the tables, with the reform of 1 July 2025 in it.

Stages (probation) and posts are left out: no benchmark reads them, and they would take a tenth of the disk.
"""

import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from bench.nation.copying import fetch_into_duck, stream
from bench.nation.rows import Nation, rated_on
from bench.nation.shape import REFORM, YEARS
from bench.nation.tables import bare, run

Say = Callable[[str], None]

_ORGANIZATIONS = [
    (
        "organizations_organization",
        "id, code, valid_from, valid_to",
        """select id, case when id = 1 then 'TW' else 'N' || id end, valid_from, valid_to
           from life order by id""",
    ),
    (
        "organizations_organizationname",
        "organization_id, name, valid_from, valid_to",
        """select id, case kind when 'central' then 'Trung ương' when 'province' then 'Đảng bộ tỉnh '
               when 'district' then 'Đảng bộ huyện ' when 'commune' then 'Đảng bộ xã '
               when 'cell' then 'Chi bộ ' when 'grassroots_cell' then 'Chi bộ cơ sở '
               else 'Đảng bộ cơ sở ' end || id, valid_from, valid_to from kind order by id""",
    ),
    (
        "organizations_organizationkind",
        "organization_id, kind, valid_from, valid_to",
        "select id, kind, valid_from, valid_to from kind order by id",
    ),
    (
        "organizations_organizationparent",
        "organization_id, parent_id, valid_from, valid_to",
        "select id, parent_id, valid_from, valid_to from parent order by id, valid_from",
    ),
    (
        "organizations_succession",
        "organization_id, successor_id, succeeded_on, act, decision_number",
        f"select id, successor_id, date '{REFORM}', 'merged_into', 'NQ/2025' from successor order by id",
    ),
]
_PEOPLE = [
    ("members_foldedname", "id, folded", "select distinct folded_id, folded from name order by 1"),
    (
        "members_member",
        "id, code, full_name, name_key, folded_name_id, sex, birth_date, citizen_id, admitted_on",
        """select p.id, 'M' || p.id, n.full_name, n.name_key, n.folded_id, p.sex, p.born,
               lpad((p.id * 7919 + 10000000000)::varchar, 12, '0'), p.joined
           from person p join name n on n.sex = p.sex and n.number = p.name order by p.id""",
    ),
    (
        "members_membership",
        "member_id, organization_id, kind, valid_from, valid_to, reason_in, reason_out",
        """select member_id, organization_id, 'official', valid_from, valid_to,
               case when j > 0 then 'transferred_in' when valid_from < date '2016-01-01' then 'initial'
                    else 'admitted' end,
               case when j < n - 1 then 'transferred_out' when valid_to < date '9999-01-01' then 'died'
                    else '' end
           from stay""",
    ),
]
_RATINGS = (
    "reviews_memberrating",
    "year, level, not_rated_reason, member_id, cell_id, counted_on, sex, birth_year, ethnic_minority",
    """select r.year, r.level, r.reason, r.member_id, r.cell_id, {day}, p.sex, year(p.born),
           r.member_id % 7 = 0
       from (select * from rating where year = {year}) r join person p on p.id = r.member_id
       order by r.member_id""",
)
_ORGANIZATION_RATINGS = (
    "reviews_organizationrating",
    "year, organization_id, subject, level, not_rated_reason, decision_date",
    """select year, organization_id, 'organization', level, reason, make_date(year, 12, 20)
       from organization_rating order by year, organization_id""",
)
TABLES = [
    *(table for table, _, _ in _ORGANIZATIONS),
    *(table for table, _, _ in _PEOPLE),
    _RATINGS[0],
    _ORGANIZATION_RATINGS[0],
]


def generate(nation: Nation, say: Say) -> None:
    """Fill an empty database; every index and constraint stands again at the end, and the tree's closure."""
    clock = _Clock(say)
    nation.make()
    clock.tell("đã tạo dòng trong DuckDB")
    with bare(TABLES, clock.tell):
        for table, columns, query in (*_ORGANIZATIONS, *_PEOPLE, _ORGANIZATION_RATINGS):
            rows = stream(nation.duck, query, table, columns, nation.folder)
            clock.tell(f"{table}: {rows:,} dòng")
        table, columns, query = _RATINGS
        for year in YEARS:
            asked = query.format(year=year, day=rated_on(year))
            rows = stream(nation.duck, asked, table, columns, nation.folder)
            clock.tell(f"{table} {year}: {rows:,} dòng")
    _derive(clock)
    _share_the_tree(nation)
    clock.tell("xong")


def _derive(clock: "_Clock") -> None:
    from dangvu.organizations.services.links import rebuild_links
    from dangvu.reviews.services.counters import refresh

    rebuild_links()
    clock.tell("quan hệ trên dưới")
    refresh(None)
    clock.tell("số đếm xếp loại")
    for table in (*TABLES, "organizations_organizationlink", "reviews_ratingcounter"):
        run(f"vacuum (analyze) {table}")
    run("checkpoint") if _is_administrator() else None
    clock.tell("dọn bảng")


def _share_the_tree(nation: Nation) -> None:
    links = (
        "select ancestor_id, descendant_id, depth, valid_from, valid_to from organizations_organizationlink "
        "order by ancestor_id, descendant_id"
    )
    fetch_into_duck(nation.duck, links, "link", nation.folder)
    for table in ("name", "committee", "cell", "grassroots", "home", "successor"):
        nation.duck.execute(f"drop table {table}")
    nation.duck.execute("checkpoint")


def _is_administrator() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select pg_has_role(current_user, 'pg_checkpoint', 'member')")
        return bool(cursor.fetchone()[0])


class _Clock:
    """Says what is done, with the seconds since the last thing."""

    def __init__(self, say: Say) -> None:
        self._say, self._last, self._begun = say, time.perf_counter(), time.perf_counter()

    def tell(self, what: str) -> None:
        now = time.perf_counter()
        self._say(f"  {now - self._begun:7.1f} s (+{now - self._last:.1f}) {what}")
        self._last = now


def generated_at(folder: Path) -> Path:
    """Return the file whose presence says that the database below the folder is whole."""
    return folder / "generated"
