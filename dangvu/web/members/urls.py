"""Addresses of members."""

from django.urls import path

from dangvu.web.members.views import listing, page

urlpatterns = [
    path("dang-vien", listing.members, name="members"),
    path("to-chuc/<str:code>/dang-vien", listing.members_of, name="members_of"),
    path("dang-vien/<int:member_id>", page.member, name="member"),
]
