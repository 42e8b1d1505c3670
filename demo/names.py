"""Vietnamese names as frequent as they are, by sex, year of birth, ethnic group and part of the country."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from demo.chance import Weighted

DATA = Path(__file__).parent / "data"
#: Ethnic groups of the Khmer tongue have given names of their own in about half of the cases.
_KHMER = "Khơ-me"


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((DATA / "names.yaml").read_text(encoding="utf-8"))
    return data


@cache
def _family(group: str) -> Weighted[str]:
    return Weighted.of(_data()["family"][group])


@cache
def _given(sex: str, born: int) -> tuple[Weighted[str], Weighted[str]]:
    for times in _data()[sex]:
        if born <= times["until"]:
            return Weighted.of(times["middle"]), Weighted.of(times["given"])
    last = _data()[sex][-1]
    return Weighted.of(last["middle"]), Weighted.of(last["given"])


@cache
def _khmer(sex: str) -> Weighted[str]:
    return Weighted.of(_data()["khmer"][sex])


def full_name(random: Random, *, sex: str, born: int, ethnicity: str, region: str) -> str:
    """Return an invented full name; `region` (north, south) says whose family names are common."""
    known = _data()["family"]
    family = _family(ethnicity if ethnicity in known else region).pick(random)
    if ethnicity == _KHMER and random.random() < 0.5:
        if sex == "female" and random.random() < 0.4:
            family = "Thị"
        return f"{family} {_khmer(sex).pick(random)}"
    middles, givens = _given(sex, born)
    middle, given = middles.pick(random), givens.pick(random)
    while given in middle.split():
        given = givens.pick(random)
    return f"{family} {middle} {given}"
