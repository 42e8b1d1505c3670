"""Addresses of members."""

from django.urls import path

from dangvu.web.members.views import page

urlpatterns = [
    path("dang-vien/<int:member_id>", page.member, name="member"),
]
