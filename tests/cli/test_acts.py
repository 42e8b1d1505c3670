"""Bình gives a file of acts to the command line: preview, apply, undo."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.cli.failures import CommandFailed
from dangvu.exchange.services import dump
from dangvu.organizations.models import Organization
from dangvu.organizations.selectors import ancestor_codes
from dangvu.reorganizations.selectors import tree_changed
from dangvu.reorganizations.services.apply import apply_acts
from dangvu.statistics.models import RatingRollup, RatingRollupYear
from dangvu.statistics.services.rollup import rebuild
from tests.cli.conftest import Run
from tests.organizations.trees import assert_closure_is_right
from tests.reorganizations.commune import JULY, act, appoint, join, province

Captured = pytest.CaptureFixture[str]
HEADER = (
    "order,act,code,successor_code,parent_code,name,kind,sector,on,decision_number,decision_date,body_code"
)
DECIDED = "2025-07-01,1-QĐ/TU,2025-06-16,24"


def write(folder: Path, lines: Iterable[str], header: str = HEADER, name: str = "acts.csv") -> str:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return str(path)


def first_of_july() -> list[str]:
    """Both districts end; four communes become two, one cell changes its commune, two cells become one."""
    return [
        f"1,establish,24.A,,24,Đảng bộ xã An Bình,grassroots_committee,commune_unit,{DECIDED}",
        f"2,merge,24.1.1,24.A,,,,,{DECIDED}",
        f"3,merge,24.1.2,24.A,,,,,{DECIDED}",
        f"4,move,24.2.1.2,,24.A,,,,{DECIDED}",
        f"5,merge,24.2.1,24.B,24,Đảng bộ phường Hòa Bình,grassroots_committee,ward_unit,{DECIDED}",
        f"6,merge,24.2.2,24.B,,,,,{DECIDED}",
        f"7,merge,24.2.2.1,24.2.2.2,,,,,{DECIDED}",
        f"8,rename,24.2.2.2,,,Chi bộ khu phố 2,,,{DECIDED}",
        f"9,wind_up,24.1,,,,,,{DECIDED}",
        f"10,wind_up,24.2,24.B,,,,,{DECIDED}",
    ]


@pytest.fixture
def people(run: Run) -> None:
    """A province of two districts with somebody in every cell."""
    province()
    for number, cell in enumerate(Organization.objects.filter(kinds__kind="cell").order_by("code")):
        member = join(f"Đảng viên {number}", cell.code, code=f"M{number}")
        appoint(member, cell.code)


def dumped(folder: Path) -> dict[str, bytes]:
    dump(folder, actor=Actor(None, "Đảng vụ"))
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def answer(run: Run, capsys: Captured, path: str, way: str, status: int = 0) -> dict[str, Any]:
    capsys.readouterr()
    assert run("acts", "apply", path, way, "--format", "json") == status
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


@pytest.mark.usefixtures("people")
def test_the_first_of_july_is_previewed_applied_and_undone_byte_for_byte(
    run: Run, tmp_path: Path, capsys: Captured
) -> None:
    path = write(tmp_path, first_of_july())
    before = dumped(tmp_path / "before")

    shown = answer(run, capsys, path, "--preview")
    assert shown["errors"] == []
    assert (shown["reconciliation"]["before"], shown["reconciliation"]["after"]) == (2, 2)
    assert [(one["code"], one["from"], one["to"]) for one in shown["members"]] == [
        ("M6", "24.2.2.1", "24.2.2.2")
    ]
    assert dumped(tmp_path / "previewed") == before

    assert answer(run, capsys, path, "--apply")["reconciliation"]["equal"]
    assert ancestor_codes("24.1.2.1", JULY) == ["24.1.2.1", "24.A", "24"]
    assert ancestor_codes("24.2.1.2", JULY) == ["24.2.1.2", "24.A", "24"]
    assert ancestor_codes("24.2.1.1", JULY) == ["24.2.1.1", "24.B", "24"]
    assert not Organization.objects.filter(code__in=("24.1", "24.2"), valid_to__gt=JULY).exists()
    assert_closure_is_right()
    after = dumped(tmp_path / "after")
    assert after != before

    assert answer(run, capsys, path, "--apply", status=1)["errors"][0]["code"] == "acts.already_applied"
    assert answer(run, capsys, path, "--preview", status=1)["errors"][0]["code"] == "acts.already_applied"
    assert dumped(tmp_path / "still") == after

    assert answer(run, capsys, path, "--undo") == {"errors": [], "warnings": [], "rows": {"acts": 10}}
    assert dumped(tmp_path / "undone") == before
    assert_closure_is_right()
    assert answer(run, capsys, path, "--undo", status=1)["errors"][0]["code"] == "acts.not_applied"

    answer(run, capsys, path, "--apply")
    assert dumped(tmp_path / "again") == after
    assert Event.objects.filter(verb="acts.apply").count() == 2


@pytest.mark.usefixtures("people")
def test_every_blocking_fact_is_named_and_nothing_is_written(
    run: Run, tmp_path: Path, capsys: Captured
) -> None:
    path = write(
        tmp_path,
        [
            f"1,wind_up,24.1.1.1,,,,,,{DECIDED}",
            f"2,wind_up,24.1,,,,,,{DECIDED}",
            f"3,merge,24.2.1,24.9,,,,,{DECIDED}",
            f"4,establish,24.C,,24.1.1.2,Đảng bộ xã Mới,grassroots_committee,,{DECIDED}",
        ],
    )
    before = dumped(tmp_path / "before")
    for way in ("--preview", "--apply"):
        errors = answer(run, capsys, path, way, status=1)["errors"]
        assert [(one["file"], one["line"], one["column"], one["code"]) for one in errors] == [
            ("acts.csv", 2, "code", "act.members_left"),
            ("acts.csv", 3, "code", "act.units_left"),
            ("acts.csv", 4, "successor_code", "code.unknown"),
            ("acts.csv", 5, "parent_code", "tree.kind_below"),
        ]
        assert "Đảng viên 0 (M0)" in errors[0]["message"]
        assert "Đảng bộ xã 1.1 (24.1.1)" in errors[1]["message"]
        assert errors[2]["value"] == "24.9"
    assert dumped(tmp_path / "after") == before


@pytest.mark.usefixtures("people")
def test_a_person_reads_who_moves_and_that_the_count_is_right(
    run: Run, tmp_path: Path, capsys: Captured
) -> None:
    assert run("acts", "apply", write(tmp_path, first_of_july()), "--preview") == 0
    out = capsys.readouterr().out
    assert "01/07/2025 sáp nhập: Đảng bộ xã 1.1 (24.1.1) Đảng bộ xã An Bình" in out
    assert "trước 2, sau 2: khớp" in out
    assert "đi: Đảng viên 6 (M6)" in out
    assert out.endswith("Xem trước: tệp này thực hiện được; chưa ghi gì.\n")


@pytest.mark.usefixtures("people")
def test_what_was_recorded_since_is_named_when_it_is_too_late_to_undo(
    run: Run, tmp_path: Path, capsys: Captured
) -> None:
    path = write(tmp_path, first_of_july())
    answer(run, capsys, path, "--apply")
    later = write(
        tmp_path, ["1,rename,24.A,,,Đảng bộ xã An Hòa,,,2026-01-01,2-QĐ/TU,2025-12-20,24"], name="later.csv"
    )
    answer(run, capsys, later, "--apply")
    errors = answer(run, capsys, path, "--undo", status=1)["errors"]
    assert any("Đổi tên" in one["message"] and "2-QĐ/TU" in one["message"] for one in errors)
    answer(run, capsys, later, "--undo")
    answer(run, capsys, path, "--undo")


@pytest.mark.usefixtures("people")
def test_what_was_rolled_up_for_a_new_commune_does_not_keep_it_from_being_undone(
    run: Run, tmp_path: Path, capsys: Captured
) -> None:
    rebuild(2025)
    path = write(tmp_path, first_of_july())
    before = dumped(tmp_path / "before")
    answer(run, capsys, path, "--apply")
    assert RatingRollup.objects.filter(organization__code="24.A", year=2025).exists()
    assert not tree_changed(2025, since=RatingRollupYear.objects.get().computed_at)
    answer(run, capsys, path, "--undo")
    assert dumped(tmp_path / "undone") == before
    assert RatingRollup.objects.filter(organization__code="24.1", year=2025).exists()


@pytest.mark.usefixtures("people")
def test_a_year_rolled_up_before_the_tree_changed_is_not_fresh() -> None:
    moment = timezone.now()
    acts = [act(1, "rename", "24.1", JULY, name="Đảng bộ huyện Yên Thế")]
    apply_acts(acts, actor=Actor(None, "Bình"), on=JULY)
    assert [tree_changed(year, since=moment) for year in (2024, 2025, 2026)] == [False, True, True]
    assert not tree_changed(2025, since=timezone.now())


GOOD = f"1,rename,24.1,,,Đảng bộ huyện Yên Thế,,,{DECIDED}"


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("header", "line", "column", "code"),
    [
        (HEADER.replace(",body_code", ""), GOOD.removesuffix(",24"), "body_code", "column.missing"),
        (f"{HEADER},note", f"{GOOD},", "note", "column.unknown"),
        (HEADER.replace("sector", "kind"), GOOD, "kind", "column.duplicate"),
        (HEADER, GOOD.replace("2025-07-01", "2025-02-30"), "on", "date.invalid"),
        (HEADER, GOOD.replace("2025-06-16", "16/6/2025"), "decision_date", "date.invalid"),
        (HEADER, GOOD.replace("1,rename", "một,rename"), "order", "number.invalid"),
        (HEADER, GOOD.replace("rename", "abolish"), "act", "value.not_in_list"),
        (HEADER, GOOD.replace("1-QĐ/TU", ""), "decision_number", "value.missing"),
        (HEADER, f"1,convert,24.1,,,,village,,{DECIDED}", "kind", "value.not_in_list"),
        (HEADER, f"1,convert,24.1,,,,,moon,{DECIDED}", "sector", "value.not_in_list"),
        (HEADER, f"{GOOD},thừa", None, "row.cells"),
        (HEADER, f"{GOOD}\n{GOOD}", "order", "order.duplicate"),
        (HEADER, '1,rename,24.1,,,"chưa đóng', None, "file.csv"),
        (HEADER, "", None, "file.empty"),
        (HEADER, GOOD.replace("Yên Thế", "x" * 10_001), None, "file.csv"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(
    run: Run, tmp_path: Path, capsys: Captured, header: str, line: str, column: str | None, code: str
) -> None:
    errors = answer(run, capsys, write(tmp_path, [line], header), "--apply", status=1)["errors"]
    assert (column, code) in [(one["column"], one["code"]) for one in errors]
    assert all(one["line"] >= 1 and one["message"] for one in errors)
    assert not Event.objects.filter(verb="acts.apply").exists()


@pytest.mark.usefixtures("people")
def test_a_file_that_is_not_utf8_is_refused_with_its_line(run: Run, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "acts.csv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode("cp1258", errors="replace"))
    (error,) = answer(run, capsys, str(path), "--apply", status=1)["errors"]
    assert (error["line"], error["code"]) == (2, "file.encoding")


@pytest.mark.usefixtures("people")
def test_a_bom_decomposed_letters_and_quoted_newlines_are_accepted(
    run: Run, tmp_path: Path, capsys: Captured
) -> None:
    import unicodedata

    lines = [
        GOOD.replace("Đảng bộ huyện Yên Thế", '"Đảng bộ\nhuyện Yên Thế"'),
        f"2,wind_up,24.1.1.1,,,,,,{DECIDED}",
    ]
    path = tmp_path / "acts.csv"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", "\n".join([HEADER, *lines])).encode())
    errors = answer(run, capsys, str(path), "--preview", status=1)["errors"]
    assert [(one["line"], one["code"]) for one in errors] == [(4, "act.members_left")]
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", "\n".join([HEADER, lines[0]])).encode())
    answer(run, capsys, str(path), "--apply")
    assert Organization.objects.get(code="24.1").names.filter(name="Đảng bộ huyện Yên Thế").exists()


def test_a_bad_call_is_told_apart_from_a_refusal(run: Run, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("acts", "apply", write(tmp_path, [GOOD]))
    with pytest.raises(CommandFailed) as failed:
        run("acts", "apply", str(tmp_path / "none.csv"), "--apply")
    assert failed.value.status == 2
