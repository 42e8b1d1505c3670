"""Addresses of who read what."""

from django.urls import path

from dangvu.web.readings import views

urlpatterns = [
    path("ai-da-doc", views.all_readings, name="readings"),
    path("ho-so-cua-toi/ai-da-xem", views.own_readings, name="own_readings"),
]
