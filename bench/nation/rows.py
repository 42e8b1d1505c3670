"""All rows of the nation, made by DuckDB from numbers alone: the same on every run of one DuckDB version."""

from pathlib import Path
from typing import Any

import duckdb

from bench.nation.names import write_names
from bench.nation.shape import (
    FOUNDED,
    HORIZON,
    PROVINCES_AFTER,
    PROVINCES_BEFORE,
    RATED_ON,
    REFORM,
    ROOT,
    YEARS,
    Shape,
    province_after,
)

_FOREVER = "DATE '9999-01-01'"

_PLACES = """
create table grassroots as
with one as (
    select g, g % {districts} as district, g // {districts} as k from range({grassroots}) t(g)
)
select {first_grassroots} + g as id, district, k,
       k % 8 in (6, 7) or k % 9 < 5 as is_committee, k % 8 = 7 as merged,
       {first_commune} + district
           + {districts} * (k % (({communes} - district + {districts} - 1) // {districts})) as commune_id
from one;

create table committee as
select row_number() over (order by id) - 1 as n, * from grassroots where is_committee;

create table cell as
select {first_cell} + j as id, c.id as committee_id,
       case when c.merged then c.id - {districts} else c.id end as committee_after
from range({cells}) t(j) join committee c on c.n = j % (select count(*) from committee);

create table life as
select id, {founded} as valid_from, {forever} as valid_to from range({root}, {first_district}) t(id)
where id <= {root} + {after}
union all select id, {founded}, {reform} from range({root} + {after} + 1, {first_district}) t(id)
union all select id, {founded}, {reform} from range({first_district}, {first_commune}) t(id)
union all select id, {reform}, {forever} from range({first_commune}, {first_grassroots}) t(id)
union all select id, {founded}, case when merged then {reform} else {forever} end from grassroots
union all select id, {founded}, {forever} from cell;

create table kind as
select l.id, l.valid_from, l.valid_to, case
    when l.id = {root} then 'central'
    when l.id < {first_district} then 'province'
    when l.id < {first_commune} then 'district'
    when l.id < {first_grassroots} then 'commune'
    when l.id >= {first_cell} then 'cell'
    when g.is_committee then 'grassroots_committee'
    else 'grassroots_cell' end as kind
from life l left join grassroots g on g.id = l.id;

create table parent as
select id, {root} as parent_id, valid_from, valid_to from life where id > {root} and id < {first_district}
union all
select d.id, {root} + 1 + d.province, {founded}, {reform} from district d
union all
select {first_commune} + c, {root} + 1 + d.province_after, {reform}, {forever}
from range({communes}) t(c) join district d on d.n = c % {districts}
union all select g.id, {first_district} + g.district, {founded}, {reform} from grassroots g
union all select g.id, g.commune_id, {reform}, {forever} from grassroots g where not merged
union all select id, committee_id, {founded}, {forever} from cell where committee_id = committee_after
union all select id, committee_id, {founded}, {reform} from cell where committee_id <> committee_after
union all select id, committee_after, {reform}, {forever} from cell where committee_id <> committee_after;

create table successor as
select {root} + 1 + p as id, {root} + 1 + p - {after} as successor_id from range({after}, {before}) t(p)
union all select id, id - {districts} from grassroots where merged;

create table home as
select row_number() over (order by province_after, province, district, g_id, id) - 1 as n, id from (
    select c.id, c.committee_id as g_id, g.district, d.province, d.province_after
    from cell c join grassroots g on g.id = c.committee_id join district d on d.n = g.district
    union all
    select g.id, g.id, g.district, d.province, d.province_after
    from grassroots g join district d on d.n = g.district where not g.is_committee
);
"""

# Three names in ten are the commonest of their list: the square of a uniform number leans to the front.
_PEOPLE = """
create macro unit(i, salt) as (hash(i, salt) % 1000003) / 1000003.0;
create macro pick(i, salt, n) as (hash(i, salt) % n)::bigint;

create table person as
with drawn as (
    select i as id,
        case when pick(i, 1, 100) < 34 then 'female' else 'male' end as sex,
        case when i % 20 < 3 then date '2016-01-01' + pick(i, 2, {recent_days})::integer
             else date '1976-01-01' + floor(14600 * sqrt(unit(i, 3)))::integer end as joined,
        pick(i, 4, {homes}) as home
    from range(1, {persons} + 1) t(i)
), lived as (
    select *, joined - (6575 + pick(id, 5, 5500))::integer as born,
        case when pick(id, 6, 1000) < 67
             then greatest(joined + 400, date '2016-01-01' + pick(id, 7, {recent_days})::integer) end as gone
    from drawn
)
select id, sex, joined, born, home,
    case when gone < {horizon} then gone else {forever} end as left_on,
    (least(floor(power(unit(id, 8), 2.6) * {families}), {families} - 1) * {middles}
        + least(floor(power(unit(id, 9), 2.2) * {middles}), {middles} - 1)) * {given}
        + least(floor(power(unit(id, 10), 1.5) * {given}), {given} - 1) as name
from lived;

create table stay as
with counted as (
    select *, least(left_on, {horizon}) - joined as days,
        least(case when pick(id, 11, 100) < 25 then 1 when pick(id, 11, 100) < 60 then 2
                   when pick(id, 11, 100) < 85 then 3 else 4 end,
              1 + (least(left_on, {horizon}) - joined) // 200) as n
    from person
), begun as (
    select id, home, n, j, left_on,
        joined + floor(days * (2 * j + case when j = 0 then 0 else unit(id, 20 + j) end) / (2 * n))::integer
            as valid_from
    from counted, unnest(range(n)) t(j)
), placed as (
    select *, case
        when j = n - 1 then home
        when pick(id, 30 + j, 100) < 88
            then (home + {homes} + pick(id, 40 + j, {near}) - {near} // 2) % {homes}
        else pick(id, 50 + j, {homes}) end as place
    from begun
)
select p.id as member_id, h.id as organization_id, p.valid_from,
    coalesce(lead(p.valid_from) over (partition by p.id order by p.j), p.left_on) as valid_to, p.j, p.n
from placed p join home h on h.n = p.place
order by member_id, valid_from;
"""

# As committees keep the cap on the highest level, one in ten of each group has it at most; who has no rating
# at all belongs to a few whole cells.
_RATINGS_OF_A_YEAR = """
insert into rating
select {year}, s.member_id, s.organization_id,
    case when place <= size // 10 then 'excellent' when draw < 885 then 'good'
         when draw < 955 then 'completed' when draw < 962 then 'failed' else 'not_rated' end,
    case when place <= size // 10 or draw < 962 then '' when draw < 985 then 'exempt'
         when draw < 992 then 'under_six_months' when draw < 996 then 'long_absence' else 'not_yet' end
from (
    select *, pick(member_id, {year}, 1000) as draw, count(*) over (partition by organization_id) as size,
        row_number() over (partition by organization_id order by member_id) as place
    from stay
    where valid_from <= {day} and valid_to > {day} and pick(organization_id, {year}, 1000) > 0
) s
order by s.member_id
"""

_ORGANIZATION_RATINGS = """
create table organization_rating as
select y::integer as year, id as organization_id,
    case when place <= size // 10 then 'excellent' when draw < 880 then 'good'
         when draw < 985 then 'completed' when draw < 992 then 'failed' else 'not_rated' end as level,
    case when place <= size // 10 or draw < 992 then '' else 'newly_founded' end as reason
from (
    select y, p.id, pick(p.id, y, 1000) as draw,
        count(*) over (partition by y, p.parent_id) as size,
        row_number() over (partition by y, p.parent_id order by p.id) as place
    from (select y, make_date(y, {month}, {day}) as on_day from range({first_year},
        {last_year} + 1) t(y)) years
    join (select * from parent where id >= {first_grassroots}) p
        on p.valid_from <= on_day and p.valid_to > on_day
)
order by 1, 2
"""


class Nation:
    """The rows, in a file of DuckDB beside the database: what is loaded, and what it is measured against."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        self.shape = shape
        self.folder = folder
        self.duck = duckdb.connect(str(folder / "nation.duckdb"))
        self.duck.execute("set threads = 2; set memory_limit = '6GB'; set preserve_insertion_order = true")
        self.duck.execute(f"set temp_directory = '{folder / 'duckdb-spill'}'")

    def make(self) -> None:
        """Make all rows."""
        names = self.folder / "names.csv"
        numbers = write_names(names)
        self.duck.execute(
            "create table name as select * from read_csv(?, header = false, columns = {'sex': 'varchar', "
            "'number': 'bigint', 'full_name': 'varchar', 'name_key': 'varchar', 'folded_id': 'bigint', "
            "'folded': 'varchar'})",
            [str(names)],
        )
        names.unlink()
        self._make_districts()
        known: dict[str, Any] = self._numbers()
        self.duck.execute(_PLACES.format(**known))
        (homes,) = self.duck.execute("select count(*) from home").fetchone() or (0,)
        known |= {"homes": homes, "near": max(2, min(4000, homes // 20)), **numbers}
        self.duck.execute(_PEOPLE.format(**known))
        self._make_ratings(known)

    def _make_districts(self) -> None:
        provinces = self.shape.province_of_district()
        self.duck.execute("create table district (id bigint, n bigint, province int, province_after int)")
        self.duck.executemany(
            "insert into district values (?, ?, ?, ?)",
            [
                (self.shape.first_district + n, n, province, province_after(province))
                for n, province in enumerate(provinces)
            ],
        )

    def _make_ratings(self, known: dict[str, Any]) -> None:
        self.duck.execute(
            "create table rating (year smallint, member_id bigint, cell_id bigint, level varchar, "
            "reason varchar)"
        )
        for year in YEARS:
            self.duck.execute(_RATINGS_OF_A_YEAR.format(year=year, day=rated_on(year)))
        month, day = RATED_ON
        self.duck.execute(
            _ORGANIZATION_RATINGS.format(
                **known, first_year=YEARS[0], last_year=YEARS[-1], month=month, day=day
            )
        )

    def _numbers(self) -> dict[str, Any]:
        shape = self.shape
        return {
            "root": ROOT,
            "before": PROVINCES_BEFORE,
            "after": PROVINCES_AFTER,
            "districts": shape.districts,
            "communes": shape.communes,
            "grassroots": shape.grassroots,
            "cells": shape.cells,
            "persons": shape.persons,
            "first_district": shape.first_district,
            "first_commune": shape.first_commune,
            "first_grassroots": shape.first_grassroots,
            "first_cell": shape.first_cell,
            "founded": f"DATE '{FOUNDED}'",
            "reform": f"DATE '{REFORM}'",
            "horizon": f"DATE '{HORIZON}'",
            "forever": _FOREVER,
            "recent_days": (HORIZON - FOUNDED.replace(year=2016, month=1, day=1)).days,
        }


def rated_on(year: int) -> str:
    """Return the day of the ratings of a year, as SQL."""
    month, day = RATED_ON
    return f"date '{year}-{month}-{day}'"
