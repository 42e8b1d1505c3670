"""Progress on screen: found again by who asked, by nobody else."""

import pytest
from django.test import Client

from dangvu.access.models import Account
from dangvu.jobs.models import Job
from dangvu.jobs.workflow import DONE, FAILED, RUNNING, STOPPED, WAITING
from tests.web.cast import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tuan() -> Account:
    return Account.objects.create(username="tuan", display_name="Tuấn")


def _job(account: Account, state: str, **more: object) -> Job:
    given = {"name": "tests.count", "label": "Nhập bảng tính Hà Vị", "actor_name": account.display_name}
    return Job.objects.create(account_id=account.pk, state=state, **(given | more))


def test_tuan_leaves_and_finds_his_work_again(tuan: Account) -> None:
    one = _job(tuan, RUNNING, done=1200, total=90000, message="đang đọc")
    browser = signed_in(tuan)
    assert "Nhập bảng tính Hà Vị" in browser.get("/viec-lau").content.decode()
    page = browser.get(f"/viec-lau/{one.pk}").content.decode()
    assert "1.200 / 90.000" in page
    assert f'hx-get="/viec-lau/{one.pk}"' in page
    part = browser.get(f"/viec-lau/{one.pk}", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith(f'<div id="viec-{one.pk}"')
    assert "style=" not in page


@pytest.mark.parametrize("state", [DONE, FAILED, STOPPED])
def test_work_that_ended_asks_no_more(tuan: Account, state: str) -> None:
    one = _job(tuan, state, error="Dòng 3 thiếu ngày sinh." if state == FAILED else "", address="/ket-qua")
    page = signed_in(tuan).get(f"/viec-lau/{one.pk}").content.decode()
    assert f'hx-get="/viec-lau/{one.pk}"' not in page
    assert "/ket-qua" in page
    assert ("Dòng 3" in page) == (state == FAILED)


def test_quang_does_not_learn_of_tuans_work(tuan: Account) -> None:
    one = _job(tuan, RUNNING)
    quang = signed_in(Account.objects.create(username="quang"))
    assert quang.get(f"/viec-lau/{one.pk}").status_code == 404
    assert quang.post(f"/viec-lau/{one.pk}/dung").status_code == 404
    assert "Hà Vị" not in quang.get("/viec-lau").content.decode()
    assert Client().get(f"/viec-lau/{one.pk}").status_code == 302


def test_tuan_stops_work_that_waits_and_asks_running_work_to_stop(tuan: Account) -> None:
    waiting, running = _job(tuan, WAITING), _job(tuan, RUNNING)
    browser = signed_in(tuan)
    for one in (waiting, running):
        assert browser.post(f"/viec-lau/{one.pk}/dung").status_code == 302
        one.refresh_from_db()
    assert (waiting.state, running.state, running.stop_asked) == (STOPPED, RUNNING, True)
    assert "Đang dừng" in browser.get(f"/viec-lau/{running.pk}").content.decode()
