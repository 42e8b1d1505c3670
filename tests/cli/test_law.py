"""`dangvu law`: what a clerk reads about a figure of the regulations."""

import json

import pytest

from dangvu.cli.main import main
from dangvu.organizations.models import Kind
from dangvu.organizations.services.links import rebuild_links
from tests.organizations.trees import plant


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        status = main(["law", *words])
    except SystemExit as leaving:
        status = int(str(leaving.code))
    said = capsys.readouterr()
    return status, said.out, said.err


def test_tuan_reads_value_document_validity_and_confidence(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = asked(capsys, "classification.organizations.excellent_cap", "--on", "2019-12-31")
    assert (status, err) == (0, "")
    assert "không quá 20%" in out
    assert "Hướng dẫn 21-HD/BTCTW ngày 18/10/2019 của Ban Tổ chức Trung ương" in out
    assert "từ 18/10/2019 đến 09/11/2023" in out
    assert "D – chưa kiểm chứng" in out


def test_a_verified_figure_says_so_and_shows_its_point(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capsys, "admissions.decide_working_days", "--on", "2025-12-01")
    assert "45 ngày làm việc" in out
    assert "294-QĐ/TW ngày 26/05/2025 của Ban Chấp hành Trung ương, §4.3.1" in out
    assert "A – đã kiểm chứng" in out


def test_a_carried_over_figure_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capsys, "organizations.min_full_members", "--on", "2026-11-20")
    assert "tạm mang" in out
    assert "C – chưa kiểm chứng" in out


def test_machines_get_json_with_half_open_days(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(
        capsys, "classification.members.excellent_cap", "--on", "2019-12-31", "--format", "json"
    )
    data = json.loads(out)
    assert status == 0
    assert (data["value"], data["unit"], data["comparison"]) == (20, "percent", "at_most")
    assert (data["valid_from"], data["valid_to"], data["last_day"]) == (
        "2019-10-18",
        "2023-11-10",
        "2023-11-09",
    )
    assert (data["confidence"], data["may_block"], data["carried_over"]) == ("B", True, False)
    assert data["provision"]["key"] == "21-hd-btctw-2019"


@pytest.mark.parametrize(
    ("name", "value", "display"),
    [
        ("ballots.proposing_body", "2/3", "ít nhất 2/3"),
        ("dues.pension_percent", "1/2", "0,5%"),
        ("dues.student_dong", 5000, "5.000 đồng"),
        ("organizations.commune_is_direct_superior", False, "không"),
        ("badges.award_days", ["02-03", "05-19", "09-02", "11-07"], "02-03; 05-19; 09-02; 11-07"),
    ],
)
def test_every_kind_of_value_is_printed_exactly(
    capsys: pytest.CaptureFixture[str], name: str, value: object, display: str
) -> None:
    _, out, _ = asked(capsys, name, "--on", "2026-11-20", "--format", "json")
    data = json.loads(out)
    assert (data["value"], data["display"]) == (value, display)


def test_a_place_with_rules_of_its_own_is_asked_by_name_without_a_database(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = asked(capsys, "probation.prolongation_months", "--on", "2026-11-20", "--scope", "Hà Nội")
    assert status == 0
    assert "Phạm vi:     Hà Nội" in out
    assert "P – chưa kiểm chứng cho nơi khác" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["classification.member.excellent_cap"], "Có phải là: classification.members.excellent_cap"),
        (["admissions.yearly_rate.minimum", "--on", "2020-01-01"], "không có giá trị cho ngày 01/01/2020"),
        (["admissions.yearly_rate.minimum", "--on", "2020-02-30"], "không phải là ngày có thật"),
        (["discipline.lapse_months", "--on", "2026-11-20"], "212-QĐ/TW"),
        ([], "Cần tên một con số"),
        (["--list", "nothing."], "Không có con số nào"),
    ],
)
def test_a_bad_question_is_answered_in_vietnamese_with_status_2(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    status, out, err = asked(capsys, *words)
    assert (status, out) == (2, "")
    assert sentence in err


def test_the_names_are_listed_by_their_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(capsys, "--list", "admissions.yearly_rate.")
    assert status == 0
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "admissions.yearly_rate.minimum",
        "admissions.yearly_rate.maximum",
    ]
    _, out, _ = asked(capsys, "--list", "--format", "json")
    assert len(json.loads(out)) > 400


@pytest.fixture
def lan_of_lao_cai(db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Lan's cell stands under the province of Lào Cai, Quang's under Bắc Ninh."""
    monkeypatch.setattr("config.opening.open_database", lambda: None)
    for province, name in (("15", "Đảng bộ tỉnh Lào Cai"), ("24", "Đảng bộ tỉnh Bắc Ninh")):
        top = plant(province, Kind.PROVINCE, name=name)
        commune = plant(f"{province}.1", Kind.GRASSROOTS_COMMITTEE, under=top)
        plant(f"{province}.1.1", Kind.CELL, under=commune)
    rebuild_links()
    return "15.1.1"


def test_the_rule_of_the_province_reaches_lans_cell_and_not_quangs(
    capsys: pytest.CaptureFixture[str], lan_of_lao_cai: str
) -> None:
    words = ("discipline.managed_member_inspection", "--on", "2026-11-20", "--scope")
    _, of_lan, _ = asked(capsys, *words, lan_of_lao_cai)
    assert "299-QĐ/TU ngày 26/08/2025 của Tỉnh ủy Lào Cai" in of_lan
    _, of_quang, _ = asked(capsys, *words, "24.1.1")
    assert "21-QĐ/TW ngày 11/04/2026" in of_quang


@pytest.mark.parametrize(
    ("code", "day", "sentence"),
    [("99", "2026-11-20", "mang mã “99”"), ("15.1.1", "1999-12-31", "không tồn tại vào ngày 31/12/1999")],
)
@pytest.mark.usefixtures("lan_of_lao_cai")
def test_a_place_that_is_not_there_is_refused(
    capsys: pytest.CaptureFixture[str], code: str, day: str, sentence: str
) -> None:
    status, out, err = asked(capsys, "discipline.managed_member_inspection", "--on", day, "--scope", code)
    assert (status, out) == (2, "")
    assert sentence in err
