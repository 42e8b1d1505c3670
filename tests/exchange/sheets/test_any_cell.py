"""Whatever stands in a cell: it is read or remarked upon, never lost silently and never a crash."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.exchange.sheets.fields import LABELS
from dangvu.exchange.sheets.grids import Cell, ErrorCell
from dangvu.exchange.sheets.places import Places
from dangvu.exchange.sheets.recognising import Column
from dangvu.exchange.sheets.rows import Row, Sheet, read_row
from dangvu.exchange.sheets.stored import decode, encode, fingerprint
from dangvu.exchange.sheets.tables import section_name
from dangvu.kernel.vietnamese import tidy

ON = date(2026, 11, 20)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.builds(ErrorCell, st.sampled_from(["#N/A", "#REF!"])),
    st.from_regex(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,5}", fullmatch=True),
    st.from_regex(r"[0-9 .]{6,14}[A-ZĐ]{0,3}", fullmatch=True),
)
#: Fields whose value only checks others, or that say yes or no.
_SILENT = {"female_mark", "delete_request", "party_age"}


def read(columns: list[Column], cells: list[Cell]) -> Row:
    places = Places({}, {1: "24.01.1"}, {1: "Chi bộ thôn 1"}, frozenset({1}), {})
    return read_row(Sheet(columns, {"default_cell": "24.01.1"}, ON, frozenset(), places, 1), cells, "", {})


@pytest.mark.parametrize("target", sorted(LABELS))
@given(cell=CELLS)
def test_a_cell_of_any_field(target: str, cell: Cell) -> None:
    row = read([Column(0, "Cột", target, [])], [cell])
    said = isinstance(cell, ErrorCell) or tidy(str(cell))
    if said and target not in _SILENT:
        assert row.values or row.issues


@given(cell=CELLS)
def test_a_cell_of_several_lines(cell: Cell) -> None:
    row = read([Column(0, "Cột", "lines", ["full_name", "birth_date", "card_number", "citizen_id"])], [cell])
    if tidy(str(cell)).strip(",; "):
        assert row.values or row.issues


@given(cells=st.lists(CELLS, max_size=6))
def test_cells_come_back_from_the_database_as_they_were(cells: list[Cell]) -> None:
    back = [decode(encode(cell)) for cell in cells]
    assert back == [cell.replace("\x00", "\ufffd") if isinstance(cell, str) else cell for cell in cells]
    assert fingerprint(back, "") == fingerprint(cells, "")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("II. Chi bộ thôn 2 (15)", "Chi bộ thôn 2"),
        ("Chi bộ thôn 2: 15 đảng viên", "Chi bộ thôn 2"),
        ("1/ Chi bộ Trường Mẫu - 7 đ/c", "Chi bộ Trường Mẫu"),
        ("Chi bộ 2", "Chi bộ 2"),
    ],
)
def test_the_cell_named_by_a_section_title(title: str, name: str) -> None:
    assert section_name(title) == name
