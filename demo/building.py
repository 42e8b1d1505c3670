"""The organisations of a committee: communes with villages, agencies, schools, forces, enterprises."""

from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from typing import Any

import yaml

from demo.chance import shared_out
from demo.names import DATA
from demo.tree import Organization, Tree

_LARGEST_TARGET = 66.0
_SMALLEST_TARGET = 5.0


@cache
def _read(file: str) -> Any:
    return yaml.safe_load((DATA / file).read_text(encoding="utf-8"))


def place_list(key: str) -> dict[str, Any]:
    """Return the districts and communes of one province."""
    found: dict[str, Any] = _read("places.yaml")[key]
    return found


@dataclass(slots=True)
class Builder:
    """Adds organisations to a tree; `village`, `quarter` are the words of the region for their cells."""

    tree: Tree
    random: Random
    begin: int
    village: str
    quarter: str

    def district(self, code: str, name: str, kind: str = "district", **more: Any) -> Organization:
        return self.tree.add(
            Organization(f"{self.tree.root.code}.{code}", name, kind, self.begin, self.tree.root, **more)
        )

    def child(self, parent: Organization, number: str, name: str, kind: str, **more: Any) -> Organization:
        more.setdefault("start", parent.start)
        more.setdefault("place", parent.place)
        more.setdefault("minority_share", parent.minority_share)
        return self.tree.add(Organization(f"{parent.code}.{number}", name, kind, parent=parent, **more))

    # ---- communes

    def communes(
        self, district: Organization, listed: dict[str, Any], villages: int, first: int = 1
    ) -> list[Organization]:
        """Add the organisations of wards, townships and communes with so many villages in all."""
        units = [
            (word, sector, name)
            for key, word, sector in (
                ("wards", "phường", "ward_unit"),
                ("townships", "thị trấn", "township"),
                ("communes", "xã", "commune_unit"),
            )
            for name in listed.get(key, [])
        ]
        numbers = shared_out(villages, [self.random.uniform(0.7, 1.35) for _ in units])
        made = []
        for place, ((word, sector, name), number) in enumerate(zip(units, numbers, strict=True)):
            commune = self.child(
                district,
                f"{first + place:03d}",
                f"Đảng bộ {word} {name}",
                "grassroots_committee",
                sector=sector,
            )
            self._villages(commune, number, urban=sector != "commune_unit")
            self._commune_offices(commune, f"{word} {name}", name)
            made.append(commune)
        return made

    def _villages(self, commune: Organization, number: int, *, urban: bool) -> None:
        data = _read("agencies.yaml")["villages"]
        names = [f"{first} {second}" for first, second in product(data["first"], data["second"])]
        chosen = self.random.sample(names, number)
        for place in range(number):
            name = f"Chi bộ {self.quarter} {place + 1}" if urban else f"Chi bộ {self.village} {chosen[place]}"
            target = min(60.0, max(7.0, self.random.lognormvariate(3.18, 0.38)))
            self.child(commune, f"{place + 1:02d}", name, "cell", setting="village", target=target)

    def _commune_offices(self, commune: Organization, whole: str, name: str) -> None:
        offices = (
            (f"Chi bộ Cơ quan {whole}", "office", 22),
            (f"Chi bộ Trường Tiểu học {name}", "school", 13),
            (f"Chi bộ Trường THCS {name}", "school", 13),
        )
        for place, (title, setting, size) in enumerate(offices):
            target = self.random.uniform(0.7, 1.3) * size
            self.child(commune, f"{81 + place}", title, "cell", setting=setting, target=target)

    # ---- agencies and forces

    def agency(
        self, parent: Organization, number: int, template: list[Any], words: dict[str, str]
    ) -> Organization:
        """Add one agency's organisation: a grassroots cell, or a grassroots committee with its cells."""
        name, sector, setting = template[0].format(**words), template[1], template[2]
        cells = template[3] if len(template) > 3 else 0
        kind = "grassroots_committee" if cells else "grassroots_cell"
        more: dict[str, Any] = {"sector": sector, "setting": setting}
        if not cells:
            more["target"] = self.random.uniform(6, 26)
        agency = self.child(parent, f"{number:03d}", name, kind, **more)
        below = agency
        if cells >= 9:
            title = name.removeprefix("Đảng bộ ")
            below = self.child(
                agency, "50", f"Đảng bộ bộ phận khối chuyên môn {title}", "sectional_committee"
            )
        for place in range(cells):
            target = self.random.uniform(11, 24) if cells < 9 else self.random.uniform(9, 20)
            parent_of_cell = below if place >= cells // 2 else agency
            title = f"Chi bộ {place + 1} {name.removeprefix('Đảng bộ ')}"
            self.child(parent_of_cell, f"{place + 1:02d}", title, "cell", setting=setting, target=target)
        return agency

    def agencies(self, district: Organization, first: int, number: int, *, name: str) -> list[Organization]:
        """Add the first so many agencies of a district."""
        bare = name.split(" ", 1)[1] if name.startswith("huyện ") else name.removeprefix("thành phố ")
        words = {"d": name, "s": bare, "u": "Huyện ủy" if name.startswith("huyện ") else "Thành ủy"}
        templates = _read("agencies.yaml")["district"][:number]
        return [self.agency(district, first + place, one, words) for place, one in enumerate(templates)]

    def offices_of_province(self, bloc: Organization, number: int) -> list[Organization]:
        templates = [
            [f"{'Đảng bộ' if len(one) > 3 else 'Chi bộ'} {one[0]}", *one[1:]]
            for one in _read("agencies.yaml")["province"][:number]
        ]
        return [self.agency(bloc, place + 1, one, {}) for place, one in enumerate(templates)]

    def enterprises(self, bloc: Organization, first: int, number: int) -> list[Organization]:
        data = _read("agencies.yaml")["enterprise"]
        firms = [
            (f"{form} {trade} {name}", sector)
            for (form, sector), trade, name in product(data["forms"], data["trades"], data["names"])
        ]
        made: list[Organization] = []
        seen: set[str] = set()
        for name, sector in self.random.sample(firms, number * 3):
            if name in seen or len(made) == number:
                continue
            seen.add(name)
            cells = self.random.choice((0, 0, 0, 3, 4, 5))
            title = f"{'Đảng bộ' if cells else 'Chi bộ'} {name}"
            template = [title, sector, "enterprise", *([cells] if cells else [])]
            made.append(self.agency(bloc, first + len(made), template, {}))
        return made

    def forces(self, bloc: Organization, number: int, *, sector: str, word: str) -> list[Organization]:
        made = []
        for place in range(number):
            cells = self.random.choice((0, 4, 5, 6, 7))
            title = f"{'Đảng bộ' if cells else 'Chi bộ'} {word} số {place + 1}"
            made.append(
                self.agency(bloc, place + 1, [title, sector, sector, *([cells] if cells else [])], {})
            )
        return made


def scale_targets(cells: list[Organization], total: int) -> None:
    """Stretch the planned sizes of the cells so that together they hold so many members."""
    for _ in range(12):
        factor = total / sum(cell.target for cell in cells)
        for cell in cells:
            cell.target = min(_LARGEST_TARGET, max(_SMALLEST_TARGET, cell.target * factor))
