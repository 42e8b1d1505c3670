"""Addresses of the organisations: the tree, the page of one, and the acts that change them."""

from django.urls import path

from dangvu.web.organizations.views import act_files, acts, organization, tree, upload

urlpatterns = [
    path("to-chuc", tree.browse, name="organizations"),
    path("to-chuc/<str:code>", organization.one_organization, name="organization"),
    path("to-chuc/<str:code>/truc-thuoc", tree.units, name="organization_units"),
    path("to-chuc/<str:code>/lich-su", organization.history, name="organization_history"),
    path("to-chuc/<str:code>/viec", acts.choose, name="organization_acts"),
    path("to-chuc/<str:code>/viec/<str:act>", acts.act, name="organization_act"),
    path("viec-to-chuc", act_files.act_files, name="act_files"),
    path("viec-to-chuc/nap-tep", upload.upload, name="act_upload"),
    path("viec-to-chuc/<int:number>", act_files.act_file, name="act_file"),
    path("viec-to-chuc/<int:number>/thu-hoi", act_files.take_back, name="act_file_take_back"),
]
