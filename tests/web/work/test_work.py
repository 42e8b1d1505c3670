"""The first page: what waits for whom, until when."""

from datetime import date, timedelta

import pytest

from dangvu.access.models import Account
from dangvu.audit.actor import Actor
from dangvu.documents.models import Document
from dangvu.documents.services import add_conclusion
from dangvu.members.models import Post, Status
from dangvu.web.scope import Holding, Scope
from dangvu.web.work.day_work import Asking, DayWork, Provider, gather
from tests.web.cast import Office
from tests.web.conftest import TODAY


def _task(document: Document, office: Office, text: str, code: str, due: date, actor: Actor) -> None:
    add_conclusion(document, text, owner_code=code, due_on=due, actor=actor, on=TODAY)


@pytest.fixture
def notice(office: Office) -> Document:
    office.tuan()
    return Document.objects.create(
        kind="notice",
        number="12-TB/ĐU",
        number_key="12-tb/đu",
        issuer="Đảng ủy xã Thử Nghiệm",
        issuer_key="đảng ủy xã thử nghiệm",
        issuer_code="24.01",
        issued_on=date(2026, 10, 1),
    )


def _actor(name: str) -> Actor:
    account = Account.objects.get(display_name=name)
    return Actor(account.pk, name)


def test_lan_sees_the_tasks_of_her_cell_by_deadline_and_no_others(office: Office, notice: Document) -> None:
    tuan = _actor("Tuấn")
    _task(notice, office, "Rà soát hồ sơ", "24.01.1", TODAY + timedelta(days=5), tuan)
    _task(notice, office, "Nộp báo cáo", "24.01.1", TODAY - timedelta(days=2), tuan)
    _task(notice, office, "Việc của thôn 2", "24.01.2", TODAY, tuan)
    _task(notice, office, "Việc còn xa", "24.01.1", TODAY + timedelta(days=31), tuan)
    page = office.lan().get("/").content.decode()
    assert page.index("Nộp báo cáo") < page.index("Rà soát hồ sơ")
    assert "quá hạn 2 ngày" in page
    assert "còn 5 ngày" in page
    assert "12-TB/ĐU ngày 01/10/2026" in page
    assert "Việc của thôn 2" not in page
    assert "Việc còn xa" not in page


def test_tuan_sees_below_what_he_asked_others_for(office: Office, notice: Document) -> None:
    _task(notice, office, "Rà soát hồ sơ", "24.01.1", TODAY + timedelta(days=60), _actor("Tuấn"))
    client = office.browser("Tuấn hai", "grassroots_clerk", office.commune.commune)
    assert "Việc tôi đã giao" not in client.get("/").content.decode()
    client.force_login(Account.objects.get(display_name="Tuấn"))
    page = client.get("/").content.decode()
    assert page.index("Việc tôi đã giao") < page.index("Rà soát hồ sơ")
    assert "Chưa thực hiện" in page


def test_a_term_and_a_status_that_end_soon_wait_for_the_secretary(office: Office) -> None:
    Post.objects.create(
        member=office.minh,
        organization=office.commune.hamlet_1,
        post="secretary",
        valid_from=date(2022, 1, 1),
        valid_to=date(2026, 12, 1),
    )
    Status.objects.create(
        member=office.minh,
        status="exempt",
        valid_from=date(2026, 6, 1),
        valid_to=date(2026, 12, 2),
        decision_number="15-QĐ/ĐU",
        decision_date=date(2026, 5, 30),
    )
    page = office.lan().get("/").content.decode()
    assert "Hết nhiệm kỳ" in page
    assert "30/11/2026" in page  # the last day of the term, not the day after it
    assert "Hết thời hạn: Miễn công tác và sinh hoạt đảng" in page
    assert "15-QĐ/ĐU ngày 30/05/2026" in page
    assert "Trần Văn Minh" not in office.quang().get("/").content.decode()


def test_the_administrator_is_shown_no_work_of_members(office: Office) -> None:
    Status.objects.create(
        member=office.minh, status="exempt", valid_from=date(2026, 6, 1), valid_to=date(2026, 12, 2)
    )
    page = office.vy().get("/").content.decode()
    assert "Trần Văn Minh" not in page
    assert "Hôm nay không có việc nào đến hạn." in page


def test_work_is_that_of_today_also_while_a_past_day_is_shown(office: Office) -> None:
    Status.objects.create(
        member=office.minh, status="exempt", valid_from=date(2026, 6, 1), valid_to=date(2026, 12, 2)
    )
    assert "Trần Văn Minh" in office.lan().get("/", {"on": "31/12/2020"}).content.decode()


def test_what_has_no_deadline_comes_last_and_nobody_is_asked_without_the_right() -> None:
    def find(asking: Asking) -> list[DayWork]:
        return [
            DayWork("không hạn", "Lan", None),
            DayWork("sau", "Lan", date(2026, 12, 1)),
            DayWork("trước", "Lan", TODAY),
        ]

    def forbidden(asking: Asking) -> list[DayWork]:
        raise AssertionError("asked without the right")

    holding = Holding("cell_secretary", 1, "24.01.1", "Chi bộ thôn 1", TODAY, date(9999, 1, 1), "QĐ")
    asking = Asking(Actor(1, "Lan"), Scope((holding,)), TODAY)
    providers = [Provider("a", "member.read", find), Provider("b", "account.manage", forbidden)]
    assert [work.what for work in gather(providers, asking)] == ["trước", "sau", "không hạn"]
