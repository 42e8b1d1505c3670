"""Addresses of the frame."""

from django.urls import path

from dangvu.web.frame import views

urlpatterns = [
    path("ngon-ngu", views.set_language, name="set_language"),
    path("favicon.ico", views.favicon, name="favicon"),
]
