"""What looks odd but is allowed: accepted, kept, and the same when it comes out."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest

from dangvu.exchange.services import dump, load
from dangvu.members.models import FoldedName, Member
from tests.exchange.packages import TUAN, bytes_of_dump, hamlet, load_files, write

pytestmark = pytest.mark.django_db


def test_text_in_nfd_is_normalised(tmp_path: Path) -> None:
    files = {name: unicodedata.normalize("NFD", str(text)) for name, text in hamlet().items()}
    assert not load_files(tmp_path / "nfd", dict(files)).errors
    assert Member.objects.get(code="LAN").full_name == unicodedata.normalize("NFC", "Nguyễn Thị Lan")
    assert FoldedName.objects.filter(folded="nguyen thi lan").exists()


def test_quotes_and_newlines_inside_names(tmp_path: Path) -> None:
    name = 'Chi bộ "Thôn 3",\r\nxóm\nĐình'
    row = f'X.3,"{name.replace(chr(34), chr(34) * 2)}",cell,X,1990-01-01,,'
    assert not load_files(tmp_path / "quoted", hamlet(organizations__more=row)).errors
    out = bytes_of_dump(tmp_path / "out")["organizations.csv"].decode()
    assert [row["name"] for row in csv.DictReader(io.StringIO(out, newline=""))][-1] == name


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    rows = 'X.3,"Chi bộ\nthôn 3",cell,X,1990-01-01,,\nX.4,Chi bộ thôn 4,cel,X,1990-01-01,,'
    (problem,) = load_files(tmp_path / "lines", hamlet(organizations__more=rows)).errors.listed()
    assert (problem.line, problem.value) == (7, "cel")


def test_a_byte_order_mark(tmp_path: Path) -> None:
    files = {name: b"\xef\xbb\xbf" + str(text).encode() for name, text in hamlet().items()}
    assert not load_files(tmp_path / "bom", dict(files)).errors


@pytest.mark.parametrize("ending", ["\r\n", "\n\n"])
def test_other_line_endings_and_empty_lines(tmp_path: Path, ending: str) -> None:
    files = {name: str(text).replace("\n", ending) for name, text in hamlet().items()}
    result = load_files(tmp_path / "endings", dict(files))
    assert (result.errors.as_data(), result.rows["members.csv"]) == ([], 4)


def test_backslashes_and_tabs_are_kept(tmp_path: Path) -> None:
    row = "NAM,N\\tam\t\\N,male,1990-01-01,,,,,"
    assert not load_files(tmp_path / "slashes", hamlet(members__more=row)).errors
    assert Member.objects.get(code="NAM").full_name == "N\\tam\t\\N"


def test_unknown_text_is_kept_with_a_warning(tmp_path: Path) -> None:
    row = "NAM,Nam,male,1990-01-01,Người Sao Hỏa,,,,"
    result = load_files(tmp_path / "unknown", hamlet(members__more=row))
    (problem,) = result.warnings.listed()
    assert (problem.code, problem.line, problem.column) == ("catalogue.unknown", 6, "ethnicity")
    assert Member.objects.get(code="NAM").ethnicity == "Người Sao Hỏa"
    assert Member.objects.get(code="NAM").ethnicity_code == ""


def test_texts_are_recognised_by_code_label_or_alias(tmp_path: Path) -> None:
    rows = "A1,Nam,male,1990-01-01,01,none,,,\nA2,Nam,male,1990-01-01,kinh,Không có,,,"
    assert not load_files(tmp_path / "known", hamlet(members__more=rows)).warnings
    found = Member.objects.filter(code__in=["A1", "A2"]).values_list("ethnicity_code", "religion_code")
    assert set(found) == {("01", "none")}


def test_two_persons_with_the_same_citizen_number_are_a_warning(tmp_path: Path) -> None:
    row = "NAM,Nguyễn Thị Năm,female,1975-05-01,,,000175000001,,"
    result = load_files(tmp_path / "twice", hamlet(members__more=row))
    (problem,) = result.warnings.listed()
    assert (problem.code, problem.line, problem.value) == ("citizen_id.twice", 6, "*********001")
    assert not result.errors


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("members", "2005-04-10,2006-04-10", "2005-04-11,2006-04-10", "admitted_on.differs"),
        ("members", "2005-04-10,2006-04-10", "2005-04-10,2006-04-11", "full_on.differs"),
        ("members", "000080000002", "000180000002", "citizen_id.sex"),
        ("members", "000080000002", "000081000002", "citizen_id.birth_year"),
    ],
)
def test_papers_that_differ_are_a_warning(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    result = load_files(tmp_path / "differs", {**hamlet(), file: str(hamlet()[file]).replace(old, new)})
    assert [problem.code for problem in result.warnings.listed()] == [code]
    assert not result.errors


_DISCIPLINE = "subject,subject_code,form,content,decided_by_code,decision_number,decided_on\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("member,MINH,warning,corruption;other,X,1-QĐ/ĐU,2020-01-01", []),
        ("member,MINH,warning,corruption,X,1-QĐ/ĐU,2005-04-09", ["discipline.not_a_member"]),
        ("member,MINH,expulsion,corruption,X,1-QĐ/ĐU,2020-01-01", ["discipline.not_expelled"]),
        ("member,MINH,dismissal,corruption,X,1-QĐ/ĐU,2020-01-01", ["discipline.no_post"]),
        ("organization,X.1,dissolution,internal_unity,X,1-QĐ/ĐU,2020-01-01", []),
    ],
)
def test_a_discipline_that_does_not_agree_is_a_warning(tmp_path: Path, row: str, expected: list[str]) -> None:
    result = load_files(tmp_path / "discipline", hamlet(disciplines=_DISCIPLINE + row + "\n"))
    assert [problem.code for problem in result.warnings.listed()] == expected
    assert not result.errors


def test_codes_may_point_to_what_was_loaded_before(tmp_path: Path) -> None:
    load_files(tmp_path / "first", hamlet())
    header = "member_code,stage,from,to\n"
    result = load_files(
        tmp_path / "second", {"stages": header + "QUANG,probationary,1995-01-01,1996-01-01\n"}
    )
    assert (result.errors.as_data(), result.changes) == ([], 1)


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    result = load(write(tmp_path / "only", hamlet()), actor=TUAN, check=True)
    assert (result.errors.as_data(), result.rows["members.csv"]) == ([], 4)
    assert not Member.objects.exists()


def test_a_dump_may_leave_files_out(tmp_path: Path) -> None:
    load_files(tmp_path / "in", hamlet())
    rows = dump(tmp_path / "out", actor=TUAN, without=["ratings", "stages.csv"])
    assert "ratings.csv" not in rows
    assert not (tmp_path / "out" / "stages.csv").exists()
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
