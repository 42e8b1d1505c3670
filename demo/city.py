"""The city of Bắc Giang as a root of its own (213): 38 grassroots organisations, 315 units, 9,832 members."""

from demo.building import Builder, place_list, scale_targets
from demo.casework import discipline, expel_by_decision, inspect, ordinary_contents, screen
from demo.chance import Weighted, chance
from demo.civic import fill_villages
from demo.committee import Committee
from demo.days import day, new_year
from demo.events import Merger, Stretch
from demo.history import History
from demo.people import Country, Makers, Person
from demo.posts import fill_posts
from demo.ratings import Shares, Year
from demo.statuses import exempt_the_old, suspend_some
from demo.tree import Organization, Tree

_BEGIN = day("2015-01-01")
_END = day("2023-05-25")
_INITIAL = 9_050
_MEMBERS = 9_832
_GRASSROOTS = 38
_UNITS = 315
_QUARTERS = 192
_MERGED_QUARTERS = 24
_NAME = "thành phố Bắc Giang"

#: Admissions of each year; the last stretch ends in May 2023.
_ADMITTED = {2015: 232, 2016: 241, 2017: 238, 2018: 247, 2019: 251, 2020: 229, 2021: 236, 2022: 268, 2023: 88}
_LEVELS = Shares(excellent=124, completed=88, failed=6)

#: The screening of 2022: outcome, how many, on which grounds.
_SCREENED = (
    ("progressed", 14, ("failed", "disciplined", "lost_will", "example_setting")),
    ("continue_education", 10, ("failed", "lost_will", "disciplined")),
    ("struck_off", 17, ("absence_or_arrears", "transfer_not_handed_in", "failed_two_years")),
    ("expelled", 4, ("concluded_degradation", "disciplined")),
)


def build_city() -> Committee:
    """Return the committee of the city with its record from 2015 to 24 May 2023."""
    tree = _organizations()
    mergers = _mergers(tree)
    towns = place_list("bacgiang")["districts"][0]
    homes = [
        f"{kind} {name}, {_NAME}"
        for kind, key in (("phường", "wards"), ("xã", "communes"))
        for name in towns[key]
    ]
    country = Country(
        prefix="TP",
        region="north",
        minorities=Weighted.of(place_list("bacgiang")["minorities"]),
        faiths=Weighted([("Không", 960), ("Công giáo", 9), ("Phật giáo", 5), ("", 26)]),
        home_towns=Weighted([(home, 1.0) for home in homes]),
        first_identity=400_001,
    )
    makers = Makers(country, chance("city", "people"))
    history = History(tree, makers, chance("city", "history"), begin=_BEGIN)
    history.begin_with(_INITIAL)
    for stretch in _stretches():
        history.play(stretch, mergers=mergers)
    committee = Committee(
        name="city",
        title="Đảng bộ thành phố Bắc Giang (dữ liệu mẫu)",
        tree=tree,
        people=makers.made,
        begin=_BEGIN,
        end=_END,
        file_symbol="XX",
        card_prefix="24",
        card_first=500_000,
    )
    _record(committee)
    return committee


def _organizations() -> Tree:
    root = Organization(
        "213", "Đảng bộ thành phố Bắc Giang", "district", _BEGIN, place="213", minority_share=0.02
    )
    tree = Tree(root)
    tree.add(root)
    builder = Builder(tree, chance("city", "tree"), _BEGIN, "thôn", "tổ dân phố")
    wards = builder.communes(root, place_list("bacgiang")["districts"][0], _QUARTERS)
    builder.agencies(root, len(wards) + 1, _GRASSROOTS - len(wards), name=_NAME)
    _fit_units(builder, tree)
    _sectional(builder, tree)
    scale_targets(tree.cells(), _MEMBERS)
    _quarters_to_merge(builder, wards)
    return tree


def _fit_units(builder: Builder, tree: Tree) -> None:
    """Add cells of departments to agencies until, with five sectional committees, the units are 315."""
    agencies = [one for one in tree.organizations if one.kind == "grassroots_committee" and one.setting]
    missing = _UNITS - 5 - len(tree.units())
    for place in range(missing):
        agency = agencies[place % len(agencies)]
        number = 1 + sum(one.parent is agency for one in tree.organizations)
        target = builder.random.uniform(11, 24)
        builder.child(
            agency,
            f"{number:02d}",
            f"Chi bộ {number} {agency.name.removeprefix('Đảng bộ ')}",
            "cell",
            setting=agency.setting,
            target=target,
        )


def _sectional(builder: Builder, tree: Tree) -> None:
    """Put the last cells of the five largest agencies under a sectional committee each."""
    agencies = [one for one in tree.organizations if one.kind == "grassroots_committee" and one.setting]
    below = {agency: [one for one in tree.organizations if one.parent is agency] for agency in agencies}
    for agency in sorted(agencies, key=lambda one: (-len(below[one]), one.code))[:5]:
        title = f"Đảng bộ bộ phận khối chuyên môn {agency.name.removeprefix('Đảng bộ ')}"
        section = builder.child(agency, "50", title, "sectional_committee")
        for cell in below[agency][-2:]:
            cell.parent = section
    tree.organizations.sort(key=lambda one: (one.code.count("."), one.code))


def _quarters_to_merge(builder: Builder, wards: list[Organization]) -> None:
    for place in range(_MERGED_QUARTERS):
        ward = wards[place % len(wards)]
        end = day("2018-03-01") + 14 * place + (place // 12) * 400
        target = builder.random.uniform(6, 10)
        builder.child(
            ward,
            f"{61 + place // len(wards)}",
            f"Chi bộ khu dân cư số {place + 1}",
            "cell",
            setting="village",
            target=target,
            end=end,
        )


def _mergers(tree: Tree) -> list[Merger]:
    mergers: list[Merger] = []
    for cell in tree.cells():
        if cell.end is not None:
            neighbours = [one for one in tree.cells() if one.parent is cell.parent and one.end is None]
            smallest = min(
                (one for one in neighbours if one.setting == "village"),
                key=lambda one: (one.target, one.code),
            )
            smallest.target += cell.target
            mergers.append(Merger(cell.end, cell, smallest, f"{len(mergers) + 21}-QĐ/TU"))
    return mergers


def _stretches() -> list[Stretch]:
    made = []
    for year, admitted in _ADMITTED.items():
        last = year == 2023
        end = _END if last else new_year(year + 1)
        screened = year == 2022
        made.append(
            Stretch(
                start=_BEGIN if year == 2015 else new_year(year),
                end=end,
                admitted=admitted,
                struck_off=17 if screened else 4 if last else 9 + year % 5,
                expelled=4 if screened else 0 if last else 1 + year % 2,
                withdrew=1 if last else 2 + year % 3,
                moved=150 if last else 335,
                transferred_out=60 if last else 170,
                quiet=end - 15 if last else end - 22,
                closing=_MEMBERS
                if last
                else round(_INITIAL + (_MEMBERS - 40 - _INITIAL) * (year - 2014) / 8),
            )
        )
    return made


def _record(committee: Committee) -> None:
    tree = committee.tree
    exempt_the_old(committee)
    suspend_some(committee, 8, day("2019-08-01"), day("2022-11-20"))
    fill_posts(
        committee,
        [
            (day("2017-06-15"), day("2020-02-15")),
            (day("2020-02-15"), day("2022-11-15")),
            (day("2022-11-15"), None),
        ],
    )
    _discipline(committee)
    _screen_2022(committee)
    for year in (2020, 2021, 2022):
        Year(committee, year, _LEVELS).rate()
    fill_villages(committee, since=day("2022-06-01"), on=day("2023-05-24"), members=161, region="north")
    for year in (2020, 2021, 2022):
        seen: set[object] = set()
        for kind, organizations, members in (
            ("inspection", 62, 310),
            ("supervision", 40, 160),
            ("signs_of_violation", 6, 19),
        ):
            inspect(
                committee,
                kind,
                new_year(year) + 20,
                new_year(year) + 320,
                organizations=organizations,
                members=members,
                seen=seen,
            )
    assert len(tree.units()) >= _UNITS


def _discipline(committee: Committee) -> None:
    expel_by_decision(committee)
    random = committee.random("contents")
    for year in (2019, 2020, 2021, 2022):
        for form, number in (("reprimand", 18), ("warning", 7)):
            contents = ordinary_contents(random, number, prohibited=number // 2)
            discipline(committee, form, new_year(year) + 15, new_year(year) + 330, contents)


def _screen_2022(committee: Committee) -> None:
    """Write the 45 cases: all who were struck off or expelled in 2022, and 24 who stayed."""
    random = committee.random("screening")
    first, last = new_year(2022), new_year(2023)
    waiting: list[Person] = []
    for outcome, number, grounds in _SCREENED:
        if outcome in ("struck_off", "expelled"):
            people = [
                person
                for person in committee.people
                if person.spells[-1].reason_out == outcome
                and person.left is not None
                and first <= person.left < last
            ]
            if len(people) != number:
                raise AssertionError(f"{outcome}: {len(people)} left in 2022, {number} were screened out")
        else:
            people = []
            while len(people) < number:
                person = random.choice(committee.people)
                stays = person.left is None and person.cell_on(first) is not None and person.full < first
                if (
                    stays
                    and person not in waiting
                    and person not in people
                    and not committee.is_exempt(person, last)
                ):
                    people.append(person)
        waiting += people
        for person in people:
            on = person.left if person.left is not None else last - random.randint(12, 60)
            listed = min(first + random.randint(5, 75), on - 5)
            screen(committee, 2022, person, random.choice(grounds), max(first, listed), outcome, on)
