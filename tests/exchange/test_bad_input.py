"""Whatever is wrong with a package, Tuấn is told where and what, and nothing is written."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dangvu.exchange.problems import Problem
from dangvu.exchange.services import Result, load
from tests.exchange.packages import HAMLET, TUAN, bytes_of_dump, codes, describe, hamlet, load_files, write

pytestmark = pytest.mark.django_db

Refused = Callable[..., Problem]


@pytest.fixture
def refused(tmp_path: Path) -> Refused:
    """Load a package over the records of Hamlet 1: its one error comes back, the dump stays as it was."""
    assert not load_files(tmp_path / "before", hamlet()).errors
    before = bytes_of_dump(tmp_path / "dump-before")

    def refuse(files: dict[str, str | bytes] | Path) -> Problem:
        path = files if isinstance(files, Path) else write(tmp_path / "bad", files)
        result = load(path, actor=TUAN)
        assert bytes_of_dump(tmp_path / "dump-after") == before
        return _only(result)

    return refuse


def _only(result: Result) -> Problem:
    (problem,) = result.errors.listed()
    assert problem.message.endswith(".")
    return problem


def _place(problem: Problem) -> tuple[str, str, int, str | None, str | None]:
    return problem.code, problem.file, problem.line, problem.column, problem.value


def test_a_missing_required_column(refused: Refused) -> None:
    files = hamlet(members="code,full_name,birth_date\nLAN,Lan,1975-05-01\n")
    assert _place(refused(files)) == ("column.missing", "members.csv", 1, "sex", "sex")


def test_an_unknown_column(refused: Refused) -> None:
    files = hamlet(stages="member_code,stage,from,to,note\nLAN,full,2001-03-01,,x\n")
    problem = refused(files)
    assert _place(problem) == ("column.unknown", "stages.csv", 1, "note", "note")
    assert "note" in problem.message


def test_a_column_named_twice(refused: Refused) -> None:
    files = hamlet(stages="member_code,stage,from,to,to\nLAN,full,2001-03-01,,\n")
    assert refused(files).code == "column.twice"


@pytest.mark.parametrize(
    "value", ["30/02/2020", "2020-2-3", "20200203", "2020-02-03T00:00", "２０２０-02-03", "2020"]
)
def test_a_wrong_date(refused: Refused, value: str) -> None:
    problem = refused(hamlet(stages__more=f"QUANG,probationary,{value},1996-01-01"))
    assert _place(problem) == ("date.invalid", "stages.csv", 8, "from", value)


def test_the_30th_of_february(refused: Refused) -> None:
    problem = refused(hamlet(stages__more="QUANG,probationary,1995-02-30,1996-01-01"))
    assert _place(problem) == ("date.invalid", "stages.csv", 8, "from", "1995-02-30")
    assert "28" in problem.message


def test_an_end_written_as_the_end_of_time(refused: Refused) -> None:
    problem = refused(hamlet(memberships__more="MINH,X.2,residence,2020-01-01,9999-12-31,initial,"))
    assert problem.code == "date.invalid"
    assert "để trống" in problem.message


def test_to_before_from(refused: Refused) -> None:
    files = hamlet(
        memberships__more="MINH,X.2,residence,2020-01-02,2020-01-01,transferred_in,transferred_out"
    )
    assert _place(refused(files)) == ("period.order", "memberships.csv", 6, "to", "2020-01-01")


def test_arriving_and_leaving_on_one_day(refused: Refused) -> None:
    files = hamlet(
        memberships__more="MINH,X.2,residence,2020-01-01,2020-01-01,transferred_in,transferred_out"
    )
    assert _place(refused(files)) == ("period.empty", "memberships.csv", 6, "to", "2020-01-01")


@pytest.mark.parametrize(
    ("file", "row", "column"),
    [
        ("stages", "NAM,full,2001-03-01,", "member_code"),
        ("memberships", "NAM,X.1,official,2001-03-01,,admitted,", "member_code"),
        ("memberships", "MINH,X.9,residence,2001-03-01,,admitted,", "organization_code"),
        ("ratings", "2024,member,NAM,good,,X,,", "subject_code"),
        ("ratings", "2024,collective,X.9,good,,X,,", "subject_code"),
        ("ratings", "2024,collective,X,good,,X.9,,", "decided_by_code"),
        ("organizations", "X.3,Chi bộ thôn 3,cell,X.9,1990-01-01,,", "parent_code"),
    ],
)
def test_an_unknown_code(refused: Refused, file: str, row: str, column: str) -> None:
    problem = refused(hamlet(**{f"{file}__more": row}))
    assert (problem.code, problem.file, problem.column) == ("code.unknown", f"{file}.csv", column)
    assert problem.value in ("NAM", "X.9")


def test_a_duplicate_code(refused: Refused) -> None:
    problem = refused(hamlet(members__more="LAN,Nguyễn Thị Lan,female,1975-05-01,,,,,"))
    assert _place(problem) == ("code.duplicate", "members.csv", 6, "code", "LAN")


def test_overlapping_memberships(refused: Refused) -> None:
    problem = refused(hamlet(memberships__more="MINH,X.2,official,2020-01-01,,transferred_in,"))
    assert _place(problem) == ("membership.overlap", "memberships.csv", 6, "from", "MINH")


def test_a_membership_that_overlaps_one_loaded_before(refused: Refused) -> None:
    header = "member_code,organization_code,kind,from,to,reason_in,reason_out\n"
    problem = refused({"memberships": header + "MINH,X.2,official,2020-01-01,,transferred_in,\n"})
    assert _place(problem) == ("membership.overlap", "memberships.csv", 2, "from", "MINH")


def test_overlapping_stages(refused: Refused) -> None:
    assert refused(hamlet(stages__more="HOA,full,2026-01-01,")).code == "stage.overlap"


def test_overlapping_statuses(refused: Refused) -> None:
    rows = "MINH,exempt,2020-01-01,,,\nMINH,suspended,2021-01-01,,,\n"
    files = hamlet(statuses="member_code,status,from,to,decision_number,decision_date\n" + rows)
    assert _place(refused(files)) == ("status.overlap", "statuses.csv", 3, "from", "MINH")


@pytest.mark.parametrize(
    "row",
    [
        "MINH,X.1,residence,1989-12-31,1990-06-01,initial,",
        "MINH,X.3,residence,2000-01-01,,initial,",
        "MINH,X.3,residence,2000-01-01,2010-01-02,initial,",
    ],
)
def test_a_membership_outside_the_life_of_its_organisation(refused: Refused, row: str) -> None:
    files = hamlet(
        organizations__more="X.3,Chi bộ thôn 3,cell,X,1990-01-01,2010-01-01,", memberships__more=row
    )
    problem = refused(files)
    assert (problem.code, problem.line) == ("membership.outside_organization", 6)


def test_an_organisation_cut_short_under_its_members(refused: Refused) -> None:
    header = "code,name,kind,parent_code,from,to,sector\n"
    problem = refused({"organizations": header + "X.2,Chi bộ thôn 2,cell,X,1990-01-01,2020-01-01,\n"})
    assert (problem.code, problem.file, problem.line) == (
        "membership.outside_organization",
        "organizations.csv",
        2,
    )


def test_official_members_in_what_is_no_cell(refused: Refused) -> None:
    files = hamlet(
        memberships="member_code,organization_code,kind,from,to,reason_in,reason_out\n"
        "LAN,X,official,1999-01-01,2000-03-01,initial,transferred_out\n"
    )
    assert _place(refused(files)) == ("membership.not_a_cell", "memberships.csv", 2, "organization_code", "X")


def test_a_cycle_of_parents(refused: Refused) -> None:
    rows = "A,A,province,B,1990-01-01,,\nB,B,district,C,1990-01-01,,\nC,C,commune,A,1990-01-01,,"
    problem = refused(hamlet(organizations__more=rows))
    assert (problem.code, problem.file, problem.line) == ("parent.cycle", "organizations.csv", 7)


def test_a_cycle_that_exists_only_for_some_days(refused: Refused) -> None:
    files = hamlet(
        organizations__more="A,A,province,,1990-01-01,,\nB,B,district,,1990-01-01,,",
        organization_parents="code,parent_code,from,to\nA,B,1990-01-01,2000-01-11\nB,A,2000-01-10,\n",
    )
    problem = refused(files)
    assert (problem.code, problem.file, problem.line) == ("parent.cycle", "organization_parents.csv", 3)
    assert "2000-01-10" in problem.message


def test_a_cycle_closed_over_the_tree_loaded_before(refused: Refused) -> None:
    header = "code,name,kind,parent_code,from,to,sector\n"
    files: dict[str, str | bytes] = {
        "organizations": header + "X,Đảng bộ xã An Bình,grassroots_committee,X.1,1990-01-01,,commune_unit\n"
    }
    assert refused(files).code == "parent.cycle"


def test_parents_that_change_places_without_a_common_day(tmp_path: Path) -> None:
    files = hamlet(
        organizations__more="A,A,province,,1990-01-01,,\nB,B,district,,1990-01-01,,",
        organization_parents="code,parent_code,from,to\nA,B,1990-01-01,2000-01-10\nB,A,2000-01-10,\n",
    )
    assert not load_files(tmp_path / "swap", files).errors


def test_a_parent_that_ends_before_its_child(refused: Refused) -> None:
    rows = "Y,Đảng bộ xã Y,grassroots_committee,,1990-01-01,2000-01-01,\nY.1,Chi bộ Y,cell,Y,1990-01-01,,"
    problem = refused(hamlet(organizations__more=rows))
    assert (problem.code, problem.line, problem.value) == ("parent.outside_organization", 6, "Y")


def test_a_chain_of_parents_that_no_tree_has(refused: Refused) -> None:
    rows = [f"L{number},L,district,{f'L{number - 1}' if number else ''},1990-01-01,," for number in range(33)]
    problem = refused(hamlet(organizations__more="\n".join(rows)))
    assert (problem.code, problem.line, problem.value) == ("parent.too_deep", 37, "L32")


def test_a_rating_of_someone_who_was_not_a_member_that_year(refused: Refused) -> None:
    problem = refused(hamlet(ratings__more="2024,member,HOA,good,,X,,"))
    assert _place(problem) == ("rating.not_a_member", "ratings.csv", 5, "subject_code", "HOA")


def test_a_rating_of_an_organisation_that_did_not_exist(refused: Refused) -> None:
    assert (
        refused(hamlet(ratings__more="1989,collective,X.1,good,,X,,")).code
        == "rating.organization_not_existing"
    )


def test_two_ratings_for_one_year(refused: Refused) -> None:
    problem = refused(hamlet(ratings__more="2024,member,LAN,good,,X,,"))
    assert (problem.code, problem.line) == ("rating.twice", 5)


def test_a_membership_taken_from_under_a_rating(refused: Refused) -> None:
    header = "member_code,organization_code,kind,from,to,reason_in,reason_out\n"
    files: dict[str, str | bytes] = {
        "memberships": header + "LAN,X.1,official,2000-03-01,2010-01-01,admitted,died\n"
    }
    assert refused(files).code == "rating.not_a_member"


def test_a_level_outside_the_list(refused: Refused) -> None:
    problem = refused(hamlet(ratings__more="2024,collective,X,outstanding,,X,,"))
    assert _place(problem) == ("value.not_in_list", "ratings.csv", 5, "level", "outstanding")
    assert "excellent, good, completed, failed, not_rated" in problem.message


def test_not_rated_without_a_reason(refused: Refused) -> None:
    assert refused(hamlet(ratings__more="2024,collective,X,not_rated,,X,,")).code == "value.missing"


def test_a_departure_without_a_reason(refused: Refused) -> None:
    header = "member_code,organization_code,kind,from,to,reason_in,reason_out\n"
    problem = refused({"memberships": header + "MINH,X.1,official,2005-04-10,2026-01-01,admitted,\n"})
    assert (problem.code, problem.column) == ("value.missing", "reason_out")


def test_a_required_cell_left_empty(refused: Refused) -> None:
    problem = refused(hamlet(members__more="NAM,  ,male,1990-01-01,,,,,"))
    assert (problem.code, problem.line, problem.column) == ("value.missing", 6, "full_name")


def test_a_row_with_too_few_cells(refused: Refused) -> None:
    assert refused(hamlet(stages__more="QUANG,probationary,1995-01-01")).code == "row.length"


def test_a_file_that_is_not_utf_8(refused: Refused) -> None:
    files = hamlet()
    old_code_page = b"NAM,\xd0\xe2n V\xe3n Nam,male,1990-01-01,,,,,\n"
    files["members"] = str(files["members"]).encode() + old_code_page
    problem = refused(files)
    assert (problem.code, problem.file, problem.line) == ("file.encoding", "members.csv", 6)


def test_a_control_character(refused: Refused) -> None:
    problem = refused(hamlet(members__more="NAM,Nam\0,male,1990-01-01,,,,,"))
    assert (problem.code, problem.line) == ("cell.control_character", 6)


def test_quoting_that_is_not_rfc_4180(refused: Refused) -> None:
    problem = refused(hamlet(members__more='NAM,"Nam" con,male,1990-01-01,,,,,'))
    assert (problem.code, problem.line) == ("file.quoting", 6)


def test_a_quote_that_never_closes(refused: Refused) -> None:
    problem = refused(hamlet(members__more='NAM,"Nam,male,1990-01-01,,,,,'))
    assert (problem.code, problem.line) == ("file.quoting", 6)


def test_a_citizen_number_of_eleven_digits(refused: Refused) -> None:
    problem = refused(hamlet(members__more="NAM,Nam,male,1990-01-01,,,00009000001,,"))
    assert _place(problem) == ("citizen_id.invalid", "members.csv", 6, "citizen_id", "********001")


def _zip(folder: Path, files: dict[str, str | bytes]) -> bytes:
    write(folder, files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
    return buffer.getvalue()


def test_a_truncated_zip(refused: Refused, tmp_path: Path) -> None:
    whole = _zip(tmp_path / "content", hamlet())
    place = tmp_path / "cut.zip"
    place.write_bytes(whole[: len(whole) // 2])
    assert refused(place).code == "file.zip"


def test_a_zip_damaged_inside(refused: Refused, tmp_path: Path) -> None:
    whole = bytearray(_zip(tmp_path / "content", hamlet()))
    start = whole.index(b"members.csv") + 20
    whole[start : start + 30] = bytes(30)
    place = tmp_path / "damaged.zip"
    place.write_bytes(bytes(whole))
    assert refused(place).code == "file.zip"


@pytest.mark.parametrize(
    "name", ["../members.csv", "/etc/members.csv", "a/../../members.csv", "..\\members.csv", "C:/x.csv"]
)
def test_a_zip_with_paths_that_climb_out(refused: Refused, tmp_path: Path, name: str) -> None:
    place = tmp_path / "climbing.zip"
    place.write_bytes(_zip(tmp_path / "content", hamlet()))
    with zipfile.ZipFile(place, "a") as packed:
        packed.writestr(name, "x")
    assert refused(place).code == "file.path"


def test_a_description_whose_path_climbs_out(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("code\n")
    folder = write(tmp_path / "climbing", {})
    (folder / "datapackage.json").write_text('{"resources": [{"name": "members", "path": "../members.csv"}]}')
    assert refused(folder).code == "file.path"


def test_a_link_that_leads_out_of_the_folder(refused: Refused, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("member_code,stage,from,to\n")
    folder = write(tmp_path / "linked", {})
    (folder / "stages.csv").symlink_to(outside)
    describe(folder, ["stages"])
    assert refused(folder).code == "file.path"


def test_a_file_named_but_missing(refused: Refused, tmp_path: Path) -> None:
    folder = write(tmp_path / "named", hamlet())
    (folder / "stages.csv").unlink()
    assert (refused(folder).code,) == ("resource.missing",)


def test_a_known_file_that_is_not_named(refused: Refused, tmp_path: Path) -> None:
    folder = write(tmp_path / "unnamed", hamlet())
    describe(folder, ["organizations", "members", "memberships", "ratings"])
    problem = refused(folder)
    assert (problem.code, problem.file) == ("resource.unnamed", "stages.csv")


def test_a_file_that_no_package_has(refused: Refused, tmp_path: Path) -> None:
    folder = write(tmp_path / "strange", hamlet())
    (folder / "awards.csv").write_text("code\n")
    describe(folder, [*hamlet(), "awards"])
    assert refused(folder).code == "resource.unknown"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"resources": 1}', '{"resources": [{"name": "members"}]}', "[" * 100_000]
)
def test_a_description_that_is_none(refused: Refused, tmp_path: Path, text: str) -> None:
    folder = write(tmp_path / "odd", {})
    (folder / "datapackage.json").write_text(text)
    assert refused(folder).code == "package.description_invalid"


def test_a_folder_without_a_description(refused: Refused, tmp_path: Path) -> None:
    folder = write(tmp_path / "bare", {})
    (folder / "datapackage.json").unlink()
    assert refused(folder).code == "package.description_missing"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("LAN,X.1,official,2000-03-01,", "LAN,X.1,official,2000-03-32,", "date.invalid"),
        ("LAN,X.1,official,2000-03-01,", "LAN,X.1,official,2000-03-01,2000-03-01", "period.empty"),
        ("LAN,X.1,official", "LAN,X.9,official", "code.unknown"),
        ("MINH,X.1,official,2005-04-10,", "MINH,X.1,oficial,2005-04-10,", "value.not_in_list"),
    ],
)
def test_one_mistake_in_a_membership_is_one_error(tmp_path: Path, old: str, new: str, code: str) -> None:
    files = hamlet(memberships=HAMLET["memberships"].replace(old, new))
    assert codes(load_files(tmp_path / "one", files)) == [code]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("X,1990-01-01,,\nX.2", "X,1990-01-01,1990-01-01,\nX.2", "period.empty"),
        ("X.1,Chi bộ thôn 1,cell,X,1990-01-01", "X.1,Chi bộ thôn 1,cell,X,1990-13-01", "date.invalid"),
        ("grassroots_committee,,1990-01-01,,", "grassroots_committee,,1990-01-01,x,", "date.invalid"),
        ("X.2,Chi bộ thôn 2,cell", "X.2,Chi bộ thôn 2,cellx", "value.not_in_list"),
    ],
)
def test_one_mistake_in_an_organisation_is_one_error(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in HAMLET["organizations"]
    files = hamlet(organizations=HAMLET["organizations"].replace(old, new))
    assert codes(load_files(tmp_path / "one", files)) == [code]


def test_an_earlier_name_that_never_ends(refused: Refused) -> None:
    files = hamlet(organization_names="code,name,from,to\nX.1,Chi bộ thôn Đông,1990-01-01,\n")
    assert refused(files).code == "name.not_earlier"


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    files = hamlet(
        members__more="LAN,Lan,other,1975-05-01,,,,,",
        memberships__more="MINH,X.2,official,2020-01-01,,transferred_in,\nNAM,X.1,official,2020-01-01,,admitted,",
        ratings__more="2024,member,HOA,good,,X,,",
    )
    result = load_files(tmp_path / "many", files)
    assert {problem.code for problem in result.errors.listed()} == {
        "value.not_in_list",
        "code.duplicate",
        "code.unknown",
        "membership.overlap",
        "rating.not_a_member",
    }


def test_the_list_of_errors_is_cut_but_counted(tmp_path: Path) -> None:
    rows = "".join(f"NAM{number},full,2020-01-01,\n" for number in range(1500))
    result = load_files(tmp_path / "long", hamlet(stages="member_code,stage,from,to\n" + rows))
    assert len(result.errors.listed()) == 1000
    assert result.errors.totals["code.unknown"] == 1500
