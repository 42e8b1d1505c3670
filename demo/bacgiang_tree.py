"""The organisations of the province of Bắc Giang: districts, blocs, what is founded and merged when."""

from random import Random

from demo.building import Builder, place_list, scale_targets
from demo.chance import chance, shared_out
from demo.days import day
from demo.events import Founding, Merger
from demo.tree import Organization, Tree

BEGIN = day("1997-01-01")
MEMBERS = 85_659
VILLAGES = 2_125
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
COMMUNES_MERGED_ON = day("2020-01-01")
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
#: Agencies founded in the second half of 2019 are too young to be classified.
_FOUNDED_LATE = ("2019-08-05", "2019-08-26", "2019-09-16", "2019-10-14")


def organizations() -> Tree:
    """Return the organisations of the province, those included that are founded later."""
    root = Organization("24", "Đảng bộ tỉnh Bắc Giang", "province", BEGIN, place="24")
    tree = Tree(root)
    tree.add(root)
    builder = Builder(tree, chance("bacgiang", "tree"), BEGIN, "thôn", "tổ dân phố")
    listed = place_list("bacgiang")["districts"]
    sizes = [sum(len(one.get(key, [])) for key in ("wards", "townships", "communes")) for one in listed]
    late = iter(_FOUNDED_LATE)
    for one, villages in zip(listed, shared_out(VILLAGES, [float(size) for size in sizes]), strict=True):
        code, name = one["code"], one["name"]
        district = builder.district(code, f"Đảng bộ {name}", place=code, minority_share=one["minority_share"])
        communes = builder.communes(district, one, villages)
        more = 1 if code in ("213", "222", "223", "219") else 0
        agencies = builder.agencies(district, len(communes) + 1, _AGENCIES[code] + more, name=name)
        if more:
            _start(tree, agencies[-1], day(next(late)))
    _blocs(builder)
    scale_targets(tree.cells(), MEMBERS)
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


def found_later(tree: Tree, random: Random) -> list[Founding]:
    """Let a part of the agencies, most enterprises and some village cells be founded after 1997."""
    firms = next(one for one in tree.organizations if one.code == "24.802")
    firms.start = _ENTERPRISES_SET_UP_ON
    offices = next(one for one in tree.organizations if one.code == "24.801")
    for base in tree.grassroots():
        if base.start > BEGIN:
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
        if cell.start > BEGIN:
            key = cell.code if cell.setting == "village" else cell.grassroots_on(cell.start).code
            by_base.setdefault(key, Founding(cell.start)).cells.append(cell)
    return list(by_base.values())


def merge_villages(tree: Tree, random: Random) -> list[Merger]:
    """Add villages whose cells go over to a neighbour between 2012 and 2019."""
    builder = Builder(tree, random, BEGIN, "thôn", "tổ dân phố")
    communes = [one for one in tree.grassroots() if not one.setting]
    mergers = []
    for place, commune in enumerate(random.sample(communes, _MERGED_VILLAGES)):
        assert commune.parent is not None
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
        mergers.append(Merger(end, cell, smallest, f"{place % 40 + 101}-QĐ/{commune.parent.symbol}"))
    return mergers


def merge_communes(tree: Tree, random: Random) -> None:
    """Merge neighbouring communes at the turn of the year; their cells and people stay as they are."""
    for code, number in _MERGED_COMMUNES.items():
        communes = [
            one for one in tree.grassroots() if not one.setting and one.parent and one.parent.code == code
        ]
        for place, ended in enumerate(random.sample(communes[1::2], number)):
            into = communes[communes.index(ended) - 1]
            _hand_over(tree, ended, into)
            ended.end = COMMUNES_MERGED_ON
            tree.succeed(ended, into, COMMUNES_MERGED_ON, f"{place + 312}-QĐ/TU")


def _hand_over(tree: Tree, ended: Organization, into: Organization) -> None:
    for cell in tree.organizations:
        if cell.parent is ended and cell.end is None:
            cell.move_to(into, COMMUNES_MERGED_ON)
