"""The register of documents: who looks a document up finds it with its number, issuer, date and days."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import dangvu
from dangvu.kernel.periods import FOREVER
from dangvu.regulations import UnknownProvision, parameters, provision, provisions, provisions_in_force

PACKAGE = Path(dangvu.__file__).parent
#: Of central bodies; a made-up example of a number has one digit.
NUMBER = re.compile(r"\b(\d{2,}-(?:QĐi|QĐ|HD|CT|NQ|TT|KL|CV)/(?:TW|BTCTW|UBKTTW|VPTW))\b")
KEY = re.compile(r"\b(\d+-(?:qdi|qd|hd|ct|nq|tt|kl|cv|da)-[a-z]+(?:-[a-z]+)*(?:-\d{4})?)\b")


def test_every_document_is_one_number_issuer_and_date() -> None:
    identities = Counter((item.number, item.issuer, item.date) for item in provisions().values())
    assert [identity for identity, times in identities.items() if times > 1] == []


def test_every_key_is_the_slug_of_its_number_and_year() -> None:
    for item in provisions().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", item.key)
        if KEY.fullmatch(item.key):
            plain = item.number.lower().replace("đ", "d").replace("/", "-")
            assert item.key.startswith(plain), item.key
            assert item.date is None or item.key.endswith(str(item.date.year)), item.key


def test_one_number_may_belong_to_several_documents() -> None:
    numbers = Counter(item.number for item in provisions().values())
    assert numbers["01-HD/TW"] == 3
    assert numbers["124-QĐ/TW"] == 2
    assert provision("124-qd-tw-2023").issuer == "Bộ Chính trị"
    assert provision("124-qd-tw-bbt").issuer == "Ban Bí thư Trung ương"
    assert provision("21-qd-tw-2026").date != provision("21-qd-tu-lao-cai-2025").date


@pytest.mark.parametrize(
    ("key", "number", "day", "issuer", "first", "last"),
    [
        ("29-qd-tw-2016", "29-QĐ/TW", "2016-07-25", "Ban Chấp hành Trung ương", "2016-07-25", "2021-07-29"),
        ("24-qd-tw-2021", "24-QĐ/TW", "2021-07-30", "Ban Chấp hành Trung ương", "2021-07-30", "2025-01-19"),
        ("232-qd-tw-2025", "232-QĐ/TW", "2025-01-20", "Ban Chấp hành Trung ương", "2025-01-20", "2025-06-30"),
        ("294-qd-tw-2025", "294-QĐ/TW", "2025-05-26", "Ban Chấp hành Trung ương", "2025-07-01", "2026-04-07"),
        ("20-qd-tw-2026", "20-QĐ/TW", "2026-04-08", "Ban Chấp hành Trung ương", "2026-04-08", "2026-07-25"),
        ("208-qd-tw-2026", "208-QĐ/TW", "2026-07-26", "Ban Chấp hành Trung ương", "2026-07-26", None),
        ("06-hd-tw-2025", "06-HD/TW", "2025-06-09", "Ban Bí thư Trung ương", "2025-06-09", "2026-05-18"),
        ("01-hd-tw-2026", "01-HD/TW", "2026-05-19", "Ban Bí thư Trung ương", "2026-05-19", None),
        ("38-hd-btctw-2025", "38-HD/BTCTW", "2025-09-29", "Ban Tổ chức Trung ương", "2025-09-29", None),
        (
            "12-hd-btctw-2022",
            "12-HD/BTCTW",
            "2022-01-18",
            "Ban Tổ chức Trung ương",
            "2022-01-18",
            "2025-09-28",
        ),
        (
            "16-hd-btctw-2018",
            "16-HD/BTCTW",
            "2018-09-24",
            "Ban Tổ chức Trung ương",
            "2018-09-24",
            "2019-10-17",
        ),
        (
            "21-hd-btctw-2019",
            "21-HD/BTCTW",
            "2019-10-18",
            "Ban Tổ chức Trung ương",
            "2019-10-18",
            "2023-11-09",
        ),
        (
            "25-hd-btctw-2023",
            "25-HD/BTCTW",
            "2023-11-10",
            "Ban Tổ chức Trung ương",
            "2023-11-10",
            "2025-10-30",
        ),
        ("43-hd-btctw-2025", "43-HD/BTCTW", "2025-10-31", "Ban Tổ chức Trung ương", "2025-10-31", None),
        ("132-qd-tw-2018", "132-QĐ/TW", "2018-03-08", "Bộ Chính trị", "2018-03-08", "2023-10-03"),
        ("124-qd-tw-2023", "124-QĐ/TW", "2023-10-04", "Bộ Chính trị", "2023-10-04", "2025-08-29"),
        ("366-qd-tw-2025", "366-QĐ/TW", "2025-08-30", "Bộ Chính trị", "2025-08-30", None),
        ("30-qd-tw-2016", "30-QĐ/TW", "2016-07-26", "Ban Chấp hành Trung ương", "2016-07-26", "2021-07-27"),
        ("22-qd-tw-2021", "22-QĐ/TW", "2021-07-28", "Ban Chấp hành Trung ương", "2021-07-28", "2025-05-29"),
        ("296-qd-tw-2025", "296-QĐ/TW", "2025-05-30", "Ban Chấp hành Trung ương", "2025-05-30", "2026-04-10"),
        ("21-qd-tw-2026", "21-QĐ/TW", "2026-04-11", "Ban Chấp hành Trung ương", "2026-04-11", None),
        ("69-qd-tw-2022", "69-QĐ/TW", "2022-07-06", "Bộ Chính trị", "2022-07-06", "2026-08-16"),
        ("212-qd-tw-2026", "212-QĐ/TW", "2026-08-17", "Bộ Chính trị", "2026-08-17", None),
        ("28-ct-tw-2019", "28-CT/TW", "2019-01-21", "Ban Bí thư Trung ương", "2019-01-21", None),
        ("21-nq-tw-2022", "21-NQ/TW", "2022-06-16", "Ban Chấp hành Trung ương", "2022-06-16", None),
        ("213-qd-tw-2020", "213-QĐ/TW", "2020-01-02", "Bộ Chính trị", "2020-01-02", None),
    ],
)
def test_binh_finds_a_document_with_its_first_and_last_day(
    key: str, number: str, day: str, issuer: str, first: str, last: str | None
) -> None:
    found = provision(key)
    assert (found.number, found.date, found.issuer) == (number, date.fromisoformat(day), issuer)
    assert found.in_force_from == date.fromisoformat(first)
    if last is None:
        assert found.in_force_to == FOREVER
    else:
        assert found.in_force(date.fromisoformat(last))
        assert not found.in_force(found.in_force_to)


def test_a_successor_takes_over_on_the_day_its_predecessor_ends() -> None:
    for item in provisions().values():
        if item.replaced_by is None or item.to_precision != "day":
            continue
        successor = provision(item.replaced_by)
        assert successor.in_force_from is not None, item.key
        assert successor.in_force_from <= item.in_force_to, item.key


def test_one_regulation_on_the_statutes_is_in_force_each_day_since_2016() -> None:
    for day in ("2016-07-25", "2021-07-30", "2025-06-30", "2025-07-01", "2026-04-08", "2026-11-20"):
        living = [
            one
            for one in provisions_in_force(date.fromisoformat(day))
            if one.subject == "Thi hành Điều lệ Đảng"
        ]
        assert len(living) == 1, day


def test_a_document_of_unknown_day_is_never_counted_as_in_force_and_says_why() -> None:
    undated = [item for item in provisions().values() if item.in_force_from is None]
    assert {"217-qd-tw", "218-qd-tw", "05-ct-tw", "124-qd-tw-bbt"} <= {item.key for item in undated}
    for item in undated:
        assert not item.in_force(date(2026, 11, 20))
        assert "chưa rõ ngày" in item.note


def test_what_is_not_known_of_a_day_is_said() -> None:
    for item in provisions().values():
        if item.date is None:
            assert item.date_text or "chưa rõ ngày" in item.note, item.key
        if "day" not in (item.from_precision, item.to_precision):
            assert item.note, item.key


def test_an_unknown_key_is_refused_in_vietnamese() -> None:
    with pytest.raises(UnknownProvision, match="999-qd-tw-2030"):
        provision("999-qd-tw-2030")


def test_the_citation_names_kind_number_day_and_issuer() -> None:
    assert provision("21-hd-btctw-2019").citation == (
        "Hướng dẫn 21-HD/BTCTW ngày 18/10/2019 của Ban Tổ chức Trung ương"
    )
    assert "chưa rõ ngày" in provision("217-qd-tw").citation
    assert "năm 2011" in provision("dieu-le-dang-2011").citation


def _texts() -> dict[str, str]:
    files = [*PACKAGE.rglob("*.py"), *(PACKAGE / "regulations").rglob("*.yaml")]
    return {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in files}


def test_every_provision_cited_anywhere_in_the_program_is_registered() -> None:
    numbers = {item.number for item in provisions().values()}
    strangers = {
        (name, found)
        for name, text in _texts().items()
        for found in NUMBER.findall(text)
        if found not in numbers
    }
    assert strangers == set()


def test_every_key_of_a_provision_written_in_the_program_exists() -> None:
    strangers = {
        (name, found)
        for name, text in _texts().items()
        for found in KEY.findall(text)
        if found not in provisions()
    }
    assert strangers == set()


def test_every_value_of_law_rests_on_a_registered_document() -> None:
    assert {value.provision for item in parameters() for value in item.values} <= set(provisions())
