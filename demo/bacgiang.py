"""The province of Bắc Giang (24): 43,306 members in 1997, 53,800 admitted since, 85,659 in 2019."""

from demo.bacgiang_tree import (
    BEGIN,
    COMMUNES_MERGED_ON,
    MEMBERS,
    VILLAGES,
    found_later,
    merge_communes,
    merge_villages,
    organizations,
)
from demo.building import place_list
from demo.casework import discipline, expel_by_decision, inspect, ordinary_contents
from demo.chance import Weighted, chance, shared_out
from demo.civic import fill_villages
from demo.committee import Committee
from demo.days import day, new_year, year_of
from demo.events import Stretch
from demo.history import History
from demo.people import Country, Makers
from demo.posts import fill_posts
from demo.ratings import Shares, Year
from demo.residence import keep_links
from demo.statuses import exempt_the_old, suspend_some

_END = day("2020-11-01")
_INITIAL = 43_306
_ADMITTED = 53_800
_HEADS_WHO_ARE_MEMBERS = 1_496

#: Levels of the grassroots organisations of 2019 by deciding committee: excellent, good, completed. Seven
#: of them go beyond a fifth of the good ones; together they are 157 + 588 + 45 = 790.
_LEVELS_2019 = {
    "24.213": (13, 40, 3),
    "24.223": (9, 47, 4),
    "24.217": (14, 38, 3),
    "24.218": (10, 50, 2),
    "24.219": (15, 46, 5),
    "24.220": (8, 41, 4),
    "24.216": (15, 38, 3),
    "24.222": (12, 38, 3),
    "24.221": (8, 40, 3),
    "24.215": (7, 41, 4),
    "24.801": (20, 50, 2),
    "24.802": (13, 74, 5),
    "24.803": (3, 18, 1),
    "24.804": (10, 27, 3),
}
_MEMBER_LEVELS = {
    2017: Shares(excellent=112, completed=121, failed=6),
    2018: Shares(excellent=116, completed=114, failed=7),
    2019: Shares(excellent=119, completed=108, failed=8),
}


def build_bacgiang() -> Committee:
    """Return the committee of the province with its record from 1 January 1997 to October 2020."""
    tree = organizations()
    random = chance("bacgiang", "plan")
    mergers = merge_villages(tree, random)
    foundings = found_later(tree, random)
    makers = Makers(_country(), chance("bacgiang", "people"))
    history = History(tree, makers, chance("bacgiang", "history"), begin=BEGIN)
    history.begin_with(_INITIAL)
    admitted = shared_out(_ADMITTED, [1.0 + 0.035 * year + 0.12 * random.random() for year in range(23)])
    closing = _INITIAL
    for place, number in enumerate(admitted):
        closing += shared_out(MEMBERS - _INITIAL, [float(one) for one in admitted])[place]
        history.play(_year(1997 + place, number, closing), foundings, mergers)
    merge_communes(tree, random)
    history.play(_last_stretch(), foundings, mergers)
    committee = Committee(
        name="bacgiang",
        title="Đảng bộ tỉnh Bắc Giang (dữ liệu mẫu)",
        tree=tree,
        people=makers.made,
        begin=BEGIN,
        end=_END,
        file_symbol="XX",
        card_prefix="24",
        card_first=0,
    )
    _record(committee)
    return committee


def _country() -> Country:
    districts = place_list("bacgiang")["districts"]
    homes = [
        (f"{word} {name}, {district['name']}, tỉnh Bắc Giang", 1.0)
        for district in districts
        for word, key in (("phường", "wards"), ("thị trấn", "townships"), ("xã", "communes"))
        for name in district.get(key, [])
    ]
    away = [
        (f"tỉnh {name}", 5.0)
        for name in ("Bắc Ninh", "Thái Nguyên", "Lạng Sơn", "Hải Dương", "Thái Bình", "Nam Định")
    ]
    return Country(
        prefix="BG",
        region="north",
        minorities=Weighted.of(place_list("bacgiang")["minorities"]),
        faiths=Weighted([("Không", 955), ("Công giáo", 11), ("Phật giáo", 4), ("", 30)]),
        home_towns=Weighted(homes + away),
        first_identity=1,
    )


# ---- the play


def _year(year: int, admitted: int, closing: int) -> Stretch:
    opening = 43_000 + (year - 1997) * 1_850
    return Stretch(
        start=new_year(year),
        end=new_year(year + 1),
        admitted=admitted,
        struck_off=opening // 700,
        expelled=opening // 4_500,
        withdrew=opening // 6_000,
        moved=int(opening * 0.034),
        transferred_out=int(opening * 0.0095),
        quiet=new_year(year + 1) - 22,
        closing=closing,
    )


def _last_stretch() -> Stretch:
    return Stretch(
        start=COMMUNES_MERGED_ON,
        end=_END,
        admitted=1_870,
        struck_off=96,
        expelled=14,
        withdrew=10,
        moved=2_640,
        transferred_out=640,
        quiet=_END - 8,
        arrived=820,
    )


# ---- what is recorded about them


def _record(committee: Committee) -> None:
    exempt_the_old(committee)
    suspend_some(committee, 30, day("2017-01-10"), day("2020-06-01"))
    terms = [
        ("2012-06-15", "2015-03-15"),
        ("2015-03-15", "2017-11-15"),
        ("2017-11-15", "2020-03-15"),
        ("2020-03-15", None),
    ]
    fill_posts(committee, [(day(start), day(end) if end else None) for start, end in terms])
    expel_by_decision(committee)
    random = committee.random("contents")
    for year in (2017, 2018, 2019):
        for form, number in (("reprimand", 150), ("warning", 52), ("dismissal", 5)):
            contents = ordinary_contents(random, number, prohibited=number // 2)
            discipline(committee, form, new_year(year) + 15, new_year(year) + 335, contents)
    for year, shares in _MEMBER_LEVELS.items():
        Year(committee, year, shares, _LEVELS_2019 if year == 2019 else None).rate()
    villages = fill_villages(
        committee,
        since=day("2018-06-15"),
        on=day("2019-12-31"),
        members=_HEADS_WHO_ARE_MEMBERS,
        region="north",
    )
    if villages != VILLAGES:
        raise AssertionError(f"{villages} villages instead of {VILLAGES}")
    _inspections(committee)
    keep_links(committee, residence=1_800, temporary=140, since=day("2012-01-01"))


def _inspections(committee: Committee) -> None:
    """Inspections of three years; those for signs of violation from January to October as published."""
    for year, bases, members in ((2018, 81, 203), (2019, 92, 239), (2020, 114, 284)):
        seen: set[object] = set()
        first, last = new_year(year) + 8, day(f"{year}-10-30")
        inspect(
            committee,
            "signs_of_violation",
            first,
            last,
            organizations=bases,
            members=members,
            seen=seen,
        )
        inspect(committee, "inspection", first, last, organizations=540, members=2_100, seen=seen)
        inspect(committee, "supervision", first, last, organizations=390, members=1_050, seen=seen)
        if year_of(committee.end - 1) > year:
            rest = day(f"{year}-11-05"), day(f"{year}-12-20")
            inspect(committee, "signs_of_violation", *rest, organizations=9, members=31, seen=seen)
            inspect(committee, "inspection", *rest, organizations=60, members=240, seen=seen)
