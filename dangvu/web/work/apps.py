from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "dangvu.web.work"
    label = "web_work"
