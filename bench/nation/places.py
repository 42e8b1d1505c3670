"""Members under a place on a day, now and a year ago, against DuckDB over the same rows and the same tree."""

from datetime import date

from django.db import connection

from bench.lines import Line, Paper, medians_in_turn
from bench.nation.rows import Nation
from dangvu.members.selectors import count_under

TODAY = date(2026, 6, 30)
A_YEAR_AGO = date(2025, 6, 29)

_DUCK = """
    select count(*) from link l join stay s on s.organization_id = l.descendant_id
    where l.ancestor_id = ? and l.valid_from <= ? and l.valid_to > ?
      and s.valid_from <= ? and s.valid_to > ?
"""
_SAMPLE = """
    select k.organization_id, count(*) from organizations_organizationkind k
    join organizations_organizationlink l on l.ancestor_id = k.organization_id
         and l.valid_from <= %(day)s and l.valid_to > %(day)s
    where k.kind = any(%(kinds)s) and k.valid_from <= %(day)s and k.valid_to > %(day)s
    group by 1 order by 2, 1
"""


def sample(day: date, *kinds: str) -> list[int]:
    """Return organisations of these kinds, the smallest first."""
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE, {"day": day, "kinds": list(kinds)})
        return [row[0] for row in cursor.fetchall()]


def measure(nation: Nation, paper: Paper) -> None:
    """Count the members of the nation, its largest and a middling province, a commune and a cell."""
    provinces = sample(TODAY, "province")
    cells = sample(TODAY, "cell")
    communes = sample(TODAY, "commune")
    places = [
        ("chi bộ", cells[len(cells) // 2], None),
        ("xã", communes[len(communes) // 2], None),
        ("tỉnh vừa", provinces[len(provinces) // 2], 3.0),
        ("tỉnh lớn nhất", provinces[-1], 3.0),
        ("cả nước", 1, 25.0),
    ]
    for name, place, most_ratio in places:
        for day, word in ((TODAY, "hôm nay"), (A_YEAR_AGO, "một năm trước")):
            found: dict[str, int] = {}

            def ours(place: int = place, day: date = day, found: dict[str, int] = found) -> None:
                found["ours"] = count_under(place, day)

            def theirs(place: int = place, day: date = day, found: dict[str, int] = found) -> None:
                row = nation.duck.execute(_DUCK, [place, day, day, day, day]).fetchone()
                found["theirs"] = row[0] if row else -1

            figure, baseline = medians_in_turn([ours, theirs], 5)
            equal = "" if found["ours"] == found["theirs"] else f", KHÁC DuckDB: {found['theirs']}"
            paper.add(
                Line(
                    f"đảng viên của {name}, {word}",
                    figure,
                    baseline=baseline,
                    most_ratio=most_ratio,
                    note=f"{found['ours']:,} người; so với DuckDB{equal}",
                )
            )
