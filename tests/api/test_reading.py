"""The read API: the same answers, rights and records as the pages; odd questions never break it."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples

from dangvu.access.models import Account
from dangvu.access.services import actor_of_os_user
from dangvu.audit.actor import Actor
from dangvu.audit.models import Event
from dangvu.exchange.services.load import load
from dangvu.statistics.rendering.as_json import as_data
from dangvu.statistics.reports import run
from dangvu.statistics.services.sealing import seal
from tests.web.cast import Office
from tests.web.conftest import TODAY
from tests.web.reports.conftest import EXAMPLE, browser

#: 400 is the frame's answer to a control character in an address.
_ANSWERS = (200, 400, 403, 404, 422)
YEAR = (date(2020, 1, 1), date(2021, 1, 1))


@pytest.fixture
def binh(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.delenv("DANGVU_DEMO_READER", raising=False)
    load(EXAMPLE, actor=actor_of_os_user())
    return browser("Bình", "provincial_organization_committee", "T")


def get(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_report_is_that_of_the_command_line(binh: Client) -> None:
    found = get(binh, "/api/reports/membership/T?year=2020&by_child=true")
    expected = as_data(run("membership", organization_code="T", period=YEAR, by_child=True))
    assert found["figures"] == json.loads(json.dumps(expected["figures"]))
    assert [child["organization"]["code"] for child in found["children"]] == [
        child["organization"]["code"] for child in expected["children"]
    ]


def test_a_list_is_recorded_like_one_on_screen(binh: Client) -> None:
    found = get(binh, "/api/lists/classification/T/members.excellent?year=2020")
    assert found["total"] == len(found["rows"]) == 7
    event = Event.objects.get(verb="read.list")
    assert event.after is not None
    assert event.after["members"] == sorted(row["code"] for row in found["rows"])


def test_a_list_by_ethnic_group_needs_a_reason(binh: Client) -> None:
    address = "/api/lists/membership/T/stock.ethnic_minority?year=2020"
    assert "lý do" in get(binh, address, 403)["detail"]
    assert get(binh, f"{address}&reason=Báo cáo")["rows"]


def test_sealed_reports_are_listed_and_read(binh: Client) -> None:
    actor = Actor(Account.objects.get(display_name="Bình").pk, "Bình")
    sealed = seal(
        "membership",
        organization_code="T",
        period=YEAR,
        purpose="Năm 2020",
        token="một",
        actor=actor,
        today=TODAY,
    )
    assert [row["id"] for row in get(binh, "/api/sealed")["rows"]] == [sealed.pk]
    assert get(binh, f"/api/sealed/{sealed.pk}")["figures"] == sealed.figures


@pytest.mark.parametrize("path", ["reports/membership/{}?year=2020", "lists/membership/{}/closing?year=2020"])
def test_quang_cannot_tell_the_commune_beside_his_from_nothing(office: Office, path: str) -> None:
    quang = office.quang()
    there, nowhere = (get(quang, f"/api/{path.format(code)}", 404) for code in ("24.01", "99"))
    assert there == nowhere


def test_the_administrator_is_refused_whether_or_not_the_place_exists(office: Office) -> None:
    vy = office.vy()
    there, nowhere = (get(vy, f"/api/reports/membership/{code}?year=2020", 403) for code in ("24.01", "99"))
    assert there == nowhere


@pytest.mark.parametrize("path", ["openapi.json", "reports", "reports/membership/T?year=2020", "sealed"])
def test_before_signing_in_it_answers_nothing(client: Client, db: None, path: str) -> None:
    assert "đăng nhập" in get(client, f"/api/{path}", 401)["detail"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "đúng một kỳ"),
        ("year=2020&on=2020-01-01", "đúng một kỳ"),
        ("first=2020-01-01", "đúng một kỳ"),
        ("first=2020-02-01&last=2020-01-01", "Kỳ báo cáo trống"),
        ("year=2020&since=2030", "phải trước ngày cuối"),
    ],
)
def test_a_period_is_asked_once(binh: Client, query: str, sentence: str) -> None:
    assert sentence in get(binh, f"/api/reports/membership/T?{query}", 422)["detail"]


def test_nothing_can_be_written(binh: Client) -> None:
    assert binh.post("/api/reports").status_code == 405


@pytest.fixture
def described(binh: Client) -> Iterator[Any]:
    """The API as its own description says it, and the cookies of Bình's session."""
    schema = schemathesis.openapi.from_dict(binh.get("/api/openapi.json").json())
    schema.app = WSGIHandler()
    name = settings.SESSION_COOKIE_NAME
    # A request must not close the connection in whose transaction the test runs.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schema, {name: binh.cookies[name].value}
    for signal in signals:
        signal.connect(close_old_connections)


def test_whatever_is_asked_it_answers_as_it_says(described: Any) -> None:
    schema, cookies = described
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @examples(
            max_examples=25,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def whatever(case: Any) -> None:
            answer = case.call(cookies=cookies, headers={"Accept-Encoding": "identity"})
            assert answer.status_code in _ANSWERS, (case.as_curl_command(), answer.status_code)
            if answer.status_code == 200:
                case.validate_response(answer)

        whatever()
        asked += 1
    assert asked == 5
