"""A report asks a few questions of the database, however many figures and units it has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.statistics.matters import MATTERS
from tests.statistics.records import example, put
from tests.statistics.world import year_of

pytestmark = pytest.mark.django_db

#: Statements of a report of one place, with its findings.
MOST = {
    "membership": 12,
    "admissions": 13,
    "classification": 24,
    "screening": 6,
    "discipline": 9,
    "inspections": 9,
}


def statements(name: str, code: str, **more: bool) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        year_of(name, code, 2020, **more)
    return len(queries)


@pytest.mark.parametrize("name", MATTERS)
def test_a_report_is_a_few_statements(name: str) -> None:
    put(example())
    assert statements(name, "T") <= MOST[name]


@pytest.mark.parametrize("name", MATTERS)
def test_units_cost_no_statement_each(name: str) -> None:
    put(example())
    assert statements(name, "T", by_child=True) <= statements(name, "T") + 3
