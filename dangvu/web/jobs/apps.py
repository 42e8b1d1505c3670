from django.apps import AppConfig


class WebJobsConfig(AppConfig):
    name = "dangvu.web.jobs"
    label = "web_jobs"
