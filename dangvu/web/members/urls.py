"""Addresses of members."""

from django.urls import path

from dangvu.web.members.views import acting, entering, export, listing, page, saved

urlpatterns = [
    path("dang-vien", listing.members, name="members"),
    path("to-chuc/<str:code>/dang-vien", listing.members_of, name="members_of"),
    path("to-chuc/<str:code>/dang-vien/xuat", export.members_file, name="members_file"),
    path("to-chuc/<str:code>/dang-vien/luu", saved.saved_view, name="members_view"),
    path("to-chuc/<str:code>/dang-vien/moi", entering.enter, name="member_enter"),
    path("dang-vien/<int:member_id>", page.member, name="member"),
    path("dang-vien/<int:member_id>/ghi/<slug:word>", acting.act, name="member_act"),
]
