"""The province of Kiên Giang (91): 62,643 members on 30 September 2022, 1,451 admitted in nine months."""

from random import Random

from demo.building import Builder, place_list, scale_targets
from demo.casework import discipline, expel_by_decision, inspect, ordinary_contents
from demo.chance import Weighted, chance, shared_out
from demo.civic import fill_villages
from demo.committee import Committee
from demo.days import day, iso, new_year
from demo.events import Merger, Stretch
from demo.history import History
from demo.people import Country, Makers, Person
from demo.posts import fill_posts
from demo.ratings import Shares, Year
from demo.residence import keep_links
from demo.statuses import exempt_the_old, suspend_some
from demo.tree import Organization, Tree

_BEGIN = day("2018-01-01")
_END = day("2022-10-01")
_INITIAL = 57_980
_MEMBERS = 62_643
_VILLAGES = 957
_MERGED_VILLAGES = 26
_AGENCIES = 24

#: Stretches: until, admitted, members at the end. The nine months of 2021 and of 2022 are the published ones.
_STRETCHES = (
    ("2019-01-01", 1_935, 58_990),
    ("2020-01-01", 1_862, 59_870),
    ("2021-01-01", 1_790, 60_690),
    ("2021-10-01", 1_344, 61_250),
    ("2022-01-01", 421, 61_610),
    ("2022-10-01", 1_451, _MEMBERS),
)
_LEVELS = Shares(excellent=113, completed=92, failed=6)
_DISCIPLINE_2022 = {"reprimand": 77, "warning": 22, "dismissal": 3, "expulsion": 2}
#: Of the 104 decisions so many concern prohibited acts or population policy, by form.
_NAMED_CONTENTS_2022 = {"reprimand": 55, "warning": 12, "dismissal": 1, "expulsion": 0}
_SOURCE = "Số giả định của dữ liệu mẫu"


def build_kiengiang() -> Committee:
    """Return the committee of the province with its record from 2018 to 30 September 2022."""
    tree = _organizations()
    random = chance("kiengiang", "plan")
    mergers = _merge_villages(tree, random)
    makers = Makers(_country(), chance("kiengiang", "people"))
    history = History(tree, makers, chance("kiengiang", "history"), begin=_BEGIN)
    history.begin_with(_INITIAL)
    start = _BEGIN
    for until, admitted, closing in _STRETCHES:
        history.play(_stretch(start, day(until), admitted, closing), (), mergers)
        start = day(until)
    _phu_quoc_becomes_a_city(tree)
    committee = Committee(
        name="kiengiang",
        title="Đảng bộ tỉnh Kiên Giang (dữ liệu mẫu)",
        tree=tree,
        people=makers.made,
        begin=_BEGIN,
        end=_END,
        file_symbol="XY",
        card_prefix="91",
        card_first=0,
    )
    _record(committee)
    return committee


def _country() -> Country:
    homes = [
        (f"{word} {name}, {district['name']}, tỉnh Kiên Giang", 1.0)
        for district in place_list("kiengiang")["districts"]
        for word, key in (("phường", "wards"), ("thị trấn", "townships"), ("xã", "communes"))
        for name in district.get(key, [])
    ]
    away = [
        (f"tỉnh {name}", 4.0)
        for name in ("An Giang", "Cà Mau", "Bạc Liêu", "Hậu Giang", "Nam Định", "Hải Dương")
    ]
    return Country(
        prefix="KG",
        region="south",
        minorities=Weighted.of(place_list("kiengiang")["minorities"]),
        faiths=Weighted(
            [
                ("Không", 880),
                ("Phật giáo", 52),
                ("Công giáo", 20),
                ("Phật giáo Hòa hảo", 12),
                ("Cao đài", 5),
                ("Tin lành", 1),
                ("", 30),
            ]
        ),
        home_towns=Weighted(homes + away),
        first_identity=600_001,
    )


# ---- the tree


def _organizations() -> Tree:
    root = Organization("91", "Đảng bộ tỉnh Kiên Giang", "province", _BEGIN, place="91")
    tree = Tree(root)
    tree.add(root)
    builder = Builder(tree, chance("kiengiang", "tree"), _BEGIN, "ấp", "khu phố")
    listed = place_list("kiengiang")["districts"]
    sizes = [sum(len(one.get(key, [])) for key in ("wards", "townships", "communes")) for one in listed]
    for one, villages in zip(listed, shared_out(_VILLAGES, [float(size) for size in sizes]), strict=True):
        code, name = one["code"], one["name"]
        district = builder.district(code, f"Đảng bộ {name}", place=code, minority_share=one["minority_share"])
        communes = builder.communes(district, one, villages)
        builder.agencies(district, len(communes) + 1, _AGENCIES, name=name)
    bloc = builder.district(
        "801",
        "Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh",
        "directly_subordinate",
        place="801",
        minority_share=0.05,
    )
    offices = builder.offices_of_province(bloc, 64)
    builder.enterprises(bloc, len(offices) + 1, 34)
    for code, name, number, sector in (
        ("803", "Đảng bộ Quân sự tỉnh", 20, "army"),
        ("804", "Đảng bộ Công an tỉnh", 34, "police"),
        ("805", "Đảng bộ Bộ đội Biên phòng tỉnh", 22, "army"),
    ):
        force = builder.district(code, name, "directly_subordinate", place=code, minority_share=0.06)
        builder.forces(force, number, sector=sector, word="Cơ quan, đơn vị")
    scale_targets(tree.cells(), _MEMBERS)
    return tree


def _merge_villages(tree: Tree, random: Random) -> list[Merger]:
    builder = Builder(tree, random, _BEGIN, "ấp", "khu phố")
    communes = [one for one in tree.grassroots() if not one.setting]
    mergers = []
    for place, commune in enumerate(random.sample(communes, _MERGED_VILLAGES)):
        assert commune.parent is not None
        end = random.randint(day("2019-02-01"), day("2022-07-20"))
        cell = builder.child(
            commune,
            "61",
            f"Chi bộ {'ấp' if commune.sector == 'commune_unit' else 'khu phố'} Kinh {place + 1}",
            "cell",
            setting="village",
            target=random.uniform(8, 14),
            end=end,
        )
        neighbours = [
            one
            for one in tree.cells()
            if one.parent is commune and one.setting == "village" and one is not cell
        ]
        smallest = min(neighbours, key=lambda one: (one.target, one.code))
        mergers.append(Merger(end, cell, smallest, f"{place + 41}-QĐ/{commune.parent.symbol}"))
    return mergers


def _phu_quoc_becomes_a_city(tree: Tree) -> None:
    for one in place_list("kiengiang")["districts"]:
        if "renamed_on" in one:
            district = next(org for org in tree.organizations if org.code == f"91.{one['code']}")
            new, district.name = district.name, f"Đảng bộ {one['earlier_name']}"
            district.rename(new, one["renamed_on"].toordinal())


# ---- the play


def _stretch(start: int, end: int, admitted: int, closing: int) -> Stretch:
    part = (end - start) / 365
    last = end == _END
    return Stretch(
        start=start,
        end=end,
        admitted=admitted,
        struck_off=round(96 * part),
        expelled=2 if last else round(12 * part),
        withdrew=round(9 * part),
        moved=round(2_720 * part),
        transferred_out=round(590 * part),
        quiet=end - (9 if last else 22),
        closing=closing,
    )


# ---- what is recorded about them


def _record(committee: Committee) -> None:
    exempt_the_old(committee)
    suspend_some(committee, 24, day("2019-02-01"), day("2022-04-01"))
    terms = [("2018-02-15", "2020-02-15"), ("2020-02-15", "2022-08-15"), ("2022-08-15", None)]
    fill_posts(committee, [(day(start), day(end) if end else None) for start, end in terms])
    _discipline(committee)
    for year in (2019, 2020, 2021):
        Year(committee, year, _LEVELS).rate()
    fill_villages(committee, since=day("2020-06-01"), on=day("2022-09-30"), members=742, region="south")
    _inspections(committee)
    for year in range(2022, 2026):
        committee.add("targets", ("91", year, "admissions", 1_600, 1_800, ""))
        for indicator in ("organizations_good_or_better", "members_good_or_better"):
            committee.add("targets", ("91", year, indicator, 90, "", "above"))
    for on, population in (("2021-07-01", 1_752_400), ("2022-07-01", 1_755_300)):
        committee.add("organization_populations", ("91", on, population, _SOURCE))
    keep_links(committee, residence=1_300, temporary=110, since=day("2019-01-01"))


def _discipline(committee: Committee) -> None:
    """Decisions of four years; the nine months of 2022 as published, expulsions as memberships ended."""
    expel_by_decision(committee, _contents_of_the_expelled(committee))
    random = committee.random("contents")
    for year in (2019, 2020, 2021):
        for form, number in (("reprimand", 96), ("warning", 31), ("dismissal", 3)):
            contents = ordinary_contents(random, number, prohibited=number // 2)
            discipline(committee, form, new_year(year) + 15, new_year(year) + 335, contents)
    for form in ("dismissal", "warning", "reprimand"):
        number = _DISCIPLINE_2022[form]
        contents = ordinary_contents(random, number, prohibited=_NAMED_CONTENTS_2022[form])
        discipline(committee, form, day("2022-01-10"), day("2022-09-27"), contents)


def _contents_of_the_expelled(committee: Committee) -> dict[Person, str]:
    gone = [person for person in committee.people if person.spells[-1].reason_out == "expelled"]
    recent = [person for person in gone if person.left is not None and person.left >= new_year(2022)]
    if len(recent) != _DISCIPLINE_2022["expulsion"]:
        raise AssertionError(f"{len(recent)} expelled before {iso(committee.end)}")
    return dict.fromkeys(recent, "corruption")


def _inspections(committee: Committee) -> None:
    seen: set[object] = set()
    first, last = day("2022-01-12"), day("2022-09-28")
    inspect(committee, "inspection", first, last, organizations=471, members=5_310, seen=seen)
    inspect(committee, "supervision", first, last, organizations=764 - 471, members=8_885 - 5_310, seen=seen)
    inspect(committee, "signs_of_violation", first, last, organizations=31, members=118, seen=seen)
    before: set[object] = set()
    first, last = day("2021-01-12"), day("2021-12-20")
    inspect(committee, "inspection", first, last, organizations=455, members=5_020, seen=before)
    inspect(committee, "supervision", first, last, organizations=270, members=3_240, seen=before)
    inspect(committee, "signs_of_violation", first, last, organizations=37, members=131, seen=before)
