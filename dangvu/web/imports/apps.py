from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "dangvu.web.imports"
    label = "web_imports"
