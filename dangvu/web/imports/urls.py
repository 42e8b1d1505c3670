"""Addresses of spreadsheets brought in; uploads of this prefix may be large (`frame/size.py`)."""

from django.urls import path

from dangvu.web.imports import views

urlpatterns = [
    path("nap-bang-tinh", views.spreadsheets, name="spreadsheets"),
    path("nap-bang-tinh/lan/<int:import_id>", views.one_import, name="import"),
    path("nap-bang-tinh/lan/<int:import_id>/hang/<int:number>", views.one_row, name="import_row"),
    path("nap-bang-tinh/lan/<int:import_id>/hang-loi.xlsx", views.wrong_rows, name="import_errors"),
    path("nap-bang-tinh/<str:code>", views.imports, name="imports"),
]
