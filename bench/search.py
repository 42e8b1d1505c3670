"""Search by any part of a name in a province, against search by its beginning."""

from datetime import date
from pathlib import Path

from bench.lines import Line, Paper, p95
from bench.province import CODE
from bench.searching import names_under, parts, prefixes, times, with_mistakes
from dangvu.organizations.selectors import organization_by_code

_DAY = date(2019, 12, 31)


def measure(package: Path, paper: Paper) -> None:
    """Measure two hundred searches of each sort."""
    place = organization_by_code(CODE).pk
    names = names_under(place, _DAY)
    beginning = p95(times(prefixes(names), place, _DAY))
    anywhere = p95(times(parts(names), place, _DAY))
    paper.add(Line("tìm theo phần đầu của tên, p95", beginning))
    paper.add(
        Line(
            "tìm theo phần bất kỳ của tên, p95",
            anywhere,
            baseline=beginning,
            most=10,
            most_ratio=3,
            note="so với tìm theo phần đầu",
        )
    )
    mistyped = p95(times(with_mistakes(names)[:40], place, _DAY))
    paper.add(Line("tìm tên gõ sai một chữ, p95", mistyped, note="chỉ sau khi không thấy ai"))
