"""Address of the day's work."""

from django.urls import path

from dangvu.web.work import views

urlpatterns = [path("", views.work, name="work")]
