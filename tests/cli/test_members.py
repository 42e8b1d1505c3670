"""Tuấn works with the members of his commune at the command line."""

import json

import pytest

from dangvu.access.services import actor_of_os_user
from dangvu.audit.models import Event
from dangvu.cli.failures import CommandFailed
from dangvu.documents.models import Document
from dangvu.members.models import Membership, Stage, Status
from tests.cli.conftest import Run
from tests.members.cast import Commune, found_commune, officer, recorded

Captured = pytest.CaptureFixture[str]
TUAN = ("--as", "tuan")


@pytest.fixture
def place(run: Run) -> Commune:
    actor_of_os_user()  # the operator of the machine is there first
    found = found_commune()
    officer("Tuấn", "grassroots_clerk", found.commune)
    recorded("DV0001", "Trần Văn Minh", found.hamlet_1, home_town="Thôn 1")
    recorded("DV0003", "Phạm Đức Quang", found.other_hamlet)
    return found


@pytest.mark.usefixtures("place")
def test_minh_is_found_and_the_search_is_recorded(run: Run, capsys: Captured) -> None:
    assert run("member", "search", "minh tran", "--org", "24.01", "--on", "2026-11-20", *TUAN) == 0
    assert capsys.readouterr().out == "DV0001  Trần Văn Minh  01/01/1980  24.01.1  Chi bộ thôn 1\n"
    event = Event.objects.get(verb="read.search")
    assert event.after == {"members": ["DV0001"]}


@pytest.mark.usefixtures("place")
def test_tuan_may_not_search_beyond_his_commune(run: Run, capsys: Captured) -> None:
    for org in ((), ("--org", "24"), ("--org", "24.02")):
        assert run("member", "search", "quang", *org, *TUAN) == 1
    assert "Phạm Đức Quang" not in capsys.readouterr().out
    assert not Event.objects.filter(verb="read.search").exists()


@pytest.mark.usefixtures("place")
def test_the_list_goes_on_where_it_stopped(run: Run, capsys: Captured) -> None:
    assert run("member", "list", "--org", "24", "--limit", "1", "--format", "json") == 0
    first = json.loads(capsys.readouterr().out)
    assert ([row["code"] for row in first["rows"]], first["more"]) == (["DV0001"], True)
    assert run("member", "list", "--org", "24", "--after", "DV0001") == 0
    assert capsys.readouterr().out.startswith("DV0003  Phạm Đức Quang")
    assert Event.objects.filter(verb="read.list").count() == 2


@pytest.mark.usefixtures("place")
def test_showing_a_record_is_a_recorded_reading(run: Run, capsys: Captured) -> None:
    assert run("member", "show", "DV0001", *TUAN) == 0
    shown = capsys.readouterr().out
    for line in ("Họ và tên: Trần Văn Minh", "Quê quán: Thôn 1", "Tình trạng: đảng viên chính thức"):
        assert line in shown
    event = Event.objects.get(verb="read.member")
    assert event.actor_name == "Tuấn"
    assert run("member", "show", "DV0001", "--format", "json", "--on", "2015-04-01", *TUAN) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["standing"], data["organization"]) == ("probationary", "24.01.1")


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("code", ["DV0003", "DV404"])
def test_who_is_elsewhere_is_told_like_who_is_nowhere(code: str, run: Run) -> None:
    with pytest.raises(CommandFailed, match=f"Không có đảng viên mang mã “{code}”"):
        run("member", "show", code, *TUAN)
    assert not Event.objects.filter(verb="read.member").exists()


@pytest.mark.usefixtures("place")
def test_a_member_is_moved_by_a_decision(run: Run, capsys: Captured) -> None:
    decision = ("--decision", "5-QĐ/ĐU", "--decision-date", "2026-09-20", "--issuer", "Đảng ủy xã")
    assert run("member", "move", "DV0001", "--to", "24.01.2", "--on", "2026-10-01", *decision, *TUAN) == 0
    assert capsys.readouterr().out.startswith("Đã ghi: Trần Văn Minh (DV0001)")
    assert Event.objects.get(verb="member.move").document_id == Document.objects.get().pk
    assert Membership.objects.filter(member__code="DV0001").count() == 2


@pytest.mark.usefixtures("place")
def test_a_refused_act_leaves_no_decision_behind(run: Run, capsys: Captured) -> None:
    decision = ("--decision", "5-QĐ/ĐU", "--decision-date", "2026-09-20", "--issuer", "Đảng ủy xã")
    assert run("member", "move", "DV0001", "--to", "24.01", "--on", "2026-10-01", *decision) == 1
    assert "không phải là chi bộ" in capsys.readouterr().err
    assert not Document.objects.exists()


@pytest.mark.usefixtures("place")
def test_a_life_in_the_party_from_the_command_line(run: Run) -> None:
    papers = ("--name", "Nguyễn Văn An", "--sex", "male", "--born", "1990-05-19")
    assert run("member", "admit", "DV9", "--cell", "24.01.1", "--on", "2022-02-03", *papers) == 0
    assert run("member", "recognize", "DV9", "--on", "2023-02-03") == 0
    assert run("member", "status", "DV9", "--set", "exempt", "--on", "2023-05-01") == 0
    assert run("member", "status", "DV9", "--set", "none", "--on", "2023-06-01") == 0
    assert run("member", "end", "DV9", "--reason", "struck_off", "--on", "2023-07-01") == 0
    assert run("member", "restore", "DV9", "--cell", "24.01.1", "--on", "2023-08-01") == 0
    assert run("member", "end", "DV9", "--reason", "expelled", "--on", "2023-09-01") == 0
    assert run("member", "readmit", "DV9", "--cell", "24.01.2", "--on", "2026-10-01") == 0
    assert list(
        Stage.objects.filter(member__code="DV9").order_by("valid_from").values_list("stage", flat=True)
    ) == [
        "probationary",
        "full",
        "full",
        "probationary",
    ]
    assert Status.objects.get().status == "exempt"


@pytest.mark.usefixtures("place")
def test_admitting_nobody_known_needs_the_papers(run: Run) -> None:
    with pytest.raises(CommandFailed, match="--born"):
        run("member", "admit", "DV9", "--cell", "24.01.1", "--on", "2022-02-03")


@pytest.mark.usefixtures("place")
def test_a_decision_has_a_date_and_an_issuer(run: Run) -> None:
    with pytest.raises(CommandFailed, match="--decision-date"):
        run("member", "recognize", "DV0001", "--on", "2026-01-01", "--decision", "5-QĐ/ĐU")


def test_an_unknown_cell_is_told(run: Run, place: Commune) -> None:
    with pytest.raises(CommandFailed, match=r"“24\.99”"):
        run("member", "move", "DV0001", "--to", "24.99", "--on", "2026-10-01")
