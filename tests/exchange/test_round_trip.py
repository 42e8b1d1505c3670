"""Load, dump, load into an empty database, dump: the same records and the same bytes."""

import tempfile
from datetime import date, timedelta
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvu.exchange.services import load
from tests.exchange.packages import TUAN, bytes_of_dump, hamlet, load_files
from tests.exchange.test_example import EXAMPLE

pytestmark = pytest.mark.django_db

_FIRST = date(1990, 1, 1)
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\",\n;\\'đĐẶ"),
    min_size=1,
    max_size=12,
).filter(lambda text: not text.isspace())
_CUTS = st.lists(st.integers(1, 12_000), max_size=4, unique=True).map(sorted)


class _Undone(Exception):
    """Takes everything back: the next load finds an empty database."""


def _through(path: Path) -> dict[str, bytes]:
    """Load into an empty database, dump, and take everything back."""
    out: dict[str, bytes] = {}
    try:
        with transaction.atomic():
            result = load(path, actor=TUAN)
            assert result.errors.as_data() == []
            out = bytes_of_dump(path.parent / f"{path.name}-out")
            raise _Undone
    except _Undone:
        return out


def _assert_round_trip(path: Path) -> None:
    once = _through(path)
    assert _through(path.parent / f"{path.name}-out") == once


def test_the_example(tmp_path: Path) -> None:
    place = tmp_path / "example"
    place.symlink_to(EXAMPLE)
    _assert_round_trip(place)


def test_hamlet_1_in_every_kind_of_file(tmp_path: Path) -> None:
    from tests.exchange.packages import write

    _assert_round_trip(write(tmp_path / "all", every_file()))


def every_file() -> dict[str, str | bytes]:
    """Hamlet 1 with a row or two in each file that a package may have."""
    decision = "decision_number,decision_date"
    return hamlet(
        organizations__more="X.3,Chi bộ xóm Ba,cell,,1990-01-01,2020-01-01,",
        organization_names="code,name,from,to\nX.3,Chi bộ thôn 3,1990-01-01,2001-01-01\n",
        organization_parents="code,parent_code,from,to\nX.3,X,1995-01-01,2020-01-01\n",
        organization_kinds="code,kind,sector,from,to\nX.3,party_group,,1990-01-01,1995-01-01\n"
        "X.3,cell,,1995-01-01,2020-01-01\n",
        organization_successions=f"code,successor_code,on,act,{decision}\nX.3,X.1,2020-01-01,merged_into,7-QĐ/ĐU,\n",
        organization_populations="code,on,population,source\nX,2019-04-01,5120,Tổng điều tra\n",
        statuses=f"member_code,status,from,to,{decision}\nLAN,exempt,2025-01-01,,3-QĐ/ĐU,2024-12-30\n",
        posts="member_code,organization_code,post,from,to\nLAN,X.1,Bí thư,2020-01-01,2025-01-01\n"
        "LAN,X,chức vụ lạ,2020-01-01,\n",
        civic_posts="organization_code,post,holder_name,member_code,from,to\n"
        "X,village_head,,MINH,2020-01-01,\nX,front_head,Bà Tư,,2020-01-01,2022-01-01\n",
        admission_profiles="member_code,youth_union,farmer,student\nHOA,true,false,\n",
        targets="organization_code,year,indicator,minimum,maximum,qualifier\nX,2025,admission_rate,3,4.5,at_least\n",
        screenings="year,member_code,ground,listed_on,outcome,outcome_on,decision_number\n"
        "2024,MINH,lost_will,2024-03-01,progressed,2025-03-01,\n",
        disciplines="subject,subject_code,form,content,decided_by_code,decision_number,decided_on\n"
        "member,MINH,reprimand,corruption;other,X,9-QĐ/ĐU,2023-01-01\norganization,X.1,warning,other,X,,2023-01-01\n",
        inspections="kind,subject,subject_code,by_code,opened_on,concluded_on,conclusion\n"
        "supervision,organization,X.1,X,2023-01-01,2023-02-01,well\ninspection,member,MINH,X,2023-05-01,,\n",
        ratings__more="2024,collective,X,not_rated,newly_founded,,,",
    )


def test_every_file_is_dumped_as_it_came(tmp_path: Path) -> None:
    assert not load_files(tmp_path / "in", every_file()).errors
    out = bytes_of_dump(tmp_path / "out")
    assert {name.removesuffix(".csv") for name in out} == {*every_file(), "datapackage.json"}


@st.composite
def _packages(draw: st.DrawFn) -> dict[str, str | bytes]:
    """Random organisations under one root, and members whose memberships and stages follow on each other."""
    cells = draw(st.lists(_TEXT, min_size=1, max_size=4, unique_by=lambda text: text.casefold()))
    organizations = [["R", draw(_TEXT), "province", "", str(_FIRST), ""]]
    names = [["code", "name", "from", "to"]]
    for number, name in enumerate(cells):
        code = f"C{number}"
        organizations.append([code, name, "cell", "R", str(_FIRST), ""])
        starts = [_FIRST, *(_FIRST + timedelta(cut) for cut in draw(_CUTS))]
        names += [[code, draw(_TEXT), str(start), str(end)] for start, end in pairwise(starts)]
    members = [["code", "full_name", "sex", "birth_date", "ethnicity", "home_town"]]
    memberships = [["member_code", "organization_code", "kind", "from", "to", "reason_in", "reason_out"]]
    for number in range(draw(st.integers(0, 4))):
        code = f"Đ{number}"
        sex = draw(st.sampled_from(["male", "female"]))
        members.append(
            [code, draw(_TEXT), sex, "1970-01-01", draw(st.just("") | _TEXT), draw(st.just("") | _TEXT)]
        )
        cuts = draw(_CUTS)
        for start, end in zip_longest(cuts, cuts[1:]):
            cell = f"C{draw(st.integers(0, len(cells) - 1))}"
            until = "" if end is None else str(_FIRST + timedelta(end))
            out = "transferred_out" if until else ""
            memberships.append(
                [code, cell, "official", str(_FIRST + timedelta(start)), until, "initial", out]
            )
    head = [["code", "name", "kind", "parent_code", "from", "to"]]
    tables = {
        "organizations": head + organizations,
        "organization_names": names,
        "members": members,
        "memberships": memberships,
    }
    return {name: _csv(rows) for name, rows in tables.items()}


def _csv(rows: list[list[str]]) -> str:
    return "".join(
        ",".join('"' + cell.replace('"', '""') + '"' if cell else "" for cell in row) + "\n" for row in rows
    )


@given(_packages())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_any_small_package(files: dict[str, str | bytes]) -> None:
    from tests.exchange.packages import write

    with tempfile.TemporaryDirectory() as folder:
        _assert_round_trip(write(Path(folder) / "in", files))
