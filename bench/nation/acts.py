"""A second reform of more than ten thousand acts in one file: preview, apply, undo, every table as before.

Every two communes of a district become one new commune (their parts move), thousands of cells merge into a
cell beside them (their members go on there), others change their committee, committees are renamed.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from bench.lines import Line, Paper, milliseconds, peak_memory
from bench.nation.rows import Nation
from bench.nation.shape import HORIZON, Shape
from dangvu.access.services import actor_of_os_user
from dangvu.reorganizations.rules import FormalAct
from dangvu.reorganizations.services.apply import apply_acts, preview
from dangvu.reorganizations.services.take_back import take_back

_DECIDED = date(2026, 6, 16)
_MOST_MINUTES = 10.0
#: Every so many committees have two of their cells merged, the next one's cell moved, the next one renamed.
_STEP = 9
_TABLES = (
    "organizations_organization",
    "organizations_organizationname",
    "organizations_organizationkind",
    "organizations_organizationparent",
    "organizations_organizationlink",
    "organizations_succession",
    "members_membership",
    "members_post",
    "members_civicpost",
    "reviews_ratingcounter",
)
_HASH = """
    select count(*), coalesce(sum(hashtextextended((to_jsonb(t) - %s)::text, 0)), 0) from {} t
"""
_COMMITTEES = """
    select whole.code, array_agg(part.code order by part.code)
    from organizations_organizationkind k
    join organizations_organization whole on whole.id = k.organization_id
    join organizations_organizationparent p on p.parent_id = whole.id and p.valid_to > %(on)s
    join organizations_organization part on part.id = p.organization_id
    where k.kind = 'grassroots_committee' and k.valid_to > %(on)s
    group by whole.id having count(*) >= 3 order by whole.id
"""


def measure(nation: Nation, paper: Paper) -> None:
    """Preview, apply and take back, with a hash of every row before and after."""
    acts = list(_acts(nation.shape))
    actor = actor_of_os_user()
    before = _hashes()
    shown = milliseconds(lambda: preview(acts)) / 60_000
    done = []
    today = date.today()
    applied = milliseconds(lambda: done.append(apply_acts(acts, actor=actor, on=today, name="acts.csv")))
    file, seen = done[0]
    different = sum(one != other for one, other in zip(before, _hashes(), strict=True))
    undone = milliseconds(lambda: take_back(file, actor=actor, on=today)) / 60_000
    left = [table for table, one, other in zip(_TABLES, before, _hashes(), strict=True) if one != other]
    note = f"{len(acts):,} việc; {len(seen.moves):,} tổ chức, {len(seen.member_moves):,} đảng viên"
    paper.add(Line("xem trước một tệp sắp xếp", shown, "phút", most=_MOST_MINUTES, note=note))
    paper.add(Line("áp dụng tệp đó", applied / 60_000, "phút", most=_MOST_MINUTES))
    paper.add(Line("thu hồi tệp đó", undone, "phút", most=_MOST_MINUTES))
    note = f"{', '.join(left) or 'mọi dòng như cũ'}; sau khi áp dụng có {different} bảng khác"
    paper.add(Line("bảng khác trước sau khi thu hồi", len(left), "bảng", most=0, note=note))
    paper.add(Line("bộ nhớ khi sắp xếp", peak_memory(), "MB"))


def _acts(shape: Shape) -> Iterator[FormalAct]:
    with connection.cursor() as cursor:
        cursor.execute(_COMMITTEES, {"on": HORIZON})
        committees = cursor.fetchall()
    wanted = [*_communes(shape), *_below(committees)]
    for order, (act, code, others) in enumerate(wanted, 1):
        yield FormalAct(order, act, code, HORIZON, "1-NQ/TW", _DECIDED, "TW", **others)


def _communes(shape: Shape) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Communes of one district stand `districts` numbers apart; all have one province above them."""
    parents = _parents_of_communes(shape)
    for first in range(shape.districts):
        numbers = range(first, shape.communes, shape.districts)
        for one, other in zip(numbers[::2], numbers[1::2], strict=False):
            new = {"successor_code": f"X{one}"}
            codes = [f"N{shape.first_commune + number}" for number in (one, other)]
            described = {"name": f"Đảng bộ xã mới {one}", "kind": "commune", "parent_code": parents[codes[0]]}
            yield "merge", codes[0], {**new, **described}
            yield "merge", codes[1], new


def _parents_of_communes(shape: Shape) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select part.code, whole.code from organizations_organizationparent p "
            "join organizations_organization part on part.id = p.organization_id "
            "join organizations_organization whole on whole.id = p.parent_id "
            "where part.id >= %s and part.id < %s and p.valid_to > %s",
            [shape.first_commune, shape.first_grassroots, HORIZON],
        )
        return dict(cursor.fetchall())


def _below(committees: list[tuple[str, list[str]]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for place, (code, cells) in enumerate(committees):
        if place % _STEP in (0, 1):
            yield "merge", cells[0], {"successor_code": cells[1]}
        elif place % _STEP == 2:
            yield "move", cells[0], {"parent_code": committees[place - 1][0]}
        elif place % _STEP == 3:
            yield "rename", code, {"name": f"Đảng bộ cơ sở đổi tên {place}"}


def _hashes() -> list[tuple[int, int]]:
    found = []
    with connection.cursor() as cursor:
        for table in _TABLES:
            # Links are derived: taken back, they are the same rows under other numbers.
            cursor.execute(_HASH.format(table), ["id" if table.endswith("link") else ""])
            found.append(cursor.fetchone())
    return found
