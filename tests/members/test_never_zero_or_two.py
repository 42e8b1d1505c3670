"""Whatever is tried in whatever order: nobody is in two cells on a day, or in none unless an act says so."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.kernel.findings import Refused
from dangvu.kernel.periods import FOREVER
from dangvu.members import services
from dangvu.members.models import Member
from dangvu.members.rules import findings_of
from dangvu.members.rules.history import EXITS, TRANSFERRED_OUT
from dangvu.members.selectors.histories import cell_facts, history_of
from tests.members.cast import Commune, recorded

START = date(2020, 1, 1)
Act = Callable[..., object]


def every_act(place: Commune, binh: Actor) -> dict[str, Act]:
    """Every verb, into every cell and out by every way."""
    acts: dict[str, Act] = {
        "recognize": services.recognize_full,
        "exempt": partial(services.give_status, status="exempt"),
        "back": services.end_status,
    }
    for name, cell in {"1": place.hamlet_1, "2": place.hamlet_2, "no cell": place.commune}.items():
        acts[f"move to {name}"] = partial(services.move_member, to=cell)
        acts[f"admit to {name}"] = partial(services.admit, cell=cell)
        acts[f"readmit to {name}"] = partial(services.readmit, cell=cell)
        acts[f"restore to {name}"] = partial(services.restore, cell=cell)
        acts[f"receive in {name}"] = partial(services.begin_membership, organization=cell, stage="full")
        acts[f"host in {name}"] = partial(services.begin_membership, organization=cell, kind="temporary")
        acts[f"post in {name}"] = partial(services.appoint, post="secretary", organization=cell)
    for way in (*sorted(EXITS), TRANSFERRED_OUT):
        acts[way] = partial(services.end_membership, reason_out=way)
    return {name: partial(act, actor=binh) for name, act in acts.items()}


@pytest.fixture
def acts(place: Commune, binh: Actor) -> dict[str, Act]:
    return every_act(place, binh)


def days_of(member: Member) -> Iterator[date]:
    """Every day on which something begins or ends, and the day before and after."""
    history = history_of(member)
    for row in history.rows():
        for day in (row.period.start, row.period.end):
            if day != FOREVER:
                yield from (day - timedelta(days=1), day, day + timedelta(days=1))


plan = st.lists(st.tuples(st.integers(0, 10_000), st.integers(-40, 500)), min_size=1, max_size=10)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plan, entered=st.booleans())
def test_nobody_is_ever_in_two_cells_or_lost(
    plan: list[tuple[int, int]], entered: bool, place: Commune, acts: dict[str, Act]
) -> None:
    names = sorted(acts)
    with transaction.atomic():
        minh = recorded("DV0001", "Trần Văn Minh", place.hamlet_1 if entered else None)
        day = START
        for choice, step in plan:
            day += timedelta(days=step)
            events = Event.objects.count()
            before = history_of(minh)
            try:
                with transaction.atomic():
                    acts[names[choice % len(names)]](minh, on=day)
            except Refused:
                assert history_of(minh) == before
                assert Event.objects.count() == events
            else:
                assert Event.objects.count() == events + 1
            check(minh)
        transaction.set_rollback(True)


def check(member: Member) -> None:
    history = history_of(member)
    assert [found.code for found in findings_of(history, cell_facts(history.organization_ids))] == []
    for day in days_of(member):
        cells = [stay for stay in history.official if stay.period.contains(day)]
        assert len(cells) <= 1
        last = history.last_official(day)
        if last is not None and not cells:
            assert last.reason_out in EXITS | {TRANSFERRED_OUT}
