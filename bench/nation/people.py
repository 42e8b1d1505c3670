"""The first page of members under places of every size, and the search by name, at national size."""

from functools import partial

from bench.lines import Line, Paper, median, p95
from bench.nation.places import A_YEAR_AGO, TODAY, sample
from bench.nation.rows import Nation
from bench.searching import names_under, parts, prefixes, times, with_mistakes
from dangvu.members.selectors import list_members


def measure(nation: Nation, paper: Paper) -> None:
    """Measure pages and searches."""
    _pages(paper)
    _searches(paper)


def _pages(paper: Paper) -> None:
    kinds = {
        "chi bộ": ["cell"],
        "tổ chức cơ sở": ["grassroots_committee"],
        "xã": ["commune"],
        "tỉnh": ["province"],
        "cả nước": ["central"],
    }
    for name, asked in kinds.items():
        found = sample(TODAY, *asked)
        chosen = sorted({found[len(found) * part // 12] for part in range(12)} | {found[-1]})
        times = {(one, TODAY): median(partial(list_members, one, TODAY), 5) for one in chosen}
        worst = max(times, key=lambda one: times[one])
        paper.add(
            Line(
                f"trang đầu 50 người, {name} chậm nhất", times[worst], most=20, note=f"tổ chức số {worst[0]}"
            )
        )
    past = median(lambda: list_members(1, A_YEAR_AGO), 5)
    paper.add(Line("trang đầu 50 người, cả nước, một năm trước", past, most=20))


def _searches(paper: Paper) -> None:
    provinces = sample(TODAY, "province")
    for word, place in (("cả nước", 1), ("tỉnh vừa", provinces[len(provinces) // 2]), ("mọi hồ sơ", None)):
        names = names_under(place or 1, TODAY)
        prefix = times(prefixes(names), place, TODAY)
        paper.add(Line(f"tìm theo phần đầu của tên, p95, {word}", p95(prefix), most=50))
        paper.add(
            Line(
                f"tìm theo phần bất kỳ của tên, p95, {word}",
                p95(times(parts(names), place, TODAY)),
                baseline=p95(prefix),
                most=50,
                note="so với tìm theo phần đầu",
            )
        )
        mistyped = times(with_mistakes(names)[:40], place, TODAY)
        paper.add(
            Line(f"tìm tên gõ sai một chữ, p95, {word}", p95(mistyped), note="chỉ sau khi không thấy ai")
        )
