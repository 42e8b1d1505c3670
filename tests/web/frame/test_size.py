"""Nobody can fill the server with one request."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from dangvu.web.frame.size import MEGABYTE, limit_of, limit_size


@pytest.mark.parametrize(
    ("path", "megabytes"), [("/", 2), ("/ngon-ngu", 2), ("/van-ban/1/tep", 50), ("/nap-bang-tinh/", 50)]
)
def test_limits_by_address(path: str, megabytes: int) -> None:
    assert limit_of(path) == megabytes * MEGABYTE


@pytest.mark.parametrize(
    ("length", "status"), [(2 * MEGABYTE, 200), (2 * MEGABYTE + 1, 413), (200 * MEGABYTE, 413)]
)
def test_what_is_too_large_is_refused_before_anything_reads_it(length: int, status: int) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("đã nhận")

    request = RequestFactory().post("/", headers={"Content-Length": str(length)})
    request.META["CONTENT_LENGTH"] = str(length)
    answer = limit_size(view)(request)
    assert answer.status_code == status


@pytest.mark.django_db
def test_a_text_of_ten_megabytes_gets_a_sentence(client: Client) -> None:
    answer = client.post("/ngon-ngu", {"next": "x" * 10 * MEGABYTE})
    assert answer.status_code == 413
    assert "lớn hơn 2 MB" in answer.content.decode()
