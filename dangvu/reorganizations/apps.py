from django.apps import AppConfig


class ReorganizationsConfig(AppConfig):
    name = "dangvu.reorganizations"
    label = "reorganizations"
