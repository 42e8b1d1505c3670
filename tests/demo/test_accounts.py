"""Who may walk into the demo, and where that is closed."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from dangvu.access.models import Account, Grant
from dangvu.access.roles import ROLES
from dangvu.access.services import actor_of_os_user
from dangvu.exchange.services.load import load
from demo.accounts import PEOPLE, open_demo_accounts
from tests.members.cast import recorded
from tests.organizations.trees import plant

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: LazySettings) -> Client:
    """The demo in small: the same codes, one cell of each committee."""
    from dangvu.organizations.services.links import rebuild_links

    settings.DEMO = True
    for root, name in (("24", "Bắc Giang"), ("91", "Kiên Giang")):
        province = plant(root, "province", name=f"Đảng bộ tỉnh {name}")
        district = plant(f"{root}.1", "district", under=province, name="Đảng bộ huyện")
        commune = plant(f"{root}.1.1", "grassroots_committee", under=district, name="Đảng bộ xã")
        for number in (1, 2):
            plant(f"{root}.1.1.{number}", under=commune, name=f"Chi bộ thôn {number}")
    rebuild_links()
    from dangvu.organizations.models import Organization

    second = Organization.objects.get(code="24.1.1.2")
    recorded("DV1", "Nguyễn Thị Lan", second)
    recorded("DV2", "Lê Văn Minh", second)
    open_demo_accounts()
    return Client()


def test_there_is_one_person_for_every_role_but_the_operator_of_the_machine() -> None:
    roles = [person.role for person in PEOPLE]
    assert set(roles) == set(ROLES) - {"local_operator"}
    assert sorted(roles) == sorted([*set(roles), "grassroots_clerk"]), "Quang is a second clerk, elsewhere"


def test_the_cell_is_one_in_which_the_name_is_found(demo: Client) -> None:
    grant = Grant.objects.get(account__username="lan")
    assert grant.organization is not None
    assert grant.organization.code == "24.1.1.2"
    minh = Account.objects.get(username="minh")
    assert minh.member_id is not None
    open_demo_accounts()
    assert Account.objects.filter(is_demo=True).count() == len(PEOPLE)


def test_the_sign_in_page_lists_them_and_each_walks_in(demo: Client) -> None:
    page = demo.get("/dang-nhap").content.decode()
    for person in PEOPLE:
        assert f'value="{person.username}"' in page
        browser = Client()
        assert browser.post("/dang-nhap/trinh-dien", {"username": person.username}).status_code == 302
        assert browser.get("/tai-khoan-cua-toi").status_code == 200


def test_nobody_else_walks_in(demo: Client) -> None:
    for name in (actor_of_os_user().name, "khong-co", ""):
        assert demo.post("/dang-nhap/trinh-dien", {"username": name}).status_code == 404


def test_outside_the_demo_its_people_are_not_there_and_their_sessions_end(
    demo: Client, settings: LazySettings
) -> None:
    demo.post("/dang-nhap/trinh-dien", {"username": "lan"})
    settings.DEMO = False
    assert demo.get("/tai-khoan-cua-toi").status_code == 302
    assert demo.post("/dang-nhap/trinh-dien", {"username": "lan"}).status_code == 404
    assert "trình diễn" not in Client().get("/dang-nhap").content.decode()


def test_over_a_package_of_others_the_demo_lets_nobody_in(demo: Client) -> None:
    load(EXAMPLE, actor=actor_of_os_user())
    assert demo.post("/dang-nhap/trinh-dien", {"username": "lan"}).status_code == 404
    assert 'value="lan"' not in demo.get("/dang-nhap").content.decode()
