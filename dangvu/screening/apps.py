from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "dangvu.screening"
    label = "screening"
