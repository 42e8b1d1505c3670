"""What is recorded stays as it was recorded."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event, UnsealedEvent
from dangvu.audit.services import EventDraft, record, record_many

LAN = Actor(7, "Lan")

pytestmark = pytest.mark.django_db


def test_lans_act_is_recorded_with_its_day_subject_and_changed_fields() -> None:
    number = record(
        "member.rename",
        actor=LAN,
        on=date(2026, 11, 20),
        subject=("member", 12),
        organization_id=3,
        document_id=4,
        before={"full_name": "Hoà"},
        after={"full_name": "Hòa", "dues": Decimal("1.50"), "since": date(2020, 2, 1)},
    )
    event = Event.objects.get(pk=number)
    assert (event.actor_account_id, event.actor_name, event.verb) == (7, "Lan", "member.rename")
    assert (event.effective_on, event.subject_kind, event.subject_id) == (date(2026, 11, 20), "member", 12)
    assert (event.organization_id, event.document_id) == (3, 4)
    assert event.before == {"full_name": "Hoà"}
    assert event.after == {"full_name": "Hòa", "dues": "1.50", "since": "2020-02-01"}
    assert event.recorded_at is not None


def test_decomposed_letters_are_recorded_composed() -> None:
    number = record("x.y", actor=Actor(None, "Tua\u0302\u0301n"), after={"te\u0302n": "Tua\u0302\u0301n"})
    event = Event.objects.get(pk=number)
    assert (event.actor_name, event.after) == ("Tuấn", {"tên": "Tuấn"})


def test_a_float_is_refused_because_its_print_form_is_not_stable() -> None:
    with pytest.raises(TypeError, match="float"):
        record("x.y", actor=LAN, after={"share": 0.1})


def test_many_events_get_numbers_in_the_order_of_the_drafts() -> None:
    numbers = record_many((EventDraft("x.y", after={"n": n}) for n in range(500)), actor=LAN)
    assert numbers == sorted(numbers)
    found = Event.objects.in_bulk(numbers)
    assert [found[number].after for number in numbers] == [{"n": n} for n in range(500)]
    assert record_many([], actor=LAN) == []


def test_every_event_waits_for_the_sealer_however_it_was_written() -> None:
    numbers = [record("x.y", actor=LAN), *record_many([EventDraft("x.z")] * 2, actor=LAN)]
    numbers.append(Event.objects.create(actor_name="Vy", verb="x.raw").pk)
    assert set(UnsealedEvent.objects.values_list("event_id", flat=True)) == set(numbers)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET verb = 'x'",
        "DELETE FROM audit_event",
        "UPDATE audit_link SET batch = 9",
        "DELETE FROM audit_link",
        "UPDATE audit_seal SET count = 9",
        "DELETE FROM audit_seal",
    ],
)
def test_the_database_refuses_to_change_or_remove_what_was_recorded(sql: str) -> None:
    record("x.y", actor=LAN)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_link VALUES (1, 1, 1, 'x')")
        cursor.execute("INSERT INTO audit_seal VALUES (1, 1, 1, now(), 'x')")
        with pytest.raises(IntegrityError, match="chỉ được ghi thêm"), transaction.atomic():
            cursor.execute(sql)


@pytest.mark.parametrize("table", ["audit_event", "audit_link", "audit_seal"])
def test_the_database_refuses_to_empty_the_tables(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL dangvu.allow_truncate = 'off'")
        with pytest.raises(IntegrityError, match="chỉ được ghi thêm"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table}")
