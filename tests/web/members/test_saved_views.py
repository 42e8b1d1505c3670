"""Lists kept under a name: by each person for themselves, and never with a reason."""

from dangvu.members.models import SavedView
from tests.web.cast import Office

_SAVE = "/to-chuc/24.01/dang-vien/luu"


def test_tuan_keeps_a_list_opens_it_again_and_forgets_it(office: Office) -> None:
    tuan = office.tuan()
    address = _SAVE + "?sex=male&cot=stage&after=x&reason=y"
    answer = tuan.post(address, {"view_name": "Nam  giới"}, follow=True)
    assert answer.redirect_chain == [("/to-chuc/24.01/dang-vien?sex=male&cot=stage", 302)]
    assert list(answer.context["views"]) == [("Nam giới", "sex=male&cot=stage")]
    assert 'href="?sex=male&amp;cot=stage"' in answer.content.decode()
    tuan.post(_SAVE, {"view_name": "Nam giới", "forget": "1"})
    assert not SavedView.objects.exists()


def test_a_list_kept_under_a_name_that_is_taken_replaces_it(office: Office) -> None:
    tuan = office.tuan()
    for asked in ("?sex=male", "?sex=female"):
        tuan.post(_SAVE + asked, {"view_name": "Của tôi"})
    assert SavedView.objects.get().query == "sex=female"


def test_a_list_needs_a_name_and_there_is_an_end_of_them(office: Office) -> None:
    tuan = office.tuan()
    nameless = tuan.post(_SAVE, {"view_name": " "}, follow=True)
    assert "hãy đặt tên" in nameless.content.decode()
    for number in range(31):
        tuan.post(_SAVE, {"view_name": f"Danh sách {number}"})
    assert SavedView.objects.count() == 30


def test_nobody_sees_the_lists_of_another(office: Office) -> None:
    office.tuan().post(_SAVE, {"view_name": "Của Tuấn"})
    assert "Của Tuấn" not in office.binh().get("/to-chuc/24.01/dang-vien").content.decode()
    assert office.quang().post(_SAVE, {"view_name": "Lén"}).status_code == 404
