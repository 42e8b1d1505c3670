from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "dangvu.access"
    label = "access"
