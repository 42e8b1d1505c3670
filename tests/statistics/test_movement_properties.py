"""Whatever happened to members and to the tree: opening + increase − decrease = closing, at every edge."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.statistics.records import put
from tests.statistics.world import between, organizations, person

START = date(2020, 1, 1)
CELLS = ("P.X.1", "P.X.2", "P.Y.1", "P.G")
PLACES = ("P", "P.X", "P.Y", *CELLS)
WAYS_IN = ("admitted", "readmitted", "transferred_in", "restored", "reorganized")
WAYS_OUT = ("transferred_out", "died", "struck_off", "expelled", "withdrew", "annulled", "reorganized")

days = st.integers(0, 40)
stays = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.integers(0, 6),
        st.sampled_from(CELLS),
        st.sampled_from(WAYS_IN),
        st.sampled_from(WAYS_OUT),
    ),
    min_size=1,
    max_size=6,
)
moves = st.dictionaries(
    st.sampled_from(CELLS[:3]), st.tuples(days, st.sampled_from(("P.X", "P.Y"))), max_size=3
)


def day(offset: int) -> str:
    return (START + timedelta(days=offset)).isoformat()


def history(member: str, begin: int, parts: list[tuple[int, int, str, str, str]]) -> list[dict[str, Any]]:
    """Memberships one after the other, each some days long, with gaps of some days (0: the same day)."""
    rows: list[dict[str, Any]] = []
    at = begin
    for number, (length, gap, cell, way_in, way_out) in enumerate(parts):
        rows.append(
            {
                "member_code": member,
                "organization_code": cell,
                "kind": "official",
                "from": day(at),
                "to": day(at + length),
                "reason_in": "initial" if number == 0 and begin % 2 else way_in,
                "reason_out": way_out,
            }
        )
        at += length + gap
    return rows


class Balance(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(days, stays), min_size=1, max_size=4), moves, days, st.integers(1, 30))
    def test_every_place_balances_and_its_reasons_add_up(
        self, people: list[Any], moved: dict[str, tuple[int, str]], first: int, length: int
    ) -> None:
        put(
            {
                "organizations": organizations(),
                "organization_parents": [
                    row for cell, (at, to) in moved.items() for row in parents(cell, at, to)
                ],
                "members": [person(f"M{number}") for number in range(len(people))],
                "memberships": [
                    row
                    for number, (begin, parts) in enumerate(people)
                    for row in history(f"M{number}", begin, parts)
                ],
            }
        )
        for place in PLACES:
            report = between("membership", place, day(first), day(first + length))
            found = {one.key: one.value for one in report.figures}
            assert found["opening"] + found["increase"] - found["decrease"] == found["closing"]  # type: ignore[operator]
            for side in ("increase", "decrease"):
                reasons = [value for key, value in found.items() if key.startswith(f"{side}.")]
                assert sum(reasons) == found[side]  # type: ignore[arg-type]
            assert report.findings == ()


def parents(cell: str, at: int, to: str) -> list[dict[str, str]]:
    first = cell.rpartition(".")[0]
    row = {"code": cell, "parent_code": first, "from": "1980-01-01", "to": day(at)}
    return [row, {"code": cell, "parent_code": to, "from": day(at), "to": ""}]


pytestmark = pytest.mark.django_db
