"""The office with one more page: a form as those of the office are, which counts what reaches it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

RECEIVED: list[str] = []

_PAGE = """{% extends "frame/base.html" %}{% block content %}
<form method="post" data-draft="thu">{% csrf_token %}
  <label for="ghi">Ghi chú</label><textarea id="ghi" name="ghi" class="form-control"></textarea>
  <label><input type="checkbox" name="dong-y" value="1"> Đồng ý</label>
  <label for="mat">Mật khẩu</label><input type="password" id="mat" name="mat">
  <button class="btn btn-primary">Ghi lại</button>
</form>{% endblock %}"""


def form(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect(f"{settings.LOGIN_URL}?next=/thu")
    if request.method == "POST":
        RECEIVED.append(request.POST["ghi"])
        messages.success(request, "Đã ghi.")
        return redirect("/thu")
    return HttpResponse(engines["django"].from_string(_PAGE).render({"title": "Thử"}, request))


urlpatterns = [path("thu", form), path("", include("config.urls"))]
