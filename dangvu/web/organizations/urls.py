"""Addresses of the organisations: the tree and the page of one."""

from django.urls import path

from dangvu.web.organizations.views import organization, tree

urlpatterns = [
    path("to-chuc", tree.browse, name="organizations"),
    path("to-chuc/<str:code>", organization.one_organization, name="organization"),
    path("to-chuc/<str:code>/truc-thuoc", tree.units, name="organization_units"),
    path("to-chuc/<str:code>/lich-su", organization.history, name="organization_history"),
]
