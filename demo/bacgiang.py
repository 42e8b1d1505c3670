"""The province of Bắc Giang (24): 43,306 members in 1997, 53,800 admitted since, 85,659 in 2019."""

from random import Random

from demo.building import Builder, place_list, scale_targets
from demo.casework import discipline, expel_by_decision, inspect, ordinary_contents
from demo.chance import Weighted, chance, shared_out
from demo.civic import fill_villages
from demo.committee import Committee
from demo.days import day, new_year, year_of
from demo.history import Founding, History, Merger, Stretch
from demo.people import Country, Makers
from demo.posts import fill_posts
from demo.ratings import Shares, Year
from demo.residence import keep_links
from demo.statuses import exempt_the_old, suspend_some
from demo.tree import Organization, Tree

_BEGIN = day("1997-01-01")
_END = day("2020-11-01")
_INITIAL = 43_306
_ADMITTED = 53_800
_MEMBERS = 85_659
_VILLAGES = 2_125
_HEADS_WHO_ARE_MEMBERS = 1_496
_MERGED_VILLAGES = 64
#: The communes that are merged at the turn of 2019 to 2020, by district: so many end.
_MERGED_COMMUNES = {
    "24.217": 2,
    "24.218": 2,
    "24.219": 2,
    "24.220": 6,
    "24.221": 3,
    "24.215": 2,
    "24.216": 2,
    "24.223": 2,
}
_COMMUNES_MERGED_ON = day("2020-01-01")
_ENTERPRISES_SET_UP_ON = day("2007-05-01")

#: Agencies below each district, besides its communes.
_AGENCIES = {
    "213": 40,
    "223": 34,
    "217": 32,
    "218": 35,
    "219": 36,
    "220": 30,
    "216": 32,
    "222": 34,
    "221": 30,
    "215": 31,
}
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
#: Agencies founded in the second half of 2019 are too young to be classified.
_FOUNDED_LATE = ("2019-08-05", "2019-08-26", "2019-09-16", "2019-10-14")


def build_bacgiang() -> Committee:
    """Return the committee of the province with its record from 1 January 1997 to October 2020."""
    tree = _organizations()
    random = chance("bacgiang", "plan")
    mergers = _merge_villages(tree, random)
    foundings = _found_later(tree, random)
    makers = Makers(_country(), chance("bacgiang", "people"))
    history = History(tree, makers, chance("bacgiang", "history"), begin=_BEGIN)
    history.begin_with(_INITIAL)
    admitted = shared_out(_ADMITTED, [1.0 + 0.035 * year + 0.12 * random.random() for year in range(23)])
    closing = _INITIAL
    for place, number in enumerate(admitted):
        closing += shared_out(_MEMBERS - _INITIAL, [float(one) for one in admitted])[place]
        history.play(_year(1997 + place, number, closing), foundings, mergers)
    _merge_communes(tree, random)
    history.play(_last_stretch(), foundings, mergers)
    committee = Committee(
        name="bacgiang",
        title="Đảng bộ tỉnh Bắc Giang (dữ liệu mẫu)",
        tree=tree,
        people=makers.made,
        begin=_BEGIN,
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


# ---- the tree


def _organizations() -> Tree:
    root = Organization("24", "Đảng bộ tỉnh Bắc Giang", "province", _BEGIN, place="24")
    tree = Tree(root)
    tree.add(root)
    builder = Builder(tree, chance("bacgiang", "tree"), _BEGIN, "thôn", "tổ dân phố")
    listed = place_list("bacgiang")["districts"]
    sizes = [sum(len(one.get(key, [])) for key in ("wards", "townships", "communes")) for one in listed]
    late = iter(_FOUNDED_LATE)
    for one, villages in zip(listed, shared_out(_VILLAGES, [float(size) for size in sizes]), strict=True):
        code, name = one["code"], one["name"]
        district = builder.district(code, f"Đảng bộ {name}", place=code, minority_share=one["minority_share"])
        communes = builder.communes(district, one, villages)
        more = 1 if code in ("213", "222", "223", "219") else 0
        agencies = builder.agencies(district, len(communes) + 1, _AGENCIES[code] + more, name=name)
        if more:
            _start(tree, agencies[-1], day(next(late)))
    _blocs(builder)
    scale_targets(tree.cells(), _MEMBERS)
    return tree


def _blocs(builder: Builder) -> None:
    offices = builder.district(
        "801", "Đảng bộ Khối các cơ quan tỉnh", "directly_subordinate", place="801", minority_share=0.04
    )
    builder.offices_of_province(offices, 72)
    firms = builder.district(
        "802", "Đảng bộ Khối doanh nghiệp tỉnh", "directly_subordinate", place="802", minority_share=0.03
    )
    builder.enterprises(firms, 1, 92)
    army = builder.district(
        "803", "Đảng bộ Quân sự tỉnh", "directly_subordinate", place="803", minority_share=0.06
    )
    builder.forces(army, 22, sector="army", word="Cơ quan, đơn vị")
    police = builder.district(
        "804", "Đảng bộ Công an tỉnh", "directly_subordinate", place="804", minority_share=0.05
    )
    builder.forces(police, 40, sector="police", word="Đơn vị")


def _below(tree: Tree, base: Organization) -> list[Organization]:
    return [one for one in tree.organizations if one is base or one.code.startswith(base.code + ".")]


def _start(tree: Tree, base: Organization, on: int) -> None:
    for one in _below(tree, base):
        one.start = on


def _found_later(tree: Tree, random: Random) -> list[Founding]:
    """Let a part of the agencies, most enterprises and some village cells be founded after 1997."""
    firms = next(one for one in tree.organizations if one.code == "24.802")
    firms.start = _ENTERPRISES_SET_UP_ON
    offices = next(one for one in tree.organizations if one.code == "24.801")
    for base in tree.grassroots():
        if base.start > _BEGIN:
            continue
        likely = 0.55 if base.parent is firms else 0.22 if base.setting else 0.0
        if random.random() < likely:
            _start(tree, base, random.randint(day("1998-02-01"), day("2018-11-20")))
        if base.parent is firms and base.start < firms.start:
            base.parents = [(offices, base.start, firms.start), (firms, firms.start, None)]
    for cell in tree.cells():
        if cell.setting == "village" and cell.end is None and random.random() < 0.09:
            cell.start = random.randint(day("1998-02-01"), day("2010-11-20"))
    by_base: dict[str, Founding] = {}
    for cell in tree.cells():
        if cell.start > _BEGIN:
            key = cell.code if cell.setting == "village" else cell.grassroots_on(cell.start).code
            by_base.setdefault(key, Founding(cell.start)).cells.append(cell)
    return list(by_base.values())


def _merge_villages(tree: Tree, random: Random) -> list[Merger]:
    """Add villages whose cells go over to a neighbour between 2012 and 2019."""
    builder = Builder(tree, random, _BEGIN, "thôn", "tổ dân phố")
    communes = [one for one in tree.grassroots() if not one.setting]
    mergers = []
    for place, commune in enumerate(random.sample(communes, _MERGED_VILLAGES)):
        end = random.randint(day("2012-02-01"), day("2019-10-20"))
        cell = builder.child(
            commune,
            "61",
            f"Chi bộ {'thôn' if commune.sector == 'commune_unit' else 'khu'} Trại {place + 1}",
            "cell",
            setting="village",
            target=random.uniform(7, 15),
            end=end,
        )
        neighbours = [
            one
            for one in tree.cells()
            if one.parent is commune and one.setting == "village" and one is not cell
        ]
        smallest = min(neighbours, key=lambda one: (one.target, one.code))
        mergers.append(Merger(end, cell, smallest, f"{place % 40 + 101}-QĐ/HU"))
    return mergers


def _merge_communes(tree: Tree, random: Random) -> None:
    """Merge neighbouring communes at the turn of the year; their cells and people stay as they are."""
    for code, number in _MERGED_COMMUNES.items():
        communes = [
            one for one in tree.grassroots() if not one.setting and one.parent and one.parent.code == code
        ]
        for place, ended in enumerate(random.sample(communes[1::2], number)):
            into = communes[communes.index(ended) - 1]
            _hand_over(tree, ended, into)
            ended.end = _COMMUNES_MERGED_ON
            tree.succeed(ended, into, _COMMUNES_MERGED_ON, f"{place + 312}-QĐ/TU")


def _hand_over(tree: Tree, ended: Organization, into: Organization) -> None:
    for cell in tree.organizations:
        if cell.parent is ended and cell.end is None:
            cell.move_to(into, _COMMUNES_MERGED_ON)


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
        start=_COMMUNES_MERGED_ON,
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
    if villages != _VILLAGES:
        raise AssertionError(f"{villages} villages instead of {_VILLAGES}")
    _inspections(committee)
    keep_links(committee, residence=1_800, temporary=140, since=day("2012-01-01"))


def _inspections(committee: Committee) -> None:
    """Inspections of three years; those for signs of violation from January to October as published."""
    for year, organizations, members in ((2018, 81, 203), (2019, 92, 239), (2020, 114, 284)):
        seen: set[object] = set()
        first, last = new_year(year) + 8, day(f"{year}-10-30")
        inspect(
            committee,
            "signs_of_violation",
            first,
            last,
            organizations=organizations,
            members=members,
            seen=seen,
        )
        inspect(committee, "inspection", first, last, organizations=540, members=2_100, seen=seen)
        inspect(committee, "supervision", first, last, organizations=390, members=1_050, seen=seen)
        if year_of(committee.end - 1) > year:
            rest = day(f"{year}-11-05"), day(f"{year}-12-20")
            inspect(committee, "signs_of_violation", *rest, organizations=9, members=31, seen=seen)
            inspect(committee, "inspection", *rest, organizations=60, members=240, seen=seen)
