"""Addresses of the read-only pages."""

from django.urls import path

from dangvu.web.reading import views

app_name = "reading"
urlpatterns = [
    path("to-chuc", views.roots, name="roots"),
    path("to-chuc/<str:code>", views.organization, name="organization"),
]
