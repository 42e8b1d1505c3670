"""Addresses of long work."""

from django.urls import path

from dangvu.web.jobs import views

urlpatterns = [
    path("viec-lau", views.jobs, name="jobs"),
    path("viec-lau/<int:job_id>", views.one_job, name="job"),
    path("viec-lau/<int:job_id>/dung", views.stop, name="job_stop"),
]
