"""Who read whose record, and when: the auditor sees it at once; the member too, once a case is announced."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.audit.selectors import PAGE, Asked, readings, readings_of_member
from dangvu.audit.services import record
from dangvu.audit.services.reading import record_reading, release_readings

pytestmark = pytest.mark.django_db

LAN, DUNG = Actor(7, "Lan"), Actor(8, "Dũng")
MINH, HOA = (1, "DV1"), (2, "DV2")
TODAY = date(2026, 11, 20)
CASE = ("inspection", 5)


def _opened(member: tuple[int, str], by: Actor = LAN, place: int = 100, **more: object) -> int:
    given = {"subject": ("member", member[0]), "organization_id": place}
    return record_reading("member", actor=by, on=TODAY, **(given | more))  # type: ignore[arg-type]


def test_the_auditor_sees_every_reading_the_newest_first_and_nothing_else() -> None:
    first, second = _opened(MINH), _opened(HOA, by=DUNG)
    record("member.rename", actor=LAN, subject=("member", 1))
    found = readings(Asked())
    assert [row.id for row in found.rows] == [second, first]
    assert [(row.reader, row.words) for row in found.rows] == [("Dũng", "Mở hồ sơ"), ("Lan", "Mở hồ sơ")]
    assert found.before is None


def test_the_auditor_asks_about_one_person_one_reader_some_days() -> None:
    of_minh, of_hoa = _opened(MINH), _opened(HOA, by=DUNG)
    today = timezone.localdate()
    day = timedelta(days=1)
    asked = {
        Asked(member=MINH): [of_minh],
        Asked(reader_id=DUNG.account_id): [of_hoa],
        Asked(member=MINH, reader_id=DUNG.account_id): [],
        Asked(first=today, last=today): [of_hoa, of_minh],
        Asked(last=today - day): [],
        Asked(first=today + day): [],
    }
    for question, answer in asked.items():
        assert [row.id for row in readings(question).rows] == answer, question


def test_an_auditor_of_one_place_sees_that_place_only() -> None:
    here = _opened(MINH, place=100)
    _opened(HOA, place=200)
    assert [row.id for row in readings(Asked(), organizations=[100]).rows] == [here]


def test_minh_sees_who_opened_his_record_and_the_lists_and_files_that_name_him() -> None:
    opened = _opened(MINH)
    _opened(HOA)
    export = record_reading("export", actor=DUNG, on=TODAY, members=["DV2", "DV1"], reason="Báo cáo tháng")
    record_reading("list", actor=LAN, on=TODAY, members=["DV10", "DV11"])
    rows = readings_of_member(*MINH).rows
    assert [row.id for row in rows] == [export, opened]
    assert (rows[0].count, rows[0].reason) == (2, "Báo cáo tháng")


def test_a_reading_in_a_case_appears_to_minh_when_the_case_is_announced() -> None:
    held = _opened(MINH, by=DUNG, case=CASE)
    plain = _opened(MINH)
    assert [row.id for row in readings_of_member(*MINH).rows] == [plain]
    assert [(row.id, row.held) for row in readings(Asked()).rows] == [(plain, False), (held, True)]
    assert release_readings(("inspection", 6), actor=DUNG, on=TODAY) == 0
    assert release_readings(CASE, actor=DUNG, on=TODAY) == 1
    assert [row.id for row in readings_of_member(*MINH).rows] == [plain, held]
    assert not any(row.held for row in readings(Asked()).rows)
    assert Event.objects.get(verb="audit.release_readings").after == {"readings": 1}
    assert release_readings(CASE, actor=DUNG, on=TODAY) == 0


def test_the_chained_event_itself_says_that_it_was_held() -> None:
    event = Event.objects.get(pk=_opened(MINH, case=CASE))
    assert event.after == {"case": "inspection 5"}


def test_pages_follow_one_another_without_gap_or_repetition() -> None:
    numbers = [_opened(MINH) for _ in range(2 * PAGE + 3)]
    seen: list[int] = []
    before = None
    while True:
        page = readings_of_member(*MINH, before=before)
        seen += [row.id for row in page.rows]
        before = page.before
        if before is None:
            break
    assert seen == numbers[::-1]


def test_a_page_is_one_query_however_many_readings_there_are() -> None:
    for _ in range(20):
        _opened(MINH)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        readings_of_member(*MINH)
    assert len(queries) == 1
