"""Bình keeps what each kind of organisation does, in dated versions."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.documents.models import Document
from dangvu.documents.services import document_of_decision
from dangvu.kernel.findings import Refused
from dangvu.kernel.periods import FOREVER
from dangvu.organizations.models import Kind, KindFunction
from dangvu.organizations.services.functions import (
    Functions,
    functions_on,
    lay_down_functions,
    take_back_functions,
)

pytestmark = pytest.mark.django_db

BINH = Actor(5, "Bình")
TODAY = date(2026, 11, 20)
FIRST, SECOND = date(2020, 3, 1), date(2025, 7, 1)
TEXT = Functions(functions="Hạt nhân chính trị", working_relations="Với chính quyền:  phối hợp")


@pytest.fixture
def old() -> Document:
    return document_of_decision("10-QĐ/TU", date(2020, 2, 1), "Tỉnh ủy Thử Nghiệm", actor=BINH)


@pytest.fixture
def new() -> Document:
    return document_of_decision("20-QĐ/TU", date(2025, 6, 20), "Tỉnh ủy Thử Nghiệm", actor=BINH)


def _lay_down(
    document: Document, valid_from: date, text: Functions = TEXT, kind: str = Kind.CELL
) -> KindFunction:
    return lay_down_functions(kind, text, document, valid_from=valid_from, actor=BINH, on=TODAY)


def test_each_day_has_the_version_that_held_then(old: Document, new: Document) -> None:
    _lay_down(old, FIRST)
    _lay_down(new, SECOND, replace(TEXT, powers="Đề nghị kết nạp"))
    expected = {
        date(2020, 2, 29): None,
        FIRST: old,
        date(2025, 6, 30): old,
        SECOND: new,
        TODAY: new,
    }
    for day, document in expected.items():
        version = functions_on(Kind.CELL, day)
        assert (version and version.document) == document
    assert functions_on(Kind.GRASSROOTS_CELL, TODAY) is None


def test_the_text_is_kept_tidy_and_the_event_names_document_and_day(old: Document) -> None:
    version = _lay_down(old, FIRST)
    assert version.working_relations == "Với chính quyền: phối hợp"
    event = Event.objects.get(verb="organization.lay_down_functions")
    assert (version.event_id, event.document_id, event.effective_on) == (event.pk, old.pk, FIRST)
    assert event.after is not None
    assert event.after["functions"] == "Hạt nhân chính trị"


def test_bình_sees_all_obstacles_at_once(old: Document) -> None:
    with pytest.raises(Refused) as refusal:
        _lay_down(old, date(2020, 1, 1), Functions(), kind="hamlet")
    assert {finding.code for finding in refusal.value.findings} == {
        "functions.kind",
        "functions.empty",
        "functions.before_document",
    }
    with pytest.raises(Refused, match="ký tự điều khiển"):
        _lay_down(old, FIRST, Functions(tasks="\x01"))


@pytest.mark.parametrize("day", [FIRST, date(2020, 2, 15)])
def test_a_new_version_begins_after_the_one_before(old: Document, day: date) -> None:
    _lay_down(old, FIRST)
    with pytest.raises(Refused, match="phải bắt đầu sau"):
        _lay_down(old, day)
    assert KindFunction.objects.get().valid_to == FOREVER


def test_a_version_entered_by_mistake_is_taken_back_and_the_one_before_runs_on(
    old: Document, new: Document
) -> None:
    _lay_down(old, FIRST)
    _lay_down(new, SECOND)
    take_back_functions(Kind.CELL, actor=BINH, on=TODAY)
    version = KindFunction.objects.get()
    assert (version.document, version.valid_to) == (old, FOREVER)
    take_back_functions(Kind.CELL, actor=BINH, on=TODAY)
    with pytest.raises(Refused, match="Không có bản"):
        take_back_functions(Kind.CELL, actor=BINH, on=TODAY)
    assert Event.objects.filter(verb="organization.take_back_functions").count() == 2


@pytest.mark.parametrize("kind", Kind.values)
def test_the_database_itself_refuses_two_versions_on_one_day(old: Document, kind: str) -> None:
    KindFunction.objects.create(kind=kind, document=old, valid_from=FIRST, valid_to=SECOND)
    with pytest.raises(IntegrityError, match=f"kind_function_one_for_{kind}"):
        KindFunction.objects.create(kind=kind, document=old, valid_from=date(2025, 6, 30))
