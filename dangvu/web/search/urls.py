"""Address of the search."""

from django.urls import path

from dangvu.web.search import views

urlpatterns = [path("tim", views.search, name="search")]
