"""Whatever is done to the rows behind the program's back, the first broken row is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvu.audit.canonical import EVENT_COLUMNS
from dangvu.audit.heads import Head
from dangvu.audit.models import Event, Link, Seal
from dangvu.audit.services import record, verifying
from dangvu.audit.services.verifying import Break, verify
from tests.audit.conftest import BATCHES, LAN

SIZE = sum(BATCHES)
TABLES = ("audit_event", "audit_link", "audit_seal")

#: A new value for each column, as SQL over the old one.
EVENT_CHANGES = {
    "id": "id + 100000",
    "recorded_at": "recorded_at + interval '1 microsecond'",
    "actor_account_id": "NULL",
    "actor_name": "actor_name || ' '",
    "verb": "'member.expel'",
    "effective_on": "DATE '2026-01-01'",
    "subject_kind": "'cell'",
    "subject_id": "subject_id + 1",
    "organization_id": "1",
    "document_id": "1",
    "before": """'{"full_name": "Hòa"}'""",
    "after": "after || '{\"n\": 0.5}'",
}
LINK_CHANGES = {
    "position": "position + 1000",
    "event_id": "event_id + 100000",
    "batch": "batch + 1",
    "hash": "sha256(hash)",
}
SEAL_CHANGES = {
    "batch": "batch + 100",
    "last_position": "last_position + 1000",
    "count": "count + 1",
    "sealed_at": "sealed_at + interval '1 microsecond'",
    "hash": "sha256(hash)",
}

each_example = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _after(head: Head, *statements: str) -> Break | None:
    """Do this to the rows with the triggers off, verify, and put everything back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement)
        broken = verify([head]).broken
        transaction.set_rollback(True)
    return broken


def _event_at(position: int) -> int:
    return Link.objects.get(position=position).event_id


def test_an_untouched_chain_is_whole(chain: Head) -> None:
    record("x.y", actor=LAN)
    found = verify([chain])
    assert (found.broken, found.checked, found.waiting) == (None, SIZE, 1)


def test_the_changes_tried_cover_every_column() -> None:
    columns = [field.column for model in (Event, Link, Seal) for field in model._meta.concrete_fields]
    assert sorted([*EVENT_CHANGES, *LINK_CHANGES, *SEAL_CHANGES]) == sorted(columns)


@each_example
@given(column=st.sampled_from(EVENT_COLUMNS), position=st.integers(1, SIZE))
def test_any_change_of_any_column_of_any_event_is_named(chain: Head, column: str, position: int) -> None:
    event_id = _event_at(position)
    broken = _after(chain, f"UPDATE audit_event SET {column} = {EVENT_CHANGES[column]} WHERE id = {event_id}")
    assert broken is not None
    assert (broken.event_id, broken.position) == (event_id, position)
    assert f"Sự kiện số {event_id}" in broken.message


@each_example
@given(column=st.sampled_from(sorted(LINK_CHANGES)), position=st.integers(1, SIZE))
def test_any_change_of_any_column_of_any_link_is_named(chain: Head, column: str, position: int) -> None:
    broken = _after(
        chain, f"UPDATE audit_link SET {column} = {LINK_CHANGES[column]} WHERE position = {position}"
    )
    assert broken is not None
    if column == "position" and position == SIZE:
        assert broken.code in {"link.missing", "tail.removed"}
    assert broken.position == position


@each_example
@given(column=st.sampled_from(sorted(SEAL_CHANGES)), batch=st.integers(1, len(BATCHES)))
def test_any_change_of_any_column_of_any_seal_is_named(chain: Head, column: str, batch: int) -> None:
    broken = _after(chain, f"UPDATE audit_seal SET {column} = {SEAL_CHANGES[column]} WHERE batch = {batch}")
    assert broken is not None
    assert broken.position == sum(BATCHES[:batch])
    assert f"Niêm phong đợt {batch}" in broken.message


@pytest.mark.parametrize("position", range(1, SIZE + 1))
def test_an_event_removed_anywhere_is_named(chain: Head, position: int) -> None:
    event_id = _event_at(position)
    broken = _after(chain, f"DELETE FROM audit_event WHERE id = {event_id}")
    assert broken is not None
    assert (broken.code, broken.event_id) == ("event.removed", event_id)


@pytest.mark.parametrize("position", range(1, SIZE))
def test_a_link_removed_in_the_middle_is_named_with_or_without_its_event(chain: Head, position: int) -> None:
    link = f"DELETE FROM audit_link WHERE position = {position}"
    event = f"DELETE FROM audit_event WHERE id = {_event_at(position)}"
    for statements in ([link], [link, event]):
        broken = _after(chain, *statements)
        assert broken is not None
        assert (broken.code, broken.position) == ("link.missing", position)


@pytest.mark.parametrize("batch", range(1, len(BATCHES) + 1))
def test_a_removed_seal_is_named(chain: Head, batch: int) -> None:
    broken = _after(chain, f"DELETE FROM audit_seal WHERE batch = {batch}")
    assert broken is not None
    assert (broken.code, broken.position) == ("seal.removed", sum(BATCHES[:batch]))


@pytest.mark.parametrize("kept", range(SIZE))
def test_removed_last_rows_are_noticed(chain: Head, kept: int) -> None:
    broken = _after(
        chain,
        f"DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_link WHERE position > {kept})",
        f"DELETE FROM audit_seal WHERE last_position > {kept}",
        f"DELETE FROM audit_link WHERE position > {kept}",
    )
    assert broken is not None
    assert (broken.code, broken.position) == ("tail.removed", kept + 1)
    assert f"chỉ còn {kept}" in broken.message


@each_example
@given(places=st.lists(st.integers(1, SIZE), min_size=2, max_size=2, unique=True))
def test_two_rows_that_changed_places_are_named(chain: Head, places: list[int]) -> None:
    one, other = sorted(places)
    swap = f"""
        UPDATE audit_link SET event_id = -event_id WHERE position IN ({one}, {other});
        UPDATE audit_link SET event_id = CASE position WHEN {one} THEN {_event_at(other)}
            ELSE {_event_at(one)} END WHERE position IN ({one}, {other});
    """
    broken = _after(chain, swap)
    assert broken is not None
    assert (broken.code, broken.position, broken.event_id) == ("event.changed", one, _event_at(other))


def test_a_chain_that_was_written_anew_as_a_whole_is_not_the_one_that_was_sealed(chain: Head) -> None:
    other = replace(chain, hash=bytes(32))
    broken = verify([other]).broken
    assert broken is not None
    assert broken.code == "head.changed"


def test_two_heads_that_contradict_each_other_are_noticed(chain: Head) -> None:
    broken = verify([chain, replace(chain, hash=bytes(32))]).broken
    assert broken is not None
    assert broken.code == "head.contradiction"


def test_a_longer_chain_than_on_the_printed_head_is_whole(chain: Head) -> None:
    record("x.y", actor=LAN)
    assert verify([chain]).broken is None


def test_without_a_head_nobody_knows_whether_the_end_is_there(chain: Head) -> None:
    broken = verify([]).broken
    assert broken is not None
    assert broken.code == "head.missing"


def test_an_empty_journal_is_whole(db: None) -> None:
    assert verify([]).broken is None


def test_an_empty_journal_with_a_head_has_lost_everything(db: None) -> None:
    broken = verify([Head(bytes(32), 5, datetime.now(UTC))]).broken
    assert broken is not None
    assert (broken.code, broken.position) == ("tail.removed", 1)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("DELETE FROM audit_unsealedevent", "event.bypassed"),
        ("DELETE FROM audit_event WHERE id IN (SELECT event_id FROM audit_unsealedevent)", "event.removed"),
    ],
)
def test_an_event_that_was_to_escape_the_seal_is_named(chain: Head, statement: str, code: str) -> None:
    event_id = record("x.y", actor=LAN)
    broken = _after(chain, statement)
    assert broken is not None
    assert (broken.code, broken.event_id) == (code, event_id)


def test_a_row_slipped_in_before_the_first_is_noticed(chain: Head) -> None:
    event_id = record("x.y", actor=LAN)
    broken = _after(chain, f"INSERT INTO audit_link VALUES (-1, {event_id}, 1, 'x')")
    assert broken is not None
    assert broken.code == "link.missing"


def test_the_chain_is_read_in_pieces_so_that_memory_stays_bounded(
    chain: Head, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr(verifying, "_CHUNK", 2)
    with django_assert_num_queries(5 + 3 + 1):  # type: ignore[attr-defined]
        assert verify([chain]).broken is None
