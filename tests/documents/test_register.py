"""Tuấn keeps the register of documents."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.documents.models import Document
from dangvu.documents.selectors import documents_numbered, the_document
from dangvu.documents.services import (
    DocumentDraft,
    correct_document,
    document_of_decision,
    register_document,
    relate,
)
from dangvu.kernel.findings import Refused
from tests.documents.conftest import TODAY, event_of

pytestmark = pytest.mark.django_db

REGULATION = DocumentDraft("regulation", "124-QĐ/TW", "Bộ Chính trị", date(2023, 10, 4))


def _codes(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {finding.code for finding in refusal.value.findings}


def test_one_number_of_two_issuers_or_two_days_is_two_documents(tuan: Actor) -> None:
    register_document(REGULATION, actor=tuan, on=TODAY)
    register_document(replace(REGULATION, issued_on=date(2018, 2, 2)), actor=tuan, on=TODAY)
    register_document(replace(REGULATION, issuer="Ban Bí thư"), actor=tuan, on=TODAY)
    assert documents_numbered("Số: 124 - QĐ/TW").count() == 3
    with pytest.raises(Refused, match="có nhiều văn bản"):
        the_document("124-QĐ/TW")
    assert the_document("124-QĐ/TW", issued_on=date(2018, 2, 2)).issuer == "Bộ Chính trị"


@pytest.mark.parametrize(
    "change",
    [{}, {"number": "Số: 124 – qđ/tw"}, {"issuer": "BỘ  CHÍNH TRỊ"}, {"kind": "decision", "title": "Khác"}],
)
def test_the_same_document_is_not_entered_twice(tuan: Actor, change: dict[str, Any]) -> None:
    register_document(REGULATION, actor=tuan, on=TODAY)
    with pytest.raises(Refused, match="đã có trong sổ") as refusal:
        register_document(replace(REGULATION, **change), actor=tuan, on=TODAY)
    assert _codes(refusal) == {"document.twice"}
    assert Document.objects.count() == 1


def test_two_spellings_of_an_issuer_are_one_issuer(tuan: Actor) -> None:
    draft = replace(REGULATION, issuer="Uỷ ban Kiểm tra Tỉnh uỷ")
    register_document(draft, actor=tuan, on=TODAY)
    with pytest.raises(Refused):
        register_document(replace(draft, issuer="Ủy ban kiểm tra Tỉnh ủy"), actor=tuan, on=TODAY)


def test_everything_on_the_paper_is_kept_and_the_event_tells_who_entered_it(tuan: Actor) -> None:
    draft = replace(
        REGULATION,
        title="Về kiểm điểm",
        signer="Nguyễn Văn Thử",
        signer_post="Chánh Văn phòng",
        by_order_of="Ban Thường vụ",
        recipients=("Các chi bộ", " ", "Lưu Đảng ủy"),
        archive_copy="Văn phòng",
    )
    document = register_document(draft, actor=tuan, on=TODAY).document
    document.refresh_from_db()
    assert document.recipients == ["Các chi bộ", "Lưu Đảng ủy"]
    assert (document.signer, document.by_order_of, document.archive_copy) == (
        "Nguyễn Văn Thử",
        "Ban Thường vụ",
        "Văn phòng",
    )
    event = event_of(document)
    assert (event.verb, event.actor_name, event.effective_on) == ("document.register", "Tuấn", TODAY)
    assert event.after is not None
    assert event.after["recipients"] == ["Các chi bộ", "Lưu Đảng ủy"]


def test_tuan_sees_all_obstacles_at_once_and_nothing_is_written(tuan: Actor) -> None:
    draft = DocumentDraft(
        "letter",
        "",
        " ",
        date(2026, 12, 1),
        title="a\x07",
        valid_from=date(2026, 2, 1),
        valid_to=date(2026, 2, 1),
    )
    with pytest.raises(Refused) as refusal:
        register_document(draft, actor=tuan, on=TODAY)
    assert _codes(refusal) == {
        "document.kind",
        "document.number_missing",
        "document.issuer_missing",
        "document.in_future",
        "document.control_character",
        "document.period_empty",
    }
    assert not Document.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("field", ["number", "issuer", "issuer_code", "signer", "note"])
def test_a_null_sign_anywhere_is_refused_with_a_sentence(tuan: Actor, field: str) -> None:
    with pytest.raises(Refused, match="ký tự điều khiển"):
        register_document(replace(REGULATION, **{field: "a\x00b"}), actor=tuan, on=TODAY)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="ký tự điều khiển"):
        document_of_decision("1\x00-QĐ/TU", TODAY, "Tỉnh ủy", actor=tuan)


def test_a_number_spoilt_by_scanning_is_kept_with_a_remark(tuan: Actor) -> None:
    document, findings = register_document(replace(REGULATION, number="l24-QĐ TW"), actor=tuan, on=TODAY)
    assert document.number == "l24-QĐ TW"
    assert [finding.code for finding in findings] == ["document.number_unusual"]


def test_a_correction_keeps_what_stood_there_before(tuan: Actor) -> None:
    document = register_document(replace(REGULATION, title="Vê kiem điêm"), actor=tuan, on=TODAY).document
    corrected = correct_document(document.pk, {"title": "Về kiểm điểm"}, actor=tuan, on=TODAY).document
    event = event_of(corrected)
    assert (event.before, event.after) == ({"title": "Vê kiem điêm"}, {"title": "Về kiểm điểm"})
    assert Document.objects.get().title == "Về kiểm điểm"


def test_a_correction_that_changes_nothing_records_nothing(tuan: Actor) -> None:
    document = register_document(REGULATION, actor=tuan, on=TODAY).document
    correct_document(document.pk, {"issuer": "Bộ  Chính trị"}, actor=tuan, on=TODAY)
    assert Event.objects.count() == 1


def test_a_correction_cannot_turn_one_document_into_another(tuan: Actor) -> None:
    register_document(REGULATION, actor=tuan, on=TODAY)
    other = register_document(replace(REGULATION, number="125-QĐ/TW"), actor=tuan, on=TODAY).document
    with pytest.raises(Refused, match="đã có trong sổ"):
        correct_document(other.pk, {"number": "124-QĐ/TW"}, actor=tuan, on=TODAY)
    other.refresh_from_db()
    assert (other.number, other.number_key) == ("125-QĐ/TW", "125-QĐ/TW")


def test_an_act_finds_its_decision_or_enters_it(tuan: Actor) -> None:
    day = date(2026, 6, 20)
    first = document_of_decision("07-QĐ/TU", day, "Tỉnh ủy Thử Nghiệm", "24", actor=tuan)
    assert (first.kind, first.issuer_code) == ("decision", "24")
    assert document_of_decision("7 - QĐ/TU", day, "Tỉnh uỷ Thử Nghiệm", actor=tuan) == first
    assert document_of_decision("07-QĐ/TU", day, "Đảng bộ tỉnh", "24", actor=tuan) == first
    assert document_of_decision("07-QĐ/TU", date(2026, 6, 21), "", "24", actor=tuan) != first
    assert Event.objects.filter(verb="document.register").count() == 2


def test_an_act_without_a_number_is_refused(tuan: Actor) -> None:
    with pytest.raises(Refused, match="chưa có số"):
        document_of_decision(" ", date(2026, 6, 20), "Tỉnh ủy", actor=tuan)


def test_one_programme_carries_out_several_directives(tuan: Actor) -> None:
    program = register_document(
        DocumentDraft("program", "03-CTr/TU", "Tỉnh ủy", date(2026, 3, 1), valid_from=date(2026, 1, 1)),
        actor=tuan,
        on=TODAY,
    ).document
    directives = [
        register_document(
            DocumentDraft("directive", f"{n}-CT/TW", "Ban Bí thư", day), actor=tuan, on=TODAY
        ).document
        for n, day in ((11, date(2025, 5, 5)), (12, date(2026, 3, 1)))
    ]
    for directive in [*directives, directives[0]]:
        relate(program, "carries_out", directive, actor=tuan, on=TODAY)
    assert {relation.target for relation in program.relations.all()} == set(directives)
    assert Event.objects.filter(verb="document.relate").count() == 2


@pytest.mark.parametrize("kind", ["carries_out", "amends", "replaces"])
def test_no_document_carries_out_or_changes_a_later_one_or_itself(tuan: Actor, kind: str) -> None:
    old = register_document(REGULATION, actor=tuan, on=TODAY).document
    new = register_document(replace(REGULATION, issued_on=date(2024, 1, 1)), actor=tuan, on=TODAY).document
    relate(new, kind, old, actor=tuan, on=TODAY)
    with pytest.raises(Refused, match="ban hành sau nó"):
        relate(old, kind, new, actor=tuan, on=TODAY)
    with pytest.raises(Refused, match="chính nó"):
        relate(old, kind, old, actor=tuan, on=TODAY)


def test_an_unknown_relation_is_refused(tuan: Actor) -> None:
    old = register_document(REGULATION, actor=tuan, on=TODAY).document
    with pytest.raises(Refused, match="Không có quan hệ"):
        relate(old, "likes", old, actor=tuan, on=TODAY)
