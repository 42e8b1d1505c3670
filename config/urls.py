"""Addresses of the web."""

from django.urls import include, path

urlpatterns = [path("", include("dangvu.web.reading.urls"))]
handler404 = "dangvu.web.reading.views.not_found"
