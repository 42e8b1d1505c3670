"""A file of parameters that contradicts itself is refused on reading, with the place and the reason."""

from pathlib import Path

import pytest

from dangvu.regulations import BadRegulationData
from dangvu.regulations.parameter_files import read_parameters

HEAD = "parameters:\n- name: probation.months\n  label: Thời gian dự bị\n  unit: {unit}\n  values:\n"
GOOD = "{value: 12, from: 2019-10-18, to: 2023-11-10, provision: 21-hd-btctw-2019, confidence: B}"


def read(folder: Path, *values: str, unit: str = "months", name: str = "probation.yaml") -> object:
    file = folder / name
    file.write_text(HEAD.format(unit=unit) + "".join(f"  - {value}\n" for value in values), encoding="utf-8")
    return read_parameters(file)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("values", "unit", "reason"),
    [
        ([GOOD, GOOD.replace("2019-10-18", "2020-01-01")], "months", "chồng nhau"),
        ([GOOD.replace("2023-11-10", "2023-11-11")], "months", "không có hiệu lực"),
        ([GOOD.replace("2019-10-18", "2019-10-17")], "months", "không có hiệu lực"),
        ([GOOD.replace("confidence: B", "confidence: B, carried_over: true")], "months", "C hoặc D"),
        ([GOOD.replace("confidence: B", "confidence: X")], "months", "độ tin cậy"),
        ([GOOD.replace("confidence: B", "confidence: P")], "months", "địa phương"),
        ([GOOD.replace("confidence: B", "confidence: B, scope: Hà Nội")], "months", "địa phương"),
        ([GOOD.replace("21-hd-btctw-2019", "99-hd-btctw-2019")], "months", "99-hd-btctw-2019"),
        ([GOOD.replace("to: 2023-11-10", "to: 2019-10-18")], "months", "khoảng ngày"),
        ([GOOD.replace("value: 12", "value: 0.5")], "percent", "ngoặc kép"),
        ([GOOD.replace("value: 12", 'value: "x"')], "percent", "không phải số"),
        ([GOOD.replace("value: 12", "value: true")], "months", "không hợp đơn vị"),
        ([GOOD], "weeks", "đơn vị"),
        ([GOOD.replace("confidence", "confidense")], "months", "khóa không biết"),
        ([GOOD.replace("confidence: B", "confidence: B, comparison: about")], "months", "so sánh"),
    ],
)
def test_a_contradiction_is_refused_with_its_reason(
    tmp_path: Path, values: list[str], unit: str, reason: str
) -> None:
    with pytest.raises((BadRegulationData, LookupError), match=reason):
        read(tmp_path, *values, unit=unit)


def test_a_value_of_a_dead_document_is_accepted_when_it_is_marked_and_only_warns(tmp_path: Path) -> None:
    later = "{value: 12, from: 2023-11-10, provision: 21-hd-btctw-2019, confidence: C, carried_over: true}"
    assert read(tmp_path, GOOD, later)


def test_a_parameter_in_the_wrong_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRegulationData, match="phải bắt đầu"):
        read(tmp_path, GOOD, name="review.yaml")


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "probation.yaml"
    file.write_text("parameters: [", encoding="utf-8")
    with pytest.raises(BadRegulationData, match="YAML"):
        read_parameters(file)
