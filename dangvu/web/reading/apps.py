from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "dangvu.web.reading"
    label = "reading"
